"""Series: several shifts at once, all or none, on the days the rule says."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.volunteering.activity_commands import PlanSeries, PublishDraft
from ledger.volunteering.errors import (
    ActivityTimesError,
    InsuranceRequiredError,
    SeriesInvalidError,
)
from ledger.volunteering.recurrence import SHIFTS_MAX, Repeat, occurrences
from tests.ledger.activities import DAYS_BEFORE, END, PLAN, START
from tests.support.ledgers import UNIT, Village, read_log

WEEK = timedelta(weeks=1)
LATER = (START + WEEK, END + WEEK)


def plan(village: Village, *further: tuple, **more: object) -> list[UUID]:
    values = {"unit_code": UNIT, **PLAN, "further": further, **more}
    told = village.tell(PlanSeries, at=DAYS_BEFORE, **values)
    return [UUID(it) for it in told.answer["activity_ids"]]


def test_every_shift_is_an_activity_of_one_series(village: Village) -> None:
    until = START - timedelta(hours=12)
    ids = plan(village, LATER, (START + 2 * WEEK, END + 2 * WEEK), sign_up_until=until, quota=6)
    found = [village.load(it) for it in ids]
    assert len({it.series_id for it in found}) == 1
    assert [it.starts_at for it in found] == [START, START + WEEK, START + 2 * WEEK]
    assert [it.plan.sign_up_until for it in found] == [until, until + WEEK, until + 2 * WEEK]
    assert {it.state for it in found} == {"published"}


def test_a_series_may_be_drafted_and_each_shift_published(village: Village) -> None:
    first, second = plan(village, LATER, is_draft=True)
    village.tell(PublishDraft, at=DAYS_BEFORE, activity_id=second)
    assert [village.load(it).state for it in (first, second)] == ["draft", "published"]


def test_one_impossible_shift_keeps_all_out(village: Village) -> None:
    for further, refusal, more in (
        ([(START + WEEK, START)], ActivityTimesError, {}),
        ([LATER], InsuranceRequiredError, {"risk_level": 2}),
        ([], SeriesInvalidError, {}),
        ([(START, END)], SeriesInvalidError, {}),
        ([(START + n * WEEK, END + n * WEEK) for n in range(1, 13)], SeriesInvalidError, {}),
    ):
        with pytest.raises(refusal):
            plan(village, *further, **more)
    assert read_log(village.ledger) == []


def test_the_same_key_plans_the_same_series_once(village: Village) -> None:
    first = plan(village, LATER, key="series")
    assert plan(village, LATER, key="series") == first
    assert len(read_log(village.ledger)) == 2


def test_a_theme_day_is_on_the_same_weekday_of_every_month() -> None:
    first_friday = occurrences(date(2026, 11, 6), Repeat.MONTHLY_BY_WEEKDAY, 4)
    assert first_friday == [
        date(2026, 11, 6),
        date(2026, 12, 4),
        date(2027, 1, 1),
        date(2027, 2, 5),
    ]


def test_a_month_without_the_day_is_left_out() -> None:
    assert occurrences(date(2026, 12, 31), Repeat.MONTHLY_BY_DAY, 4) == [
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 3, 31),
        date(2027, 5, 31),
    ]
    fifth_monday = occurrences(date(2026, 11, 30), Repeat.MONTHLY_BY_WEEKDAY, 3)
    assert fifth_monday == [date(2026, 11, 30), date(2027, 3, 29), date(2027, 5, 31)]


def test_weeks_follow_each_other() -> None:
    assert occurrences(date(2026, 12, 28), Repeat.WEEKLY, 2) == [
        date(2026, 12, 28),
        date(2027, 1, 4),
    ]


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.sampled_from(Repeat), st.integers(0, 40))
def test_a_series_has_as_many_days_as_asked_for_in_order(
    first: date, repeat: Repeat, count: int
) -> None:
    days = occurrences(first, repeat, count)
    assert len(days) == max(1, min(count, SHIFTS_MAX))
    assert days[0] == first
    assert sorted(set(days)) == days
    if repeat is not Repeat.MONTHLY_BY_DAY:
        assert {it.weekday() for it in days} == {first.weekday()}
    if repeat is not Repeat.WEEKLY:
        assert len({(it.year, it.month) for it in days}) == len(days)
