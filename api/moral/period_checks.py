"""What is looked at before a month is closed: a table of checks, to which other files add theirs.

A check that is not met keeps the month open until somebody has explained it. ``CHECKS`` is read in
its order; a file that knows more (claims, notices, stock) appends its own when it is imported.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from api.services import Services
from projections.moral.periods.views import MonthFigures

LATE_SHOWN = 200


class CheckState(StrEnum):
    """How a check came out."""

    MET = "met"
    NOTED = "noted"
    """Worth knowing, and keeps nobody from closing."""
    OPEN = "open"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class Month:
    """The month that is looked at."""

    unit_code: str
    period: str
    found: MonthFigures


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: its state, and the figures people see."""

    state: CheckState
    shown: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``title`` is Chinese, for the desk."""

    code: str
    title: str
    look: Callable[[Services, Month], Outcome]


def _balances(given: Services, month: Month) -> Outcome:
    """Three ways to the same sum: every household, the village's books, the wallets."""
    homes = given.views.periods.homes(month.unit_code)[1]
    total = given.views.periods.total(month.unit_code)
    wallets = given.views.balances.of_households(month.unit_code)[1]
    same = homes == total == wallets
    return Outcome(_met(is_met=same), f"{homes:,} = {total:,} = {wallets:,}")


def _adds_up(_given: Services, month: Month) -> Outcome:
    figures = month.found.figures
    return Outcome(_met(is_met=figures.adds_up), f"{figures.entries:,} 笔")


def _sealed(given: Services, month: Month) -> Outcome:
    """Compare closed months with what the books say."""
    closings = given.views.periods.closings(month.unit_code)
    off = [it for it in closings if not it.agrees]
    return Outcome(_met(is_met=not off), f"{len(off)} 个月不符" if off else "没有改动")


def _late(given: Services, month: Month) -> Outcome:
    """Acts of another month are noted, never in the way (A24)."""
    rows = given.views.periods.late(month.unit_code, month.period, LATE_SHOWN)
    points = sum(-it.points if it.is_deduction else it.points for it in rows)
    state = CheckState.NOTED if rows else CheckState.MET
    return Outcome(state, f"{len(rows)} 条，{points:+d} 分" if rows else "0 条")


def _met(*, is_met: bool) -> CheckState:
    return CheckState.MET if is_met else CheckState.OPEN


CHECKS: list[Check] = [
    Check("balances", "各户余额相加 = 村总账 = 账本重算", _balances),
    Check("adds_up", "期初加减本月各笔 = 期末", _adds_up),
    Check("sealed", "已锁的月份没有改动", _sealed),
    Check("late", "跨月补录：发生在别的月，记在本月", _late),
]


@dataclass(frozen=True, slots=True)
class Checked:
    """A check and how it came out."""

    code: str
    title: str
    state: CheckState
    shown: str


def look_at(given: Services, month: Month) -> list[Checked]:
    """Look at everything; what was explained is said to be."""
    explained = given.views.periods.explained(month.unit_code, month.period)
    done = []
    for check in CHECKS:
        outcome = check.look(given, month)
        state = outcome.state
        if state is CheckState.OPEN and check.code in explained:
            state = CheckState.EXPLAINED
        done.append(Checked(check.code, check.title, state, outcome.shown))
    return done


def open_checks(checked: list[Checked]) -> tuple[str, ...]:
    """Return what keeps the month open."""
    return tuple(it.code for it in checked if it.state is CheckState.OPEN)
