"""What doors and pages of part-time grid work share: whose it is, and what a quarter came to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.auth import caller
from api.reach import scope_of
from api.reading import settled
from api.services import Services, services
from ledger.kernel.clock import local_date
from ledger.moral.quarters import first_day_of, last_day_of, quarter_of_month
from ledger.stations.grid_worker_errors import GridTermNotFoundError
from projections.reports.rows import OwnTotals
from projections.stations.grid_worker_views import GridCounts, GridWorkerRow


@dataclass(frozen=True, slots=True)
class OwnQuarter:
    """What a rider did in a quarter, as counts."""

    quarter: str
    visit_days: int
    visits: int
    points: int
    reports: OwnTotals
    """What became of the rider's own reports, and the points of that."""


def running_quarter(given: Services) -> str:
    """Name the quarter of today."""
    return quarter_of_month(f"{local_date(given.clock()):%Y-%m}")


def own_quarter(given: Services, person_id: UUID, quarter: str) -> OwnQuarter:
    """Count a rider's days at stations and reports in a quarter.

    A quarter has fewer days than a page has lines.
    """
    span = first_day_of(quarter), last_day_of(quarter)
    found = given.views.riders.days(person_id, *span)
    return OwnQuarter(
        quarter,
        len(found),
        sum(it.visits for it in found),
        sum(it.points for it in found),
        given.views.report_figures.own(person_id, *span),
    )


def counts_of(given: Services, unit: str, quarter: str) -> GridCounts:
    """Count the terms of a unit and below in a quarter."""
    return given.views.grid_workers.counts(
        scope_of(unit), first_day_of(quarter), last_day_of(quarter)
    )


def worker_of(given: Services, person_id: UUID) -> GridWorkerRow:
    """Return what stands of a rider, empty if nothing does."""
    row = given.views.grid_workers.of(person_id)
    return row or GridWorkerRow(
        person_id=person_id,
        agrees=False,
        trained_on=None,
        unit_code="",
        from_day=None,
        to_day=None,
        is_paid=False,
    )


def require_own_grid(person_id: UUID) -> None:
    """Refuse a term of a grid outside the caller's unit, and one that is not there."""
    given = services()
    row = settled(given, lambda: _with_term(given, person_id))
    if row is None:
        raise GridTermNotFoundError
    caller().require_unit(row.unit_code)


def _with_term(given: Services, person_id: UUID) -> GridWorkerRow | None:
    row = worker_of(given, person_id)
    return row if row.unit_code else None


def day_or_today(given: Services, day: date | None) -> date:
    """Return a day, today if none is said."""
    return day or local_date(given.clock())
