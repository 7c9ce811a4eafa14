"""A rider's month in points: what was there, what came and why, what went and where (月账单).

A month is settled (已结账) once nothing of it can come any more from a phone without a network:
``offline_max_h`` after its end. What is put right later stands in the month in which it was.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from api.services import Services
from ledger.kernel.clock import local_date
from ledger.kernel.occurrence import OFFLINE_MAX
from ledger.wallets.wallet import Wallet, WalletKind
from projections.reports.rows import OwnTotals
from projections.visit_horizon import start_of
from projections.wallets.months import MonthSum, is_gain
from projections.wallets.views import Entry

MONTH: Final = re.compile(r"\A20[2-9]\d-(0[1-9]|1[0-2])\Z")
FIRST_MONTH: Final = "2026-01"
"""No points were given by this ledger before."""
LINES_MAX: Final = 100
"""Lines of what was spent in a month that are listed; the sums hold them all."""


@dataclass(frozen=True, slots=True)
class Span:
    """A month: its first and last moment, and from when on it is settled."""

    month: str
    begins: datetime
    ends: datetime

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last local day."""
        return local_date(self.begins), local_date(self.ends) - timedelta(days=1)

    @property
    def settled_at(self) -> datetime:
        """Return when the last phone without a network must have sent what it kept."""
        return self.ends + OFFLINE_MAX


@dataclass(frozen=True, slots=True)
class Statement:
    """One month of one wallet; ``opening + gained + spent == closing``, always."""

    month: str
    opening: int
    gained: int
    spent: int
    """Zero or below: redeemed, run out, taken back, less what came back."""
    closing: int
    is_settled: bool
    sources: tuple[MonthSum, ...]
    """Where the points came from, by reason."""
    spending: tuple[Entry, ...]
    reports: OwnTotals = field(default_factory=OwnTotals)
    """What became of the rider's own reports; its points are among the sources."""


def is_month(text: str) -> bool:
    """Tell whether a text names a month."""
    return MONTH.match(text) is not None


def span_of(month: str) -> Span:
    """Return the moments of a month."""
    first = date.fromisoformat(f"{month}-01")
    last = moved(month, 1)
    return Span(month, start_of(first), start_of(date.fromisoformat(f"{last}-01")))


def moved(month: str, by: int) -> str:
    """Return the month so many later or, below zero, earlier."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year}-{number + 1:02}"


def running_month(now: datetime) -> str:
    """Return the month of a moment."""
    return f"{local_date(now):%Y-%m}"


def settled_month(now: datetime) -> str:
    """Return the latest month that is settled."""
    before = moved(running_month(now), -1)
    return before if now >= span_of(before).settled_at else moved(before, -1)


def statement_of(given: Services, person_id: UUID, month: str) -> Statement:
    """Return a month of a rider; who has no wallet has an empty month."""
    span, now = span_of(month), given.clock()
    wallet_id = Wallet.create_id(person_id, WalletKind.RIDER)
    months = given.views.wallet_months
    opening = months.opening(wallet_id, span.begins)
    sums = months.sums(wallet_id, span.begins, span.ends)
    came = _came(sums)
    gained = sum(it.amount for it in came)
    spent = sum(it.amount for it in sums) - gained
    return Statement(
        month=month,
        opening=opening,
        gained=gained,
        spent=spent,
        closing=opening + gained + spent,
        is_settled=now >= span.settled_at,
        sources=tuple(sorted(came, key=lambda it: -it.amount)),
        spending=tuple(months.spending(wallet_id, span.begins, span.ends, LINES_MAX)),
        reports=given.views.report_figures.own(person_id, *span.days),
    )


def _came(sums: Iterable[MonthSum]) -> list[MonthSum]:
    """Return what came by reason; what was taken back of it is taken off, the times too."""
    of_reason: dict[str, MonthSum] = {}
    for it in sums:
        if is_gain(it.kind, it.reason):
            known = of_reason.get(it.reason, MonthSum("credit", it.reason, 0, 0))
            times = it.times if it.kind == "credit" else -it.times
            total = replace(known, times=known.times + times, amount=known.amount + it.amount)
            of_reason[it.reason] = total
    return [it for it in of_reason.values() if it.times or it.amount]
