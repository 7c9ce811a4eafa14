"""Commands of the points shop."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.proxy import Consent


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
    category: str
    price_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveStock(Command):
    """Take pieces of an item into stock."""

    item_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveVoucher(Command):
    """Set points and pieces aside, both or neither."""

    item_id: UUID
    wallet_id: UUID
    quantity: int
    operator_id: UUID | None = None
    """Who did it for the person, and how the person agreed; both, or neither."""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectVoucher(Command):
    """Hand over what a voucher reserved."""

    voucher_id: UUID
    shop_id: UUID
    keeper_id: UUID
    consent: Consent | None = None
    """How the owner agreed, if not by showing the voucher: the keeper is the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelVoucher(Command):
    """Take a reservation back; the points return."""

    voucher_id: UUID
    cancelled_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireVoucher(Command):
    """Let a voucher run out whose last day is over; the points return with grace."""

    voucher_id: UUID
