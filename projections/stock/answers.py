"""Rows of what can be asked about stock."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

RUN_OUT_DAYS = 28
"""Days whose issues tell how long stock will last."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Pieces of one batch that came or went. ``quantity`` is signed, ``cost_fen`` of one piece."""

    position: int
    line: int
    item_id: UUID
    shop_id: UUID
    unit_code: str
    day: date
    kind: str
    quantity: int
    cost_fen: int
    batch_id: UUID
    best_before: date | None
    source: str
    donor_text_id: UUID | None
    thanks_donor: bool
    reason: str
    photo_id: UUID | None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Pieces of an item in some days: opening + received - issued + other = closing.

    ``issued`` is less what was taken back; ``issued_fen`` is what the issued pieces had cost.
    """

    item_id: UUID
    shop_id: UUID
    name: str
    measure: str
    opening: int
    received: int
    issued: int
    other: int
    closing: int
    received_fen: int
    issued_fen: int


@dataclass(frozen=True, slots=True)
class BatchRow:
    """Pieces left of one batch."""

    item_id: UUID
    batch_id: UUID
    shop_id: UUID
    left: int
    best_before: date | None
    cost_fen: int
    source: str
    donor_text_id: UUID | None
    name: str
    measure: str


@dataclass(frozen=True, slots=True)
class LowRow:
    """An item of which few pieces are free; ``issued`` of the last 28 days."""

    item_id: UUID
    shop_id: UUID
    name: str
    measure: str
    free: int
    low_stock_at: int
    issued: int

    @property
    def days_left(self) -> int | None:
        """Whole days until it runs out, as it went lately; None if nothing went."""
        return self.free * RUN_OUT_DAYS // self.issued if self.issued > 0 else None


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count. ``state`` is waiting, agreed, settled or rejected."""

    count_id: UUID
    item_id: UUID
    shop_id: UUID
    unit_code: str
    book: int
    counted: int
    reason: str
    text_id: UUID | None
    photo_id: UUID | None
    state: str
    counted_by: UUID
    counted_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    position: int

    @property
    def delta(self) -> int:
        """How far the count is from the book."""
        return self.counted - self.book


@dataclass(frozen=True, slots=True)
class DonorRow:
    """What somebody gave; ``thanks`` says that they agreed to be named."""

    donor_text_id: UUID | None
    thanks: bool
    item_id: UUID
    name: str
    measure: str
    quantity: int
    worth_fen: int
