"""How busy the stations of a unit are by hour: when a keeper is needed (热力)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from api.overview.report import line_of
from api.reach import scope_of, today
from api.services import services
from projections.registry.units import UnitRow
from projections.stations.hours import HOURS

HEAT_DAYS = 28
"""Four whole weeks up to today: no weekday counts more often than another."""


@dataclass(frozen=True, slots=True)
class Heat:
    """Visits by hour of the day, of a unit and of each unit right below it."""

    days: int
    hours: list[int]
    below: dict[str, list[int]]
    """By code; units without a visit are left out."""


def heat_of(unit_code: str, children: Iterable[UnitRow]) -> Heat:
    """Count the visits of the last four weeks by hour, by the tree of today; no person is in it."""
    views, last = services().views, today()
    first = last - timedelta(days=HEAT_DAYS - 1)
    units, tree = list(children), views.trees.current()
    total, below = [0] * HOURS, dict[str, list[int]]()
    for it in views.visit_hours.by_code(scope_of(unit_code), first, last):
        total[it.hour] += it.visits
        line = line_of(it.unit_code, units, tree, last)
        if line is not None:
            below.setdefault(line, [0] * HOURS)[it.hour] += it.visits
    return Heat(HEAT_DAYS, total, below)


def busiest(hours: list[int]) -> int | None:
    """Return the hour with the most visits, the first of several; None without any."""
    most = max(hours)
    return hours.index(most) if most else None
