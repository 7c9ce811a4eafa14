"""What the city does about reports, who may, and what the reporter says to it."""

from datetime import timedelta
from typing import Any

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.reports.categories import CATEGORIES, Category, Hazard
from ledger.reports.kinds import ReportState
from ledger.reports.parameters import REPLIES_MAX
from ledger.reports.report import Report
from tests.support.ledgers import accepted, at_once, read_log, refusals
from tests.support.reports import THURSDAY, Street

STEPS = ("accept", "reject", "verify", "resolve", "reply")


def refused(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(LedgerError) as told:
        call(*args, **more)
    return told.value.code


def test_a_report_goes_from_filed_to_rated(street: Street) -> None:
    rider_id = street.village.rider()
    report_id = street.filed(rider_id)
    street.through(report_id)
    street.reply(report_id)
    street.rate(report_id, rider_id, stars=4)
    events = read_log(street.village.ledger)
    told = [type(it).__name__ for it in events if it.originator_id == report_id]
    assert told == ["Filed", "Accepted", "Verified", "Resolved", "Replied", "Rated"]
    assert all(
        (it.unit_code, it.category, it.reporter_id)
        == ("15010400300501", "blocked_fire_lane", rider_id)
        for it in events
        if it.originator_id == report_id
    )


@pytest.mark.parametrize("step", STEPS)
def test_nobody_handles_the_own_report(street: Street, step: str) -> None:
    report_id = street.filed(street.worker)
    assert refused(getattr(street, step), report_id) == "own_report"


@pytest.mark.parametrize(
    ("done", "refused_steps"),
    [
        ((), ("verify", "resolve")),
        (("accept",), ("accept", "resolve")),
        (("accept", "verify"), ("accept", "verify", "reject")),
        (("accept", "verify", "resolve"), ("accept", "reject", "verify", "resolve")),
        (("reject",), ("accept", "reject", "verify", "resolve")),
    ],
)
def test_steps_come_in_their_order_and_once(
    street: Street, done: tuple[str, ...], refused_steps: tuple[str, ...]
) -> None:
    report_id = street.filed(new_id())
    for step in done:
        getattr(street, step)(report_id)
    for step in refused_steps:
        assert refused(getattr(street, step), report_id) == "report_state_changed", step


def test_of_two_who_accept_at_once_one_does(street: Street) -> None:
    report_id = street.filed(street.village.rider())
    outcomes = at_once([lambda: street.accept(report_id, by=new_id()) for _ in range(6)])
    assert len(accepted(outcomes)) == 1
    assert refusals(outcomes) == ["report_state_changed"] * 5


@pytest.mark.parametrize("step", STEPS)
def test_a_report_that_is_not_there_is_not_found(street: Street, step: str) -> None:
    assert refused(getattr(street, step), new_id()) == "report_not_found"


def test_a_resolution_is_shown_by_a_photo(street: Street) -> None:
    report_id = street.filed(new_id())
    street.accept(report_id)
    street.verify(report_id)
    assert refused(street.resolve, report_id, photo_ids=()) == "report_photo_missing"


@pytest.mark.parametrize("category", list(Category))
def test_a_major_hazard_is_only_found_where_there_can_be_one(
    street: Street, category: Category
) -> None:
    report_id = street.filed(new_id(), category=category)
    street.accept(report_id)
    if CATEGORIES[category].hazard is Hazard.GRAVE:
        assert street.verify(report_id, is_major_hazard=True)
    else:
        assert refused(street.verify, report_id, is_major_hazard=True) == "hazard_not_major"


def test_only_the_first_reporter_rates_and_reopens(street: Street) -> None:
    report_id = street.filed(new_id())
    joiner = new_id()
    street.filed(joiner)
    street.through(report_id)
    for person_id in (joiner, street.worker):
        assert refused(street.rate, report_id, person_id) == "report_not_found"
        assert refused(street.reopen, report_id, person_id) == "report_not_found"


def test_a_report_is_rated_once_and_not_before_it_is_over(street: Street) -> None:
    rider_id = new_id()
    report_id = street.filed(rider_id)
    assert refused(street.rate, report_id, rider_id) == "report_state_changed"
    street.through(report_id)
    street.rate(report_id, rider_id)
    assert refused(street.rate, report_id, rider_id) == "report_rated_already"


def test_a_report_is_reopened_once_within_a_week_and_may_be_rated_again(street: Street) -> None:
    rider_id = new_id()
    report_id = street.filed(rider_id)
    street.through(report_id)
    street.rate(report_id, rider_id, stars=1)
    last = THURSDAY + timedelta(days=7)
    street.reopen(report_id, rider_id, at=last)
    report = street.report(report_id)
    assert report.state is ReportState.VERIFIED
    assert report.resolve_due_at > last
    street.resolve(report_id, at=last)
    street.rate(report_id, rider_id, stars=5, at=last)
    assert refused(street.reopen, report_id, rider_id, at=last) == "report_reopened_already"


def test_a_report_is_not_reopened_after_a_week(street: Street) -> None:
    rider_id = new_id()
    report_id = street.filed(rider_id)
    street.through(report_id)
    late = THURSDAY + timedelta(days=8)
    assert refused(street.reopen, report_id, rider_id, at=late) == "report_reopening_late"


def test_there_are_as_many_replies_as_may_be(street: Street) -> None:
    report_id = street.filed(new_id())
    for _ in range(REPLIES_MAX):
        street.reply(report_id)
    assert refused(street.reply, report_id) == "report_replies_full"


def test_only_photos_of_the_report_are_redacted_those_of_the_resolution_too(street: Street) -> None:
    seen, done = new_id(), new_id()
    report_id = street.filed(new_id(), photo_ids=(seen,))
    assert refused(street.redact, report_id, done) == "report_photo_unknown"
    street.redact(report_id, seen)
    street.accept(report_id)
    street.verify(report_id)
    street.resolve(report_id, photo_ids=(done,))
    street.redact(report_id, done)


# Clocks ------------------------------------------------------------------------

OVERDUE = THURSDAY + timedelta(days=6)


def test_the_leader_is_alerted_once_when_the_minutes_are_over(street: Street) -> None:
    report_id, leader = street.filed(new_id()), new_id()
    due = street.report(report_id).accept_due_at
    assert not street.alert(report_id, leader, at=due - timedelta(microseconds=1))
    assert street.alert(report_id, leader, at=due)
    assert not street.alert(report_id, leader, at=due)
    (told,) = (
        it for it in read_log(street.village.ledger) if isinstance(it, Report.AcceptanceOverdue)
    )
    assert told.told == [leader]


@pytest.mark.parametrize("step", ["accept", "reject"])
def test_nobody_is_alerted_of_what_was_decided_in_time_or_a_second_later(
    street: Street, step: str
) -> None:
    report_id = street.filed(new_id())
    getattr(street, step)(report_id)
    assert not street.alert(report_id, at=OVERDUE)


@pytest.mark.parametrize("done", [(), ("accept",), ("accept", "verify")])
def test_what_is_not_resolved_in_time_goes_to_the_street_once(
    street: Street, done: tuple[str, ...]
) -> None:
    report_id = street.filed(new_id())
    for step in done:
        getattr(street, step)(report_id)
    due = street.report(report_id).resolve_due_at
    assert not street.whistle(report_id, at=due - timedelta(microseconds=1))
    assert street.whistle(report_id, at=due)
    assert not street.whistle(report_id, at=OVERDUE)


@pytest.mark.parametrize("done", [("accept", "verify", "resolve"), ("reject",)])
def test_what_is_over_never_goes_to_the_street(street: Street, done: tuple[str, ...]) -> None:
    report_id = street.filed(new_id())
    for step in done:
        getattr(street, step)(report_id)
    assert not street.whistle(report_id, at=OVERDUE)


def test_what_is_reopened_can_go_to_the_street_once_more(street: Street) -> None:
    rider_id = new_id()
    report_id = street.filed(rider_id)
    assert street.whistle(report_id, at=OVERDUE)
    street.through(report_id, at=OVERDUE)
    street.reopen(report_id, rider_id, at=OVERDUE)
    due = street.report(report_id).resolve_due_at
    assert not street.whistle(report_id, at=due - timedelta(seconds=1))
    assert street.whistle(report_id, at=due)
