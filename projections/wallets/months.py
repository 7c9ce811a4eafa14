"""What a month did to a wallet: sums by kind and reason, and the lines of what was spent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from ledger.wallets.kinds import Reason
from projections.projection import Tables
from projections.reader import PAGE_MAX, bounded
from projections.wallets.views import Entry, WalletReader

SPENDING = ("hold", "void", "refund", "expire", "forfeit", "reverse", "deduct", "restore")
"""Kinds of entries that are shown one by one in a statement; captures move nothing."""


def is_gain(kind: Any, reason: Any) -> Any:
    """Tell, of values or of columns, whether an entry is one of what came.

    A visit that its rider took back never was: its point is none that came, not one that went.
    """
    return (kind == "credit") | ((kind == "reverse") & (reason == Reason.VISIT.value))


def _came(c: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = is_gain(c.kind, c.reason)
    return found


@dataclass(frozen=True, slots=True)
class MonthSum:
    """Entries of one kind and reason: how many, and what they did to the available points."""

    kind: str
    reason: str
    times: int
    amount: int


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What a wallet had before a span, what came in it and what went."""

    wallet_id: UUID
    opening: int
    gained: int
    spent: int
    """Zero or below."""

    @property
    def closing(self) -> int:
        """What was there at the end."""
        return self.opening + self.gained + self.spent


class WalletMonths(WalletReader):
    """Sums of wallets over spans of time, by when things happened."""

    def opening(self, wallet_id: UUID, begins: datetime) -> int:
        """Return the available points before a moment."""

        def statement(t: Tables) -> Select[Any]:
            c = t["entries"].c
            chosen = select(func.coalesce(func.sum(c.amount), 0))
            return chosen.where(c.wallet_id == wallet_id, c.occurred_at < begins)

        return int(self._row(statement)[0])

    def sums(self, wallet_id: UUID, begins: datetime, ends: datetime) -> list[MonthSum]:
        """Return the sums of a span, from a moment up to before another."""

        def statement(t: Tables) -> Select[Any]:
            c = t["entries"].c
            chosen = select(c.kind, c.reason, func.count(), func.sum(c.amount)).where(
                c.wallet_id == wallet_id, c.occurred_at >= begins, c.occurred_at < ends
            )
            return chosen.group_by(c.kind, c.reason).order_by(c.kind, c.reason).limit(PAGE_MAX)

        return [MonthSum(row[0], row[1], int(row[2]), int(row[3])) for row in self._rows(statement)]

    def spending(
        self, wallet_id: UUID, begins: datetime, ends: datetime, limit: int = 100
    ) -> list[Entry]:
        """Return what was spent, came back or ran out in a span, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["entries"]
            c = table.c
            chosen = select(table).where(
                c.wallet_id == wallet_id, c.occurred_at >= begins, c.occurred_at < ends
            )
            chosen = chosen.where(c.kind.in_(SPENDING), ~_came(c))
            return chosen.order_by(c.occurred_at.desc(), c.position.desc()).limit(bounded(limit))

        return [Entry(*row) for row in self._rows(statement)]

    def totals(
        self, wallet_ids: Iterable[UUID], begins: datetime, ends: datetime
    ) -> list[MonthTotal]:
        """Return the totals of those of some wallets, PAGE_MAX at most, with an entry in a span."""
        wanted = list(wallet_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            c = t["entries"].c
            inside = c.occurred_at >= begins
            came = inside & _came(c)
            return (
                select(
                    c.wallet_id,
                    func.coalesce(func.sum(c.amount).filter(~inside), 0),
                    func.coalesce(func.sum(c.amount).filter(came), 0),
                    func.coalesce(func.sum(c.amount).filter(inside & ~_came(c)), 0),
                )
                .where(c.wallet_id.in_(wanted), c.occurred_at < ends)
                .group_by(c.wallet_id)
                .having(func.max(c.occurred_at) >= begins)
                .limit(PAGE_MAX)
            )

        return [
            MonthTotal(row[0], int(row[1]), int(row[2]), int(row[3]))
            for row in self._rows(statement)
        ]
