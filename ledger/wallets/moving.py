"""Moving points between two wallets of one owner's history: merge and split (A19).

Never a gift: points move only because households became one or two. What leaves one wallet enters
the other in the same save, lot by lot, so that nothing appears, vanishes or counts longer.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ledger.wallets import lots
from ledger.wallets.kinds import Reason
from ledger.wallets.lots import Part


class PartsGone:
    """An event by which parts leave the open lots."""

    parts: list[Part]

    def apply(self, aggregate: Any) -> None:
        """Take them out."""
        lots.pull(aggregate.open_lots, self.parts)


class PartsCome:
    """An event by which parts come to the open lots."""

    parts: list[Part]

    def apply(self, aggregate: Any) -> None:
        """Put them in."""
        lots.put(aggregate.open_lots, self.parts)


@dataclass(frozen=True)
class Move:
    """What moved, from or to which wallet, and the merge or split by which it did."""

    other_wallet_id: UUID
    amount: int
    parts: list[Part]
    reason: str
    source_id: UUID
    occurred_at: datetime


class Moving:
    """The decisions of a wallet whose points move."""

    open_lots: dict[date, int]
    trigger_event: Any
    MovedOut: Any
    MovedIn: Any

    def move_out(
        self,
        parts: list[Part],
        *,
        other_wallet_id: UUID,
        reason: Reason,
        source_id: UUID,
        at: datetime,
    ) -> None:
        """Let parts of the open lots go to another wallet; no parts, no event."""
        there = all(self.open_lots.get(it.expires_on, 0) >= it.amount > 0 for it in parts)
        assert there, "moves more than there is"
        self._move(self.MovedOut, parts, other_wallet_id, reason, source_id, at)

    def move_in(
        self,
        parts: list[Part],
        *,
        other_wallet_id: UUID,
        reason: Reason,
        source_id: UUID,
        at: datetime,
    ) -> None:
        """Take in what another wallet let go, each part to the lot of its day."""
        self._move(self.MovedIn, parts, other_wallet_id, reason, source_id, at)

    def _move(
        self,
        event_class: Any,
        parts: list[Part],
        other_wallet_id: UUID,
        reason: Reason,
        source_id: UUID,
        at: datetime,
    ) -> None:
        if parts:
            self.trigger_event(
                event_class,
                other_wallet_id=other_wallet_id,
                amount=lots.total(parts),
                parts=parts,
                reason=reason.value,
                source_id=source_id,
                occurred_at=at,
            )
