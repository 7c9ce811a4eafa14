"""Days of notices as the Civil Code counts them (201, 203), and deadlines in working days.

The day on which something begins is not counted. A period ends at 24:00 of its last day; if that
is a day of rest, at 24:00 of the next working day. Which days are days of rest says the calendar
of the year, make-up days at work included; a year nobody has announced is refused, never guessed.
"""

from datetime import date, datetime, timedelta

from ledger.kernel.clock import day_end, local_date
from ledger.kernel.session import Session
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.holiday_year import calendar_of
from ledger.registry.working_days import WorkingDays

DECIDE_WORKDAYS = 5
"""``appeal_workdays``: an objection or an appeal is decided so soon."""
REST_DAYS_MAX = 31
"""So far the last day may move on; longer rests there are none."""


def last_day(start: date, days: int, calendar: WorkingDays) -> date:
    """Return the last day of a period that begins on a day, which itself is not counted."""
    assert days > 0
    return next_workday(start + timedelta(days=days), calendar)


def next_workday(day: date, calendar: WorkingDays) -> date:
    """Return a day itself if people work on it, and else the next on which they do."""
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day


def period_end(begins: datetime, days: int, calendar: WorkingDays) -> datetime:
    """Return the moment at which a period of so many days is over: 24:00 of its last day."""
    return day_end(last_day(local_date(begins), days, calendar))


def is_over(begins: datetime, days: int, calendar: WorkingDays, at: datetime) -> bool:
    """Tell whether a period is over; where a year has not been loaded yet, in nobody's disfavour.

    Days of rest only lengthen it, so the calendar is asked once its bare days are over.
    """
    bare = local_date(begins) + timedelta(days=days)
    if at < day_end(bare):
        return False
    try:
        return at >= period_end(begins, days, calendar)
    except CalendarYearMissingError:
        return at >= day_end(bare + timedelta(days=REST_DAYS_MAX))


def workday_due(at: datetime, workdays: int, calendar: WorkingDays) -> date | None:
    """Return the day until whose 24:00 something is done; None while nobody can tell.

    Nobody is kept from speaking up because a year has not been loaded yet.
    """
    try:
        return calendar.nth_workday_after(local_date(at), workdays)
    except CalendarYearMissingError:
        return None


def calendar_from(session: Session, *begins: datetime) -> WorkingDays:
    """Return the calendar for periods that begin then, and rest the decision on it."""
    years = set()
    for first in map(local_date, begins):
        years |= {first.year, (first + timedelta(days=2 * REST_DAYS_MAX)).year}
    return calendar_of(session, *sorted(years))
