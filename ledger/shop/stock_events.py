"""What happens to stock, as events say it (VP-12)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from ledger.shop import batches
from ledger.shop.kinds import Portion, Source


class Pending(msgspec.Struct, frozen=True):
    """A count that did not find what the book says, until a second person has decided."""

    count_id: UUID
    delta: int
    counted_by: UUID


@dataclass(frozen=True)
class Receipt:
    """A batch came in. ``cost_fen`` is of one piece."""

    quantity: int
    batch_id: UUID | None
    source: str
    cost_fen: int
    best_before: date | None
    donor_text_id: UUID | None
    thanks_donor: bool
    received_by: UUID | None
    occurred_at: datetime

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """v2 names the batch; before, nobody was asked where pieces came from."""
        state |= {
            "batch_id": None,
            "source": Source.COLLECTIVE.value,
            "cost_fen": 0,
            "best_before": None,
            "donor_text_id": None,
            "thanks_donor": False,
            "received_by": None,
            "occurred_at": state["timestamp"],
        }

    def apply(self, aggregate: Any) -> None:
        """Put them on the book."""
        come = Portion(self.batch_id, self.quantity, self.cost_fen, self.best_before)
        aggregate.batches = batches.together(aggregate.batches, [come])


@dataclass(frozen=True)
class Counting:
    """Somebody counted: what the book said at that moment, and what was there."""

    count_id: UUID
    book: int
    counted: int
    counted_by: UUID
    occurred_at: datetime


@dataclass(frozen=True)
class Variance(Counting):
    """The count did not find what the book says; the words and the picture are kept elsewhere."""

    reason: str
    text_id: UUID | None
    photo_id: UUID | None

    def apply(self, aggregate: Any) -> None:
        """Wait for a second person; the book stays."""
        delta = self.counted - self.book
        aggregate.pending = Pending(self.count_id, delta, self.counted_by)


@dataclass(frozen=True)
class Settling:
    """A second person agrees: the book follows the count. ``delta`` is signed."""

    count_id: UUID
    delta: int
    portions: list[Portion]
    decided_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Follow the count."""
        move = batches.together if self.delta > 0 else batches.without
        aggregate.batches = move(aggregate.batches, self.portions)
        aggregate.pending = None


@dataclass(frozen=True)
class Rejecting:
    """A second person does not agree: it must be counted again."""

    count_id: UUID
    decided_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Drop the count; the book stays."""
        aggregate.pending = None


@dataclass(frozen=True)
class Damage:
    """Pieces left the shelf and nobody had them."""

    damage_id: UUID
    quantity: int
    portions: list[Portion]
    reason: str
    photo_id: UUID | None
    recorded_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take them off the book."""
        aggregate.batches = batches.without(aggregate.batches, self.portions)


@dataclass(frozen=True)
class Sending:
    """Pieces went to the same item of another shop."""

    transfer_id: UUID
    to_item_id: UUID
    quantity: int
    portions: list[Portion]
    sent_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take them off the book."""
        aggregate.batches = batches.without(aggregate.batches, self.portions)


@dataclass(frozen=True)
class Arriving:
    """Pieces came from another shop, batch by batch."""

    transfer_id: UUID
    from_item_id: UUID
    quantity: int
    portions: list[Portion]
    sent_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Put them on the book."""
        aggregate.batches = batches.together(aggregate.batches, self.portions)
