"""Shortfalls: what undoing a gain could not take, because it was set aside or spent (A18).

Nobody owes it, and nothing that is earned later pays for it. But points that were out when the gain
was undone are the very ones that were missing: if they come back, they go where they would have
gone had they been there. So it does not matter which is undone first, gain or hand-over.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from ledger.kernel.ids import derive
from ledger.wallets import lots
from ledger.wallets.kinds import Reason
from ledger.wallets.lots import Part


class Short(msgspec.Struct, frozen=True):
    """What one undoing lacks still, and when it was done."""

    at: datetime
    amount: int


def remember(short: dict[str, Short], entry_id: UUID, amount: int, at: datetime) -> None:
    """Note what an undoing lacks, if it lacks anything."""
    if amount:
        short[str(entry_id)] = Short(at, amount)


def pay(short: dict[str, Short], entry_id: UUID, amount: int) -> None:
    """Note that it lacks less; what lacks nothing any more is forgotten."""
    known = short.pop(str(entry_id))
    remember(short, entry_id, known.amount - amount, known.at)


class Covering:
    """The decision of a wallet to which points come back."""

    short: dict[str, Short]
    trigger_event: Any
    Deducted: Any

    def cover(
        self, hold_id: UUID, back: Iterable[Part], *, held_at: datetime | None, at: datetime
    ) -> None:
        """Let what came back cover what was short since the points were set aside.

        ``held_at`` is when they were; None where another wallet had set them aside.
        """
        left: dict[date, int] = {}
        lots.put(left, back)
        for entry_id, it in list(self.short.items()):
            amount = min(it.amount, sum(left.values()))
            if held_at is None or held_at > it.at or not amount:
                continue
            parts = lots.take([Part(*each) for each in left.items()], amount)
            lots.pull(left, parts)
            self.trigger_event(
                self.Deducted,
                entry_id=derive("short-covered", entry_id, hold_id, it.amount),
                amount=amount,
                uncollected=0,
                parts=parts,
                reason=Reason.SHORTFALL.value,
                source_id=UUID(entry_id),
                occurred_at=at,
            )
