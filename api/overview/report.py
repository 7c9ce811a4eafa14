"""The overview of a unit and a month, by the tree as it was then (A29)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from api.limits import PAGE_ITEMS_MAX
from api.reach import today
from api.services import services
from ledger.registry.errors import UnitNotFoundError
from projections.overview.views import Figures
from projections.registry.tree import Tree
from projections.registry.units import UnitRow

LINES_MAX = 2_000
"""Units right below one that an overview lists at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit right below, and all that was recorded under it."""

    unit: UnitRow
    figures: Figures
    serving: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A month of a unit: its lines, what none of them answers for alone, and the sum of all."""

    unit: UnitRow
    month: str
    as_of: date
    lines: list[Line]
    own: Figures
    total: Figures
    serving: int


def overview_of(unit_code: str, month: str) -> Overview:
    """Return the overview of a month by the tree of its last day, or of today while it runs.

    So November reads the same whenever it is asked for. What was recorded under the unit itself,
    or under one that ended and has several heirs, is told apart: no line answers for it alone.
    """
    views, day = services().views, _day_of(month)
    unit = views.units.of(unit_code, day)
    if unit is None:
        raise UnitNotFoundError(code=unit_code)
    tree = views.trees.current()
    children = _children(unit_code, day)
    sums = dict.fromkeys([it.code for it in children], Figures())
    own = Figures()
    for it in views.overviews.by_code(tree.scope(unit_code, day), month):
        line = line_of(it.unit_code, children, tree, day)
        if line is None:
            own += it.figures
        else:
            sums[line] += it.figures
    total = sum(sums.values(), own)
    lines = [
        Line(it, sums[it.code], _serving(tree, it.code, day, month, sums[it.code]))
        for it in children
    ]
    serving = _serving(tree, unit_code, day, month, total)
    return Overview(unit, month, day, lines, own, total, serving)


def was_there(unit_code: str, month: str) -> bool:
    """Tell whether a unit was there in a month, so that it has an overview."""
    return services().views.units.of(unit_code, _day_of(month)) is not None


def _day_of(month: str) -> date:
    """Return the last day of a month, or today if it is still running or to come."""
    year, number = int(month[:4]), int(month[5:])
    return min(date(year, number, monthrange(year, number)[1]), today())


def _children(unit_code: str, day: date) -> list[UnitRow]:
    units = services().views.units
    found: list[UnitRow] = []
    while len(found) < LINES_MAX:
        after = found[-1].code if found else None
        page = units.children(unit_code, PAGE_ITEMS_MAX, after, as_of=day)
        found += page
        if len(page) < PAGE_ITEMS_MAX:
            break
    return found


def line_of(code: str, children: list[UnitRow], tree: Tree, day: date) -> str | None:
    """Return the one of some units that a code lies in on a day; None if it is not just one."""
    holders = [it.code for it in children if tree.reaches(it.code, code, day)]
    return holders[0] if len(holders) == 1 else None


def _serving(tree: Tree, unit_code: str, day: date, month: str, figures: Figures) -> int:
    if not figures.minutes:
        return 0
    return services().views.overviews.serving(tree.scope(unit_code, day), month)
