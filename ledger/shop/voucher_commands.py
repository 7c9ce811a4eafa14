"""Commands of vouchers: from the reservation to the hand-over, and back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.proxy import Consent
from ledger.shop.hand_over import Collector

Basket = tuple[tuple[UUID, int], ...]
"""Items and how many pieces of each; an item is in it once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveVoucher(Command):
    """Set points and pieces aside, all or nothing."""

    wallet_id: UUID
    basket: Basket
    operator_id: UUID | None = None
    """Who did it for the person, and how the person agreed; both, or neither."""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectVoucher(Command):
    """Hand over what a voucher reserved, or some of it: the rest goes back."""

    voucher_id: UUID
    shop_id: UUID
    keeper_id: UUID
    collector: Collector
    basket: Basket | None = None
    consent: Consent | None = None
    """How the owner agreed, if not by showing the voucher: the keeper is the operator."""
    counter_id: UUID | None = None
    """The counter that had taken it along, if it did."""
    handed_at: datetime | None = None
    """When it left the shop, if it was told later: a counter may have had no network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemAtCounter(Command):
    """Reserve and hand over at once, to whoever stands at the counter."""

    shop_id: UUID
    wallet_id: UUID
    basket: Basket
    keeper_id: UUID
    collector: Collector
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoHandOver(Command):
    """Take a hand-over back: pieces to the shelf, points to their lots."""

    voucher_id: UUID
    undone_by: UUID
    by_committee: bool = False
    collector: Collector | None = None
    """Who brought it back and agreed, within the first minutes."""
    text_id: UUID | None = None
    """The committee's reason."""
    wallet_id: UUID | None = None
    """The wallet that gets the points, where the household has become part of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeVoucherAlong(Command):
    """Bind a voucher to one counter until a moment, so that it can be handed out offline."""

    voucher_id: UUID
    shop_id: UUID
    counter_id: UUID
    until: datetime
    taken_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveVoucherBack(Command):
    """Let any counter hand a voucher out again."""

    voucher_id: UUID
    shop_id: UUID
    counter_id: UUID
    given_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelVoucher(Command):
    """Take a reservation back; the points return."""

    voucher_id: UUID
    cancelled_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireVoucher(Command):
    """Let a voucher run out whose last day is over; the points return with grace."""

    voucher_id: UUID
