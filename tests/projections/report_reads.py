"""Every question about reports."""

from typing import Any, Final

from ledger.reports.categories import Category
from ledger.reports.kinds import ReportState
from tests.support.village import CITY, COMMUNITY, MORNING

DAY: Final = MORNING.date()
PLACE: Final = MORNING

REPORT_READS: Final[dict[str, Any]] = {
    "reports.get": lambda v, c: v.reports.get(c.item),
    "reports.of_person": lambda v, c: v.reports.of_person(c.riders[0], 9, 99),
    "reports.part_of": lambda v, c: v.reports.part_of(c.riders[0], c.item),
    "reports.triage": lambda v, c: v.reports.triage(
        COMMUNITY, ReportState.FILED, 9, (PLACE, c.item)
    ),
    "reports.triage.of_category": lambda v, c: v.reports.triage(
        COMMUNITY, ReportState.FILED, 9, (PLACE, c.item), Category.LITTER
    ),
    "reports.alike": lambda v, c: v.reports.alike(v.reports.of_person(c.riders[0], 1)[0].report, 9),
    "reports.count_overdue": lambda v, _: v.reports.count_overdue(CITY),
    "reports.waiting.of_category": lambda v, _: v.reports.waiting(COMMUNITY, Category.LITTER),
    "reports.waiting": lambda v, _: v.reports.waiting(COMMUNITY),
    "reports.overdue": lambda v, c: v.reports.overdue(CITY, 9, (PLACE, c.item)),
    "reports.unaccepted": lambda v, c: v.reports.unaccepted(MORNING, 9, (PLACE, c.item)),
    "reports.unresolved": lambda v, c: v.reports.unresolved(MORNING, 9, (PLACE, c.item)),
    "reports.public": lambda v, _: v.reports.public(CITY, 9, 99),
    "report_parts.steps": lambda v, c: v.report_parts.steps(c.item),
    "report_parts.photos": lambda v, c: v.report_parts.photos([c.item]),
    "report_parts.showing": lambda v, c: v.report_parts.showing(c.item),
    "report_parts.is_public": lambda v, c: v.report_parts.is_public(c.item),
    "report_figures.totals": lambda v, _: v.report_figures.totals(CITY, DAY, DAY),
    "report_figures.by_unit": lambda v, _: v.report_figures.by_unit(CITY, DAY, DAY),
    "report_figures.hours": lambda v, _: v.report_figures.hours(CITY, "2026-11", "2026-11"),
    "report_figures.own": lambda v, c: v.report_figures.own(c.riders[0], DAY, DAY),
    "stations.several": lambda v, c: v.stations.several([c.station]),
    "units.names": lambda v, _: v.units.names([COMMUNITY], DAY),
}
"""Asked of views and a village, as `test_reading` asks all others."""
