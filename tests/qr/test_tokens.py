import base64
from datetime import datetime, timedelta, timezone

import pytest

from qr.keys import Keyring
from qr.layout import TOKEN_LENGTHS, VERSION
from qr.tokens import Flaw, InvalidTokenError, Kind, Token, TokenMaker, TokenReader, url
from tests.qr.support import (
    HOST,
    NINE,
    OTHER,
    RING,
    ROTATING,
    STANDING,
    STATION,
    flaw,
    refusal,
)

MAKER = TokenMaker(RING)
READER = TokenReader(RING)


def raw(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))


def written(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


@pytest.mark.parametrize("kind", Kind)
def test_a_code_of_every_kind_reads_back_as_it_was_made(kind: Kind) -> None:
    token = READER.read(MAKER.make(kind, STATION, at=NINE), at=NINE)
    step = int(NINE.timestamp()) // 30 if kind in ROTATING else None
    assert token == Token(kind=kind, key_id=0, subject=STATION, step=step)


@pytest.mark.parametrize("kind", Kind)
def test_an_address_of_every_kind_reads_back_in_any_case(kind: Kind) -> None:
    text = MAKER.make(kind, STATION, at=NINE)
    address = url(HOST, text)
    spellings = (text.lower(), address, address.lower(), f" {address}\n", address.title())
    read = {READER.read(spelling, at=NINE) for spelling in spellings}
    assert read == {READER.read(text, at=NINE)}


@pytest.mark.parametrize("kind", Kind)
def test_every_changed_bit_of_a_token_is_refused(kind: Kind) -> None:
    data = raw(MAKER.make(kind, STATION, at=NINE))
    flaws = {
        flaw(written(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]))
        for at in range(len(data))
        for bit in range(8)
    }
    assert flaws <= {Flaw.MALFORMED, Flaw.FORGED, Flaw.UNKNOWN_KEY}
    assert {each.code for each in flaws} == {"qr_invalid"}


def test_every_changed_letter_of_a_token_is_refused() -> None:
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    for at, letter in enumerate(text):
        for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".replace(letter, ""):
            assert refusal(text[:at] + other + text[at + 1 :]).code == "qr_invalid"


def test_a_token_has_one_spelling_only() -> None:
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    twin = text[:-1] + chr(ord(text[-1]) + 1)  # the same 22 bytes, other spare bits
    assert raw(twin) == raw(text)
    assert flaw(twin) is Flaw.MALFORMED


def test_codes_of_two_kinds_are_never_taken_for_each_other() -> None:
    for kind in STANDING:
        data = raw(MAKER.make(kind, STATION))
        for other in set(STANDING) - {kind}:
            disguised = bytes([VERSION << 4 | other.number]) + data[1:]
            assert flaw(written(disguised)) is Flaw.FORGED


def test_a_code_of_another_kind_than_wanted_says_what_it_is() -> None:
    text = MAKER.make(Kind.VOUCHER, STATION)
    error = refusal(text, kinds=(Kind.STATION, Kind.ACTIVITY))
    assert (error.flaw, error.code) == (Flaw.WRONG_KIND, "qr_kind_mismatch")
    assert error.token == Token(Kind.VOUCHER, 0, STATION)
    assert READER.read(text, at=NINE, kinds={Kind.VOUCHER}) == error.token


def test_the_wrong_kind_is_told_before_its_age() -> None:
    old = MAKER.make(Kind.PERSON, STATION, at=NINE - timedelta(hours=1))
    assert refusal(old, kinds=(Kind.STATION,)).flaw is Flaw.WRONG_KIND


def test_a_forged_code_claims_nothing() -> None:
    forged = TokenMaker(Keyring.generate(NINE)).make(Kind.PLATE, STATION)
    error = refusal(forged, kinds=(Kind.STATION,))
    assert (error.flaw, error.code, error.token) == (Flaw.FORGED, "qr_invalid", None)


def test_a_code_under_a_key_we_never_had_is_refused() -> None:
    ring = RING.rotate(NINE)
    error = refusal(TokenMaker(ring).make(Kind.PLATE, STATION))
    assert (error.flaw, error.code) == (Flaw.UNKNOWN_KEY, "qr_invalid")


@pytest.mark.parametrize("header", [0x01, 0x20, 0x10, 0x19, 0x1F, 0xF1])
def test_an_unknown_version_or_kind_is_malformed(header: int) -> None:
    for length in (20, 22):
        assert flaw(written(bytes([header]) + bytes(length - 1))) is Flaw.MALFORMED


def test_a_standing_kind_with_a_step_is_malformed() -> None:
    data = raw(MAKER.make(Kind.STATION, STATION, at=NINE))
    assert flaw(written(bytes([VERSION << 4 | Kind.PLATE.number]) + data[1:])) is Flaw.MALFORMED


def test_a_made_token_has_the_length_that_codes_are_sized_for() -> None:
    lengths = {len(MAKER.make(kind, STATION, at=NINE)) for kind in Kind}
    assert lengths == set(TOKEN_LENGTHS)


def test_a_standing_code_is_the_same_whenever_it_is_printed() -> None:
    for kind in STANDING:
        later = MAKER.make(kind, STATION, at=NINE + timedelta(days=400))
        assert MAKER.make(kind, STATION) == later
        assert READER.read(later, at=NINE).subject == STATION


@pytest.mark.parametrize("kind", ROTATING)
def test_a_rotating_code_is_not_made_without_a_time(kind: Kind) -> None:
    with pytest.raises(ValueError, match="say when"):
        MAKER.make(kind, STATION)


def test_a_naive_time_is_a_mistake_and_not_an_hour() -> None:
    with pytest.raises(ValueError, match="aware"):
        MAKER.make(Kind.STATION, STATION, at=datetime(2026, 11, 16, 9, 0))  # noqa: DTZ001


def test_the_zone_a_time_is_told_in_does_not_matter() -> None:
    in_hohhot = NINE.astimezone(timezone(timedelta(hours=8)))
    assert MAKER.make(Kind.STATION, STATION, at=in_hohhot) == MAKER.make(
        Kind.STATION, STATION, at=NINE
    )


@pytest.mark.parametrize("subject", [b"", STATION[:7], STATION + b"\0"])
@pytest.mark.parametrize("kind", [Kind.PLATE, Kind.STATION])
def test_a_subject_of_another_length_is_not_written(kind: Kind, subject: bytes) -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        MAKER.make(kind, subject, at=NINE)
    with pytest.raises(ValueError, match="8 bytes"):
        MAKER.device_secret(kind, subject)


def test_two_subjects_never_share_a_proof() -> None:
    one, two = (raw(MAKER.make(Kind.PLATE, subject)) for subject in (STATION, OTHER))
    assert flaw(written(two[:10] + one[10:])) is Flaw.FORGED


def test_every_flaw_has_the_code_people_are_told() -> None:
    assert {flaw.value: flaw.code for flaw in Flaw} == {
        "malformed": "qr_invalid",
        "unknown_key": "qr_invalid",
        "forged": "qr_invalid",
        "revoked": "qr_revoked",
        "wrong_kind": "qr_kind_mismatch",
        "expired": "qr_expired",
        "early": "qr_expired",
    }
    for each in Flaw:
        assert str(InvalidTokenError(each)) == each.value
