"""A station's number: read out, typed with slips of the ear, and found again."""

from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.stations.station_number import ALPHABET, NUMBER_LENGTH, ids_of, number_of

STATION = UUID("39e62295-0000-8000-8000-000000000001")


def test_a_number_follows_from_the_id_and_leads_back_to_it() -> None:
    for _ in range(200):
        station_id = new_id()
        found = ids_of(number_of(station_id))
        assert found is not None
        assert found[0] <= station_id <= found[1]


def test_a_number_is_written_in_two_groups_of_letters_that_look_like_no_other() -> None:
    assert number_of(STATION) == "77K 255"
    assert not set("ILOU") & set(ALPHABET)


def test_the_numbers_of_neighbouring_ids_do_not_overlap() -> None:
    found = ids_of("7GK 259")
    after = ids_of("7GK 25A")
    assert found is not None
    assert after is not None
    assert found[1].int + 1 == after[0].int


@pytest.mark.parametrize("typed", ["7gk259", " 7GK-259 ", "7GK 2 59"])
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert ids_of(typed) == ids_of("7GK 259")


def test_letters_that_sound_or_look_like_digits_are_those_digits() -> None:
    assert ids_of("o1l i00") == ids_of("011 100")


@pytest.mark.parametrize("typed", ["", "大召", "7GK 25", "7GK 2599", "7GK 25U", "大召红蜂驿站"])
def test_what_is_no_number_is_read_as_none(typed: str) -> None:
    assert ids_of(typed) is None
    assert NUMBER_LENGTH == 6
