"""Filing: where it is, what is an emergency, and whoever sees the same joins the first."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.kernel.application import Ledger
from ledger.kernel.commands import HANDLERS
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.reports.categories import CATEGORIES, Category
from ledger.reports.commands import FileReport
from ledger.reports.kinds import FiledAs
from ledger.reports.parameters import JOINS_MAX, SAME_METRES
from ledger.reports.places import Place, Position, is_same
from ledger.reports.report import Report
from ledger.reports.spot import ReportSpot
from tests.ledger.test_relying import before_the_next_append
from tests.support.ledgers import accepted, at_once, hohhot, read_log
from tests.support.reports import EAST_GATE, GRID, THURSDAY, Street, north_of


def firsts(street: Street) -> list[UUID]:
    return [
        it.originator_id for it in read_log(street.village.ledger) if isinstance(it, Report.Filed)
    ]


def joined(street: Street) -> list[UUID]:
    return [
        it.originator_id for it in read_log(street.village.ledger) if isinstance(it, Report.Joined)
    ]


def test_a_report_says_where_it_is_and_until_when_somebody_looks_at_it(street: Street) -> None:
    told = street.file(new_id()).answer
    assert (told["result"], told["state"], told["confirmers"]) == ("report_filed", "filed", 0)
    assert told["accept_due_at"] == hohhot("2026-03-05 14:40")
    assert told["resolve_due_at"] == hohhot("2026-03-11 00:00")


def test_a_report_from_nowhere_is_refused(street: Street) -> None:
    with pytest.raises(LedgerError) as told:
        street.file(new_id(), place=None)
    assert told.value.code == "report_place_missing"


@pytest.mark.parametrize("place", [{"station_id": new_id()}, {"place_text_id": new_id()}])
def test_a_station_or_words_are_a_place_without_a_position(
    street: Street, place: dict[str, UUID]
) -> None:
    assert street.file(new_id(), place=None, **place).answer["result"] == "report_filed"


@pytest.mark.parametrize(
    "place",
    [
        Position(39_90_40, 116_40_70),
        Position(40_80_90, 112_40_01),
        Position(41_40_01, 111_70_20),
        Position(0, 0),
    ],
    ids=["Beijing", "a step too far east", "a step too far north", "a phone without a fix"],
)
def test_a_report_from_outside_the_city_is_refused(street: Street, place: Position) -> None:
    with pytest.raises(LedgerError) as told:
        street.file(new_id(), place=place)
    assert told.value.code == "report_outside_city"


# Emergencies ------------------------------------------------------------------


@pytest.mark.parametrize("category", list(Category))
def test_an_emergency_is_called_first_and_filed_once_that_was_done(
    street: Street, category: Category
) -> None:
    with pytest.raises(LedgerError) as told:
        street.file(new_id(), category=category, is_emergency=True)
    assert told.value.code == "emergency_call_first"
    assert told.value.facts == {"call": list(CATEGORIES[category].call)}
    assert sorted(CATEGORIES[category].call) == ["110", "119", "120"]
    assert firsts(street) == []

    street.file(new_id(), category=category, is_emergency=True, has_called=True)
    assert len(firsts(street)) == 1


def test_an_emergency_out_of_a_queue_is_refused_even_if_somebody_was_called(street: Street) -> None:
    seen = THURSDAY - timedelta(minutes=10)
    assert street.file(new_id(), seen=seen, is_emergency=True, has_called=True)
    with pytest.raises(LedgerError) as told:
        street.file(new_id(), seen=seen - timedelta(seconds=1), is_emergency=True, has_called=True)
    assert told.value.code == "emergency_not_queued"


def test_nobody_waits_for_the_morning_to_look_at_an_emergency(street: Street) -> None:
    night = hohhot("2026-03-05 23:00")
    told = street.file(new_id(), at=night, is_emergency=True, has_called=True)
    assert told.answer["accept_due_at"] == night + timedelta(minutes=30)


# Kept on the phone ------------------------------------------------------------


def test_a_report_kept_on_a_phone_for_three_days_counts_and_longer_is_refused(
    street: Street,
) -> None:
    street.file(new_id(), seen=THURSDAY - timedelta(hours=72))
    with pytest.raises(LedgerError) as told:
        street.file(new_id(), seen=THURSDAY - timedelta(hours=72, seconds=1))
    assert told.value.code == "report_too_old"


def test_a_phone_whose_clock_is_ahead_reports_nothing_from_the_future(street: Street) -> None:
    report_id = street.filed(new_id(), seen=THURSDAY + timedelta(days=400))
    assert street.report(report_id).occurred_at == THURSDAY


def test_the_same_report_sent_again_is_answered_alike_and_adds_nothing(street: Street) -> None:
    rider_id, photo_ids = new_id(), (new_id(),)
    sent = {"key": "phone-1", "photo_ids": photo_ids}
    first = street.file(rider_id, **sent)
    again = street.file(rider_id, **sent, at=THURSDAY + timedelta(hours=5), seen=THURSDAY)
    assert again.duplicate
    assert again.answer == first.answer
    assert len(firsts(street)) == 1
    assert joined(street) == []


# Duplicates -------------------------------------------------------------------


def test_whoever_sees_the_same_within_50_metres_and_a_day_joins_the_first(street: Street) -> None:
    first = street.filed(new_id())
    near = street.file(new_id(), place=north_of(EAST_GATE, 45)).answer
    late = street.file(new_id(), at=THURSDAY + timedelta(hours=24)).answer
    assert near["result"] == late["result"] == "report_joined"
    assert near["report_id"] == late["report_id"] == str(first)
    assert (near["confirmers"], late["confirmers"]) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"place": north_of(EAST_GATE, 60)},
        {"at": THURSDAY + timedelta(hours=24, seconds=1)},
        {"category": Category.LITTER},
        {"place": None, "station_id": new_id()},
    ],
    ids=["60 m away", "a day and a second later", "another category", "at a station"],
)
def test_what_is_not_the_same_is_a_report_of_its_own(street: Street, other: object) -> None:
    first = street.filed(new_id())
    assert street.filed(new_id(), **other) != first  # type: ignore[arg-type]
    assert joined(street) == []


@pytest.mark.parametrize(
    ("north", "east", "metres", "is_same"),
    [(2, 5, 47.7, True), (3, 4, 47.5, True), (0, 6, 50.6, False), (4, 3, 51.2, False)],
)
def test_fifty_metres_are_fifty_in_every_direction(
    street: Street, north: int, east: int, metres: float, *, is_same: bool
) -> None:
    """The nearest that rounded positions can lie on either side of them."""
    other = Position(EAST_GATE.latitude_e4 + north, EAST_GATE.longitude_e4 + east)
    assert EAST_GATE.metres_to(other) == pytest.approx(metres, abs=0.1)
    assert (street.filed(new_id()) == street.filed(new_id(), place=other)) == is_same


@pytest.mark.parametrize("said", ["station_id", "place_text_id"])
def test_without_positions_people_decide_what_is_the_same(street: Street, said: str) -> None:
    """At one station, in the same words: two heaps of litter may lie there."""
    place = {"place": None, said: new_id()}
    assert street.filed(new_id(), **place) != street.filed(new_id(), **place)
    assert joined(street) == []


def test_what_was_seen_before_and_uploaded_after_joins_as_well(street: Street) -> None:
    first = street.filed(new_id(), at=THURSDAY)
    late = THURSDAY + timedelta(hours=6)
    assert street.filed(new_id(), at=late, seen=THURSDAY - timedelta(hours=20)) == first


def test_what_is_over_is_not_joined_but_begins_anew(street: Street) -> None:
    resolved = street.filed(new_id())
    street.through(resolved)
    again = street.filed(new_id())
    assert again != resolved
    street.reject(again)
    third = street.filed(new_id())
    assert third not in (resolved, again)
    assert street.filed(new_id()) == third


def test_a_first_reporter_adds_to_the_own_report_and_confirms_nothing(street: Street) -> None:
    rider_id = new_id()
    first = street.filed(rider_id)
    assert street.file(rider_id).answer["confirmers"] == 0
    assert len(street.report(first).photo_ids) == 2


def test_as_many_join_as_may(street: Street) -> None:
    first = street.filed(new_id())
    for _ in range(JOINS_MAX):
        street.file(new_id())
    with pytest.raises(LedgerError) as told:
        street.file(new_id())
    assert told.value.code == "report_joined_enough"
    assert len(street.report(first).confirmers) == JOINS_MAX


def test_of_two_who_file_at_once_in_two_processes_one_is_first_and_one_joins(
    street: Street, elsewhere: Ledger
) -> None:
    """The first is written elsewhere after this one was decided and before it is written.

    North of a cell's edge and south of it: the two name different streams for their own.
    """
    edge = Position(40_80_96, 111_70_32)
    south, north = Position(edge.latitude_e4 - 1, edge.longitude_e4), edge
    assert south.cell != north.cell
    there = street.via(street.village.via(elsewhere))
    before_the_next_append(street.village.ledger.store, lambda: there.file(new_id(), place=south))

    told = street.file(new_id(), place=north).answer

    assert told["result"] == "report_joined"
    assert [UUID(told["report_id"])] == firsts(street) == joined(street)


def test_of_many_at_once_one_is_first(street: Street, elsewhere: Ledger) -> None:
    there = street.via(street.village.via(elsewhere))
    calls = [partial(at.file, new_id()) for at in (street, there) for _ in range(4)]
    said = sorted(it.answer["result"] for it in accepted(at_once(calls)))
    assert said == ["report_filed"] + ["report_joined"] * 7
    assert len(firsts(street)) == 1


def test_finding_the_first_reads_a_handful_of_streams_however_much_was_filed(
    street: Street,
) -> None:
    """At the most four cells on three days; the rest is the report itself and two calendars."""
    worst = Position(40_80_96, 111_70_32)
    command = FileReport(
        key="k",
        at=hohhot("2026-03-06 09:00"),
        category=Category.LITTER,
        unit_code=GRID,
        reporter_id=new_id(),
        filed_as=FiledAs.RIDER,
        occurred_at=hohhot("2026-03-05 12:00"),
        latitude_e4=worst.latitude_e4,
        longitude_e4=worst.longitude_e4,
    )
    assert len(set(HANDLERS[FileReport].streams(command))) <= 4 * 3 + 3


# Cells ------------------------------------------------------------------------

degrees = st.builds(
    Position,
    st.integers(39_58_00, 41_39_00),
    st.integers(110_51_00, 112_17_00),
)


@settings(max_examples=2_000)
@given(degrees, st.integers(-8, 8), st.integers(-10, 10))
def test_whatever_is_within_50_metres_lies_in_a_cell_that_is_looked_at(
    place: Position, north: int, east: int
) -> None:
    other = Position(place.latitude_e4 + north, place.longitude_e4 + east)
    looked = list(place.cells_near())
    assert place.cell in looked
    assert 1 <= len(looked) == len(set(looked)) <= 4
    if is_same(place, other):
        assert other.cell in looked
        assert place.metres_to(other) <= SAME_METRES


def test_an_opened_spot_is_one_for_category_cell_and_day() -> None:
    place = Place(EAST_GATE)
    assert place.spot is not None
    days = [hohhot("2026-03-05 12:00").date(), hohhot("2026-03-06 12:00").date()]
    ids = {
        ReportSpot.create_id(category, spot, day)
        for category in (Category.LITTER, Category.ICE)
        for spot in (place.spot, "station/1")
        for day in days
    }
    assert len(ids) == 8
