"""Which activities are to be recorded by when: ten working days after they ended (VH-8)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from api.reach import scope_of, today
from api.services import services
from ledger.kernel.clock import day_end
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import RECORD_DUE_WORKDAYS, WorkingDays, known_due_on
from projections.scopes import Scope
from projections.volunteering.paperwork.views import PaperRow

SOON_WORKDAYS = 3
"""What is due within so many working days is told apart."""
LOOKED_BACK = timedelta(days=400)
"""How far back deadlines are looked at that cannot be told; whatever ended earlier is overdue."""
UNITS_SHOWN = 50
APART_MAX = 50
"""Activities shown of each of the two lists that stand apart."""


@dataclass(frozen=True, slots=True)
class Due:
    """An activity that is not recorded, the day until whose 24:00 it is, and how many days over.

    ``due_on`` is None where the holidays of the year are not known yet (等放假安排).
    """

    row: PaperRow
    due_on: date | None
    days_over: int


@dataclass(frozen=True, slots=True)
class Spans:
    """Which activities are overdue, due soon, or wait for a calendar: by when they ended.

    Each begins where the one before ends; what ended last is not due yet.
    """

    overdue_until: datetime
    unknown_until: datetime
    soon_until: datetime


@dataclass(frozen=True, slots=True)
class Overdue:
    """The lists of a unit."""

    unit_code: str
    total: int
    by_unit: list[tuple[str, int]]
    overdue: list[Due]
    soon: list[Due]
    waiting: list[Due]


def overdue_of(unit_code: str, limit: int, after: tuple[datetime, UUID] | None = None) -> Overdue:
    """Return what is overdue in a unit and below, worst first, and apart what is due soon."""
    scope, paperwork = scope_of(unit_code), services().views.paperwork
    calendar, day = services().views.calendar.working_days(), today()
    spans = spans_of(calendar, day)
    until = spans.overdue_until
    found = paperwork.unrecorded(scope, since=None, until=until, limit=limit, after=after)
    return Overdue(
        unit_code,
        paperwork.count_unrecorded(scope, since=None, until=until),
        paperwork.by_unit(scope, since=None, until=until, limit=UNITS_SHOWN),
        [due(it, calendar, day) for it in found],
        _between(scope, spans.unknown_until, spans.soon_until, calendar, day),
        _between(scope, spans.overdue_until, spans.unknown_until, calendar, day),
    )


def count_overdue(unit_code: str) -> int:
    """Count what is overdue in a unit and below."""
    spans = spans_of(services().views.calendar.working_days(), today())
    return services().views.paperwork.count_unrecorded(
        scope_of(unit_code), since=None, until=spans.overdue_until
    )


@lru_cache(maxsize=8)
def spans_of(calendar: WorkingDays, day: date) -> Spans:
    """Tell what is overdue on a day from what is due soon, by the day activities ended."""
    overdue = unknown = soon = day - LOOKED_BACK
    for back in range(LOOKED_BACK.days, -1, -1):
        ended_on = day - timedelta(days=back)
        due_on = known_due_on(day_end(ended_on) - timedelta(seconds=1), calendar)
        if due_on is None:
            # Ten working days are never fewer than ten days.
            if back > RECORD_DUE_WORKDAYS:
                unknown = ended_on
        elif due_on < day:
            overdue = unknown = ended_on
        elif _is_soon(calendar, day, due_on):
            soon = ended_on
    unknown, soon = max(overdue, unknown), max(overdue, unknown, soon)
    return Spans(day_end(overdue), day_end(unknown), day_end(soon))


def due(row: PaperRow, calendar: WorkingDays, day: date) -> Due:
    """Tell by when an activity is to be recorded."""
    due_on = known_due_on(row.ends_at, calendar)
    return Due(row, due_on, max(0, (day - due_on).days) if due_on else 0)


def _is_soon(calendar: WorkingDays, day: date, due_on: date) -> bool:
    try:
        return due_on <= calendar.nth_workday_after(day, SOON_WORKDAYS)
    except CalendarYearMissingError:
        return True


def _between(
    scope: Scope, since: datetime, until: datetime, calendar: WorkingDays, day: date
) -> list[Due]:
    if since >= until:
        return []
    found = services().views.paperwork.unrecorded(scope, since=since, until=until, limit=APART_MAX)
    return [due(it, calendar, day) for it in found]
