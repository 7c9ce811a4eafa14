"""What can be had for points, where stock comes from, and who took what home."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec


class ItemKind(StrEnum):
    """What points may be good for (4.5); everything else is refused by `ledger.policies.offers`."""

    GOODS = "goods"
    SERVICE = "service"
    """A haircut, ploughing, a bus card: a piece is one time of it."""
    HONOUR = "honour"
    PRIORITY = "priority"
    """Priority among equals: never over somebody who needs it more."""
    WELFARE_BONUS = "bonus_from_public_welfare_fund"


class Source(StrEnum):
    """Who paid for what came in (VP-14)."""

    COLLECTIVE = "collective"
    PARTNER = "partner"
    DONATION = "donation"
    FISCAL = "fiscal"


class DamageReason(StrEnum):
    """Why pieces left the shelf without anybody having them."""

    BROKEN = "broken"
    SPOILT = "spoilt"
    PAST_BEST_BEFORE = "past_best_before"
    LOST = "lost"


class VarianceReason(StrEnum):
    """Why a count did not find what the book says."""

    BROKEN = "broken"
    LOST = "lost"
    MISCOUNTED_BEFORE = "miscounted_before"
    RECEIPT_NOT_ENTERED = "receipt_not_entered"
    HANDED_OUT_NOT_ENTERED = "handed_out_not_entered"
    OTHER = "other"


class Relation(StrEnum):
    """Who came for it, as seen from the household whose points it is."""

    SELF = "self"
    FAMILY = "family"
    """Of the same household."""
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    CARER = "carer"
    """A volunteer, a home helper or a village official who brings it."""


class Confirmation(StrEnum):
    """How whoever came showed that the points are theirs to spend (VP-13)."""

    DIGITS = "digits"
    """The four digits of the voucher, typed by whoever came."""
    PERSONAL_CODE = "personal_code"
    """The code on the person's own phone, scanned here."""
    CARD_DIGITS = "card_digits"
    """The paper card and the four digits on its back."""
    SIGNATURE = "signature"
    """Signed on the slip, for want of anything else."""


class Line(msgspec.Struct, frozen=True):
    """Pieces of one item at the price of the day; ``points`` are of all of them."""

    item_id: UUID
    quantity: int
    points: int


class Portion(msgspec.Struct, frozen=True):
    """Pieces out of one batch. ``cost_fen`` is what one piece cost; 0 if nobody said."""

    batch_id: UUID | None
    quantity: int
    cost_fen: int
    best_before: date | None
    """The last day, or none: such goods do not go off."""


class HandedOut(msgspec.Struct, frozen=True):
    """What of one item left the shelf, and out of which batches."""

    item_id: UUID
    quantity: int
    points: int
    portions: list[Portion]
