"""Days of notices: the Civil Code's way of counting, on the real calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.clock import SHANGHAI, day_end, local_date
from ledger.moral.days import REST_DAYS_MAX, is_over, last_day, period_end, workday_due
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import WorkingDays
from tests.support.holidays import SAMPLE_YEAR, built_in_years
from tests.support.ledgers import hohhot

CALENDAR = WorkingDays()
YEARS = built_in_years()
FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 11, 30)


@pytest.mark.parametrize(
    ("begins", "days", "ends"),
    [
        ("2026-11-13 09:00", 3, "2026-11-17 00:00"),  # A9: 14, 15 and Monday the 16th
        ("2026-09-29 09:00", 3, "2026-10-09 00:00"),  # A9: 2 October is a holiday; to Thursday
        ("2026-11-18 16:20", 3, "2026-11-24 00:00"),  # A10: the 21st is a Saturday
        ("2026-11-24 08:30", 3, "2026-11-28 00:00"),
        ("2026-11-24 08:30", 7, "2026-12-02 00:00"),
        ("2026-10-07 10:00", 3, "2026-10-11 00:00"),  # Saturday 10 October is worked
        ("2026-11-13 00:00", 3, "2026-11-17 00:00"),  # the first second of a day is of that day
        ("2026-11-13 23:59", 3, "2026-11-17 00:00"),
    ],
)
def test_a_period_ends_at_24_00_of_its_last_day(begins: str, days: int, ends: str) -> None:
    assert period_end(hohhot(begins), days, CALENDAR) == hohhot(ends)


def test_a_year_nobody_has_announced_is_refused() -> None:
    with pytest.raises(CalendarYearMissingError):
        last_day(date(SAMPLE_YEAR, 3, 1), 3, CALENDAR)
    with pytest.raises(CalendarYearMissingError):
        last_day(date(YEARS[-1], 12, 31), 3, CALENDAR)
    assert workday_due(hohhot(f"{SAMPLE_YEAR}-03-01 09:00"), 5, CALENDAR) is None


def test_a_period_is_over_at_its_end_and_nobody_loses_by_a_year_nobody_has_announced() -> None:
    begins, ends = hohhot("2026-11-18 16:20"), hohhot("2026-11-24 00:00")
    assert not is_over(begins, 3, CALENDAR, ends - timedelta(seconds=1))
    assert is_over(begins, 3, CALENDAR, ends)
    begins = hohhot(f"{YEARS[-1]}-12-29 00:00")
    bare = begins + timedelta(days=8)
    for at in (begins + timedelta(days=1), bare, bare + timedelta(days=REST_DAYS_MAX - 1)):
        assert not is_over(begins, 7, CALENDAR, at)
    assert is_over(begins, 7, CALENDAR, bare + timedelta(days=REST_DAYS_MAX)), "no rest is longer"


@given(
    day=st.dates(FIRST, LAST),
    seconds=st.integers(0, 86_399),
    days=st.sampled_from([3, 7]),
)
def test_no_period_ends_on_a_day_of_rest_or_early_or_later_than_it_must(
    day: date, seconds: int, days: int
) -> None:
    midnight = day_end(day - timedelta(days=1))
    end = period_end(midnight + timedelta(seconds=seconds), days, CALENDAR)
    assert end.astimezone(SHANGHAI).time().isoformat() == "00:00:00"
    last = local_date(end - timedelta(seconds=1))
    assert CALENDAR.is_workday(last)
    assert last >= day + timedelta(days=days)
    between = (last - day).days
    assert not any(CALENDAR.is_workday(day + timedelta(days=it)) for it in range(days, between))
