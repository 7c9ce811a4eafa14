"""Until when people are answered: five working days (VH-10)."""

from datetime import date, datetime

from ledger.kernel.clock import local_date
from ledger.kernel.session import Session
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.holiday_year import calendar_of
from ledger.registry.working_days import WorkingDays

ANSWER_DUE_WORKDAYS = 5
"""``answer_due_workdays``: a correction or complaint is answered so soon."""


def answer_due(at: datetime, calendar: WorkingDays) -> date | None:
    """Return the day until whose 24:00 what was asked is answered; None while nobody can tell.

    Nobody is kept from asking because a year has not been loaded yet.
    """
    try:
        return calendar.nth_workday_after(local_date(at), ANSWER_DUE_WORKDAYS)
    except CalendarYearMissingError:
        return None


def answer_due_on(session: Session, at: datetime) -> date | None:
    """Tell the day for a decision."""
    year = local_date(at).year
    return answer_due(at, calendar_of(session, year, year + 1))
