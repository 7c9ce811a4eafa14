"""Finding the month of the books in which something is posted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import day_end, local_date
from ledger.kernel.session import Session
from ledger.moral.period import VillagePeriod
from ledger.moral.score_errors import PeriodClosedError


@dataclass(frozen=True, slots=True)
class Booked:
    """A month of the books, and the moment that entries of it carry."""

    name: str
    moment: datetime


def month_of(moment: datetime) -> str:
    """Name the month of a moment in Hohhot: "2026-11"."""
    return f"{local_date(moment):%Y-%m}"


def month_before(period: str) -> str:
    """Name the month before."""
    return f"{first_day(period) - timedelta(days=1):%Y-%m}"


def month_after(period: str) -> str:
    """Name the month after."""
    return f"{first_day(period) + timedelta(days=31):%Y-%m}"


def first_day(period: str) -> date:
    """Return the first day of a month."""
    return date.fromisoformat(f"{period}-01")


def month_end(period: str) -> datetime:
    """Return the moment a month is over: 24:00 of its last day (VP-6)."""
    return day_end(first_day(month_after(period)) - timedelta(days=1))


def period_for(session: Session, unit_code: str, due_at: datetime, at: datetime) -> Booked:
    """Return the month something is posted in: when it became due, or now if that is closed."""
    for moment in dict.fromkeys((due_at, at)):
        name = month_of(moment)
        if not _is_closed(session, VillagePeriod.create_id(unit_code, name)):
            return Booked(name, moment)
    raise PeriodClosedError(period=month_of(at))


def _is_closed(session: Session, period_id: UUID) -> bool:
    """Tell whether a month is closed, and rest the decision on it."""
    session.require(period_id)
    session.rely_on(period_id)
    period = session.find(VillagePeriod, period_id)
    return period is not None and period.is_closed
