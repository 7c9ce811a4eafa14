"""Jobs: activities and attendances end by themselves, leaders are reminded, once each."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from bootstrap.background import Jobs
from bootstrap.container import House
from bootstrap.reminders import last_day_due
from ledger.kernel.ids import new_id
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.registry.working_days import WorkingDays
from ledger.volunteering.activity_commands import PublishActivity
from ledger.volunteering.commands import RegisterVolunteer, ScanActivity
from ledger.volunteering.evidence import Evidence
from tests.support.houses import StandingClock, run_jobs

VILLAGE = "150104003005"
NOW = datetime(2026, 12, 28, 2, tzinfo=UTC)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


def test_an_activity_nobody_ended_is_ended_two_hours_later(
    house: House, clock: StandingClock
) -> None:
    starts_at = datetime(2026, 12, 30, 1, tzinfo=UTC)
    told = house.ledger.execute(
        PublishActivity(
            key="activity",
            at=NOW,
            unit_code=VILLAGE,
            title="清洁家园",
            place="九龙湾街",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
        )
    )
    activity_id = UUID(told.answer["activity_id"])
    clock.now = starts_at + timedelta(hours=4) - timedelta(seconds=1)
    assert run_jobs(house) == 0
    clock.now += timedelta(seconds=1)
    assert [run_jobs(house) for _ in range(3)] == [1, 0, 0]
    ended = house.ledger.repository.get(activity_id)
    assert (ended.state, ended.ended_at) == ("ended", starts_at + timedelta(hours=2))


def test_a_leader_is_reminded_once_of_what_is_not_recorded(
    house: House, clock: StandingClock
) -> None:
    starts_at = datetime(2026, 9, 28, 7, tzinfo=UTC)
    leader = new_id()
    house.ledger.execute(
        PublishActivity(
            key="publish",
            at=starts_at - timedelta(days=1),
            unit_code=VILLAGE,
            title="清洁家园",
            place="大召社区",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            led_by=leader,
        )
    )
    told = []
    for day in (9, 10, 13, 14, 20):
        clock.now = datetime(2026, 10, day, 2, tzinfo=UTC)
        told.append(run_jobs(house))
    # It ends by itself first; the fifth working day is 10 October, the eighth the 14th.
    assert told == [1, 1, 0, 1, 0]
    house.runner().catch_up()
    messages = house.services.views.messages.of_person(leader)
    assert [it.amount for it in messages] == [8, 5]


def lead(house: House, clock: StandingClock, *leaders: UUID) -> None:
    """Activities of 28 September, over and ended."""
    clock.now = datetime(2026, 9, 28, 7, tzinfo=UTC)
    for n, leader in enumerate(leaders):
        house.ledger.execute(
            PublishActivity(
                key=f"lead-{n}",
                at=clock.now,
                unit_code=VILLAGE,
                title="清洁家园",
                place="大召社区",
                starts_at=clock.now,
                ends_at=clock.now + timedelta(hours=2),
                led_by=leader,
            )
        )
    clock.now += timedelta(hours=5)
    run_jobs(house)


def announce(house: House, at: datetime, *holidays: date) -> None:
    """Say which days off 2026 has instead of those that are built in."""
    notice = {"holidays": holidays, "workdays": (), "source": "通知", "proposed_by": new_id()}
    house.ledger.execute(ProposeHolidays(key="propose", at=at, year=2026, **notice))
    house.ledger.execute(
        ApproveHolidays(key="approve", at=at, year=2026, version=1, approved_by=new_id())
    )


def test_reminders_are_looked_for_once_a_day_and_once_a_calendar(
    house: House, clock: StandingClock
) -> None:
    lead(house, clock, new_id())
    jobs, engine, seen = Jobs(house), house.services.views.paperwork._store._engine, []

    def remember(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append("FROM paperwork_activities" in " ".join(statement.split()))

    def looks() -> tuple[int, int]:
        house.runner().catch_up()
        seen.clear()
        event.listen(engine, "before_cursor_execute", remember)
        done = jobs.run_due()
        event.remove(engine, "before_cursor_execute", remember)
        return done, sum(seen)

    clock.now = datetime(2026, 10, 9, 2, tzinfo=UTC)
    assert [looks(), looks()] == [(0, 1), (0, 0)]
    clock.now += timedelta(days=1)
    assert [looks(), looks()] == [(1, 1), (0, 0)]
    announce(house, clock.now, *(date(2026, 1, day) for day in range(1, 14)))
    house.runner().catch_up()
    house.services.views.calendar.forget()
    # Without the days off around 1 October the eighth working day has passed.
    assert [looks(), looks()] == [(1, 1), (0, 0)]


def test_a_round_goes_on_where_the_one_before_stopped(
    house: House, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaders = [new_id(), new_id()]
    lead(house, clock, *leaders)
    for name in (
        "bootstrap.reminders.PAGE_MAX",
        "projections.volunteering.paperwork.views.PAGE_MAX",
    ):
        monkeypatch.setattr(name, 1)
    monkeypatch.setattr("bootstrap.reminders.REMIND_PAGES_MAX", 1)
    clock.now = datetime(2026, 10, 10, 2, tzinfo=UTC)
    house.runner().catch_up()
    jobs = Jobs(house)
    assert [jobs.run_due() for _ in range(3)] == [1, 1, 0]


def test_the_last_day_that_is_due_is_the_fifth_working_day_before() -> None:
    calendar = WorkingDays()
    for n in range(300):
        today = date(2026, 2, 1) + timedelta(days=n)
        last = last_day_due(today, calendar)
        assert calendar.workdays_between(last, today) == 5
        assert calendar.workdays_between(last + timedelta(days=1), today) < 5


def test_an_attendance_that_nobody_saw_end_is_closed_once(
    house: House, clock: StandingClock
) -> None:
    """A5: two hours after the end, at no minutes."""
    person = new_id()
    starts_at = NOW
    register = RegisterVolunteer(
        key="register", at=starts_at, person_id=person, number="V000001", unit_code=VILLAGE
    )
    house.ledger.execute(register)
    published = house.ledger.execute(
        PublishActivity(
            key="publish",
            at=starts_at,
            unit_code=VILLAGE,
            title="河道清理",
            place="大黑河",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
        )
    )
    activity = UUID(published.answer["activity_id"])
    came = house.ledger.execute(
        ScanActivity(
            key="come",
            at=starts_at,
            activity_id=activity,
            person_id=person,
            evidence=Evidence.OWN_SCAN,
            occurred_at=starts_at,
        )
    )
    house.runner().catch_up()
    clock.now = starts_at + timedelta(hours=3, minutes=59)
    assert Jobs(house).run_due() == 0
    clock.now = starts_at + timedelta(hours=4)
    assert Jobs(house).run_due() >= 1
    again = Jobs(house).run_due()  # before the read model has seen it: the same key
    house.runner().catch_up()
    row = house.services.views.attendances.of(UUID(came.answer["attendance_id"]))
    assert row is not None
    assert (row.closed_at, row.minutes) == (clock.now, 0)
    assert again >= 0
    assert house.services.views.attendances.to_close(clock.now) == []
