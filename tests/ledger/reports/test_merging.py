"""Joining by whoever handles it: one thing, told twice in words, is handled once and paid once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.reports.categories import Category
from ledger.reports.kinds import ReportState
from ledger.reports.parameters import JOINS_MAX, PAID_PER_DAY_MAX
from tests.support.ledgers import accepted, at_once, refusals
from tests.support.reports import EAST_GATE, GRID, THURSDAY, Street, north_of

LATER = THURSDAY + timedelta(minutes=7)


def in_words(street: Street, who: UUID, **more: Any) -> UUID:
    """Report something at no position."""
    return street.filed(who, **({"place": None, "place_text_id": new_id()} | more))


def refused(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(LedgerError) as told:
        call(*args, **more)
    return told.value.code


def test_all_who_told_of_it_and_their_photos_go_with_it(street: Street) -> None:
    seen, also = new_id(), new_id()
    teller, confirmer = new_id(), new_id()
    first = in_words(street, new_id())
    later = street.filed(teller, at=LATER, photo_ids=(seen,))
    street.filed(confirmer, at=LATER, photo_ids=(also,), is_emergency=True, has_called=True)
    told = street.merge(later, first, at=LATER).answer
    assert (told["state"], told["into_id"], told["confirmers"]) == ("merged", str(first), 2)
    report = street.report(first)
    assert report.confirmers == {teller, confirmer}
    assert {seen, also} <= report.photo_ids
    assert report.is_emergency
    assert street.report(later).merged_into == first


def test_only_the_first_earns_from_then_on_and_what_was_paid_stays(street: Street) -> None:
    riders = [street.village.rider() for _ in range(2)]
    first, later = in_words(street, riders[0]), in_words(street, riders[1], at=LATER)
    street.accept(later)
    street.merge(later, first)
    street.through(first)
    assert [street.points(it) for it in riders] == [2 + 3, 2]
    for step in ("accept", "reject", "verify", "resolve"):
        assert refused(getattr(street, step), later) == "report_state_changed"
    assert [street.points(it) for it in riders] == [2 + 3, 2]


def test_a_joined_one_that_was_paid_keeps_its_place_of_the_five(street: Street) -> None:
    rider = street.village.rider()
    first = in_words(street, new_id())
    paid = [in_words(street, rider, at=LATER) for _ in range(PAID_PER_DAY_MAX)]
    for it in paid:
        street.accept(it)
    street.merge(paid[0], first)
    assert street.accept(in_words(street, rider, at=LATER)).answer["unpaid"] == "day_limit"


def test_the_first_stays_the_first(street: Street) -> None:
    first, later = in_words(street, new_id()), in_words(street, new_id(), at=LATER)
    assert refused(street.merge, first, later) == "report_filed_later"


@pytest.mark.parametrize("more", [{"category": Category.LITTER}, {"unit": GRID[:-2] + "02"}])
def test_only_what_is_alike_is_joined(street: Street, more: dict[str, Any]) -> None:
    more = dict(more)
    unit = more.pop("unit", GRID)
    first = in_words(street, new_id(), **more)
    if unit != GRID:
        street.forward(first, unit)
    later = in_words(street, new_id(), at=LATER)
    assert refused(street.merge, later, first) == "report_not_alike"
    assert refused(street.merge, later, later) == "report_not_alike"
    assert refused(street.merge, later, new_id()) == "report_not_found"


@pytest.mark.parametrize("over", ["reject", "through"])
def test_what_is_over_is_neither_joined_nor_joins(street: Street, over: str) -> None:
    first, later = in_words(street, new_id()), in_words(street, new_id(), at=LATER)
    third = in_words(street, new_id(), at=LATER)
    getattr(street, over)(later)
    assert refused(street.merge, later, first) == "report_state_changed"
    assert refused(street.merge, third, later) == "report_state_changed"


def test_nobody_joins_the_own_report_or_another_to_it(street: Street) -> None:
    own, other = in_words(street, street.worker), in_words(street, new_id(), at=LATER)
    assert refused(street.merge, other, own) == "own_report"
    newer = in_words(street, street.worker, at=LATER + timedelta(minutes=1))
    assert refused(street.merge, newer, other) == "own_report"
    assert street.merge(newer, other, by=new_id())


def test_no_more_join_by_hand_than_by_themselves(street: Street) -> None:
    first = street.filed(new_id())
    for _ in range(JOINS_MAX):
        street.filed(new_id())
    later = in_words(street, new_id(), at=LATER)
    assert refused(street.merge, later, first) == "report_joined_enough"
    assert street.report(later).state is ReportState.FILED


def test_joined_twice_at_once_it_is_joined_once(street: Street) -> None:
    first, later = in_words(street, new_id()), in_words(street, new_id(), at=LATER)
    outcomes = at_once([lambda: street.merge(later, first, by=new_id()) for _ in range(6)])
    assert len(accepted(outcomes)) == 1
    assert refusals(outcomes) == ["report_state_changed"] * 5
    assert street.report(first).joins == 1


def test_neither_clock_of_a_joined_report_rings(street: Street) -> None:
    first, later = in_words(street, new_id()), in_words(street, new_id(), at=LATER)
    street.merge(later, first)
    late = THURSDAY + timedelta(days=9)
    assert not street.alert(later, at=late)
    assert not street.whistle(later, at=late)
    assert street.whistle(first, at=late)


def test_whoever_sees_a_joined_one_joins_the_first(street: Street) -> None:
    """Also over two steps, and only while the first is open."""
    oldest, first = in_words(street, new_id()), in_words(street, new_id(), at=LATER)
    here = street.filed(new_id(), at=LATER + timedelta(minutes=1))
    street.merge(here, first)
    street.merge(first, oldest)
    told = street.file(new_id(), place=north_of(EAST_GATE, 20), at=LATER + timedelta(hours=1))
    assert (told.answer["result"], told.answer["report_id"]) == ("report_joined", str(oldest))
    street.through(oldest)
    assert street.filed(new_id(), at=LATER + timedelta(hours=2)) not in (oldest, first, here)
