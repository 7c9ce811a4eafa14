"""Commands of a shop, its items and their stock."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.shop.kinds import DamageReason, Source, VarianceReason
from ledger.shop.offer import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShop(Command):
    """Open a points shop in a unit."""

    unit_code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem(Command):
    """Offer an item for points."""

    shop_id: UUID
    name: str
    price_points: int
    offer: Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem(Command):
    """Say something else about an item; what is None stays."""

    item_id: UUID
    changed_by: UUID
    price_points: int | None = None
    offer: Offer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawItem(Command):
    """Offer an item no more."""

    item_id: UUID
    withdrawn_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RelistItem(Command):
    """Offer an item again."""

    item_id: UUID
    relisted_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveStock(Command):
    """Take a batch of an item into stock. ``cost_fen`` is of one piece."""

    item_id: UUID
    quantity: int
    source: Source = Source.COLLECTIVE
    received_by: UUID | None = None
    cost_fen: int = 0
    best_before: date | None = None
    donor_text_id: UUID | None = None
    thanks_donor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStock(Command):
    """Say how many pieces were counted; what differs from the book needs a reason."""

    item_id: UUID
    counted: int
    counted_by: UUID
    reason: VarianceReason | None = None
    text_id: UUID | None = None
    photo_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCount(Command):
    """Let the book follow a count, or have it counted again, as a second person."""

    item_id: UUID
    count_id: UUID
    agrees: bool
    decided_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOffStock(Command):
    """Take pieces off the book that broke, spoilt or got lost."""

    item_id: UUID
    quantity: int
    reason: DamageReason
    recorded_by: UUID
    photo_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferStock(Command):
    """Send pieces to the same kind of item of another shop."""

    item_id: UUID
    to_item_id: UUID
    quantity: int
    sent_by: UUID
