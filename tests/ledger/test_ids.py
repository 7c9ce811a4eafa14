"""Identifiers: what a QR code carries is enough to know the stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.ids import SUBJECT_BYTES, derive, derive_subject, new_id, subject_of, widen


def test_a_subjects_id_follows_from_its_first_eight_bytes() -> None:
    for identifier in (new_id(), derive_subject("station", "150104003005", "大召红蜂驿站")):
        assert widen(subject_of(identifier)) == identifier
        assert identifier.version == 8


@given(st.binary(max_size=16))
def test_other_bytes_are_no_subject(raw: bytes) -> None:
    if len(raw) == SUBJECT_BYTES and raw[6] >> 4 == 8:
        assert subject_of(widen(raw)) == raw
    else:
        with pytest.raises(ValueError, match="not the first half"):
            widen(raw)


def test_a_natural_key_has_one_id_for_ever() -> None:
    assert str(derive("wallet", "rider", "x")) == "a82be1b9-b04a-840f-8f6f-6b47a8c38210"
    assert derive("wallet", "rider", "x") != derive("wallet", "rider", "y")
    assert derive("a", "b/c") != derive("a", "b", "c")
