"""The running numbers of kept scans: what a phone leaves out is noticed (A23)."""

from datetime import timedelta
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.stations.phone_log import GAPS_MAX, PhoneLog, read, spans_of, without, written
from ledger.stations.visit_commands import NoteNumbers
from tests.support.ledgers import UNIT, Village, read_log

PHONE = new_id()


def send(
    village: Village, *numbers: int, person_id: UUID | None = None, role: str = "screen"
) -> list[str]:
    told = village.tell(
        NoteNumbers,
        person_id=person_id,
        role=role,
        device_id=PHONE,
        unit_code=UNIT,
        place_id=None,
        numbers=numbers,
        clock_off=timedelta(seconds=-432),
    )
    return told.answer["missing"]  # type: ignore[no-any-return]


def test_numbers_in_a_row_leave_no_gap(village: Village) -> None:
    assert send(village, *range(1, 17)) == []
    assert send(village, 17, 18) == []


def test_a_jump_from_16_to_18_is_a_gap_until_17_comes(village: Village) -> None:
    send(village, *range(1, 17))
    assert send(village, 18) == ["17"]
    assert send(village, 18) == ["17"]
    assert send(village, 17) == []
    log = [type(it).__name__ for it in read_log(village.ledger)]
    assert log == ["Opened", "Sent", "Sent", "GapFound", "Sent", "GapChanged"]


def test_a_gap_closes_piece_by_piece(village: Village) -> None:
    assert send(village, 1, 10) == ["2-9"]
    assert send(village, 5) == ["2-4", "6-9"]
    assert send(village, 2, 3, 4, 12) == ["6-9", "11"]


def test_a_phone_that_changes_hands_counts_anew(village: Village) -> None:
    send(village, 1, 2, 3)
    assert send(village, 1, 2, person_id=new_id()) == []
    assert send(village, 1, role="rider") == []


def test_the_clock_that_was_set_right_stands_in_the_log(village: Village) -> None:
    send(village, 1)
    (sent,) = [it for it in read_log(village.ledger) if isinstance(it, PhoneLog.Sent)]
    assert (sent.clock_off_s, sent.spans) == (-432, ["1"])


def test_a_phone_full_of_holes_keeps_the_newest(village: Village) -> None:
    missing = send(village, *range(2, 2 * GAPS_MAX + 10, 2))
    assert len(missing) == GAPS_MAX
    assert missing[-1] == str(2 * GAPS_MAX + 7)


@pytest.mark.parametrize(
    ("spans", "numbers", "left"),
    [
        (["17"], [17], []),
        (["1-9"], [1, 9], ["2-8"]),
        (["1-3", "7"], [2, 7, 8], ["1", "3"]),
    ],
)
def test_spans_lose_what_has_come(spans: list[str], numbers: list[int], left: list[str]) -> None:
    assert written(without(read(spans), numbers)) == left


def test_numbers_that_follow_each_other_are_one_span() -> None:
    assert written(spans_of([1, 2, 3, 7, 9, 10])) == ["1-3", "7", "9-10"]
