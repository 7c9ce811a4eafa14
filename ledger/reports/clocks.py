"""Clocks of reports: working minutes until one is accepted, working days until it is resolved.

They alert our own people, so they go on where a year's days off are not known: there every weekday
counts, and at worst somebody is alerted during a holiday.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import SHANGHAI, day_end, local_date
from ledger.kernel.session import Session
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.holiday_year import HolidayYear, calendar_of
from ledger.registry.working_days import WorkingDays, is_weekend
from ledger.reports.parameters import ACCEPT_MINUTES, CLOSE_WORKDAYS, WORK_BEGINS, WORK_ENDS


def accept_due_at(filed_at: datetime, calendar: WorkingDays, *, is_emergency: bool) -> datetime:
    """Return until when a report is accepted or rejected; an emergency waits for no morning."""
    left = timedelta(minutes=ACCEPT_MINUTES)
    if is_emergency:
        return filed_at + left
    day, moment = local_date(filed_at), filed_at
    while True:
        begins, ends = _hours(day)
        moment = max(moment, begins)
        if is_workday(day, calendar) and moment < ends:
            if moment + left <= ends:
                return moment + left
            left -= ends - moment
        day += timedelta(days=1)


def resolve_due_at(begins: datetime, calendar: WorkingDays) -> datetime:
    """Return 24:00 of the last working day on which it is resolved; its first is not counted."""
    day, left = local_date(begins), CLOSE_WORKDAYS
    while left:
        day += timedelta(days=1)
        left -= is_workday(day, calendar)
    return day_end(day)


def is_workday(day: date, calendar: WorkingDays) -> bool:
    """Tell whether people work on a day, or on weekdays where nobody has announced its year."""
    try:
        return calendar.is_workday(day)
    except CalendarYearMissingError:
        return not is_weekend(day)


def calendar_from(session: Session, begins: datetime) -> WorkingDays:
    """Return the calendar for clocks that begin then, and rest the decision on it."""
    year = local_date(begins).year
    return calendar_of(session, year, year + 1)


def calendar_streams(begins: datetime) -> list[UUID]:
    """Return the streams of that calendar, to be read with all that a command needs."""
    year = local_date(begins).year
    return [HolidayYear.create_id(year), HolidayYear.create_id(year + 1)]


def _hours(day: date) -> tuple[datetime, datetime]:
    return tuple(datetime.combine(day, it, SHANGHAI) for it in (WORK_BEGINS, WORK_ENDS))  # type: ignore[return-value]
