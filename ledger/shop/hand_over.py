"""Handing over: who came, how they showed that it is theirs, and what they took (VP-13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from ledger.kernel.occurrence import CLOCK_SKEW_MAX
from ledger.shop.errors import (
    EmptyBasketError,
    HandedOutsideLeaseError,
    NotReservedError,
    RelationRequiredError,
    SignaturePhotoRequiredError,
)
from ledger.shop.kinds import Confirmation, HandedOut, Line, Relation
from ledger.wallets.lots import Part

UNDO_MINUTES = 15
"""How long the keeper and whoever came may take a hand-over back by themselves."""
UNDO_TIME = timedelta(minutes=UNDO_MINUTES)
LINES_MAX = 30
"""Kinds of things in one basket."""


class Collector(msgspec.Struct, frozen=True):
    """Who came for it. Who is not known here has left a name, kept outside the log."""

    relation: str
    confirmation: str
    person_id: UUID | None = None
    text_id: UUID | None = None
    photo_id: UUID | None = None
    """Of the goods, never of a person; or of the signed slip."""
    photo_hash: str = ""
    """Of the file, SHA-256 in hex: the same picture in two hand-overs is an alarm (VP-17)."""
    photo_mark: str = ""
    """What it shows (`people.picture_hash`); empty for a slip, for sheets of paper look alike."""

    def require_complete(self) -> None:
        """Refuse somebody from outside the household of whom nothing is known, or unproved."""
        inside = self.relation in (Relation.SELF, Relation.FAMILY)
        if not inside and self.person_id is None and self.text_id is None:
            raise RelationRequiredError
        self.require_seen_signature()

    def require_seen_signature(self) -> None:
        """Refuse a signature without its picture.

        It proves nothing by being claimed: staff have signed for others.
        """
        if self.confirmation == Confirmation.SIGNATURE and self.photo_id is None:
            raise SignaturePhotoRequiredError


OWNER = Collector(Relation.SELF.value, Confirmation.DIGITS.value)
"""Who came before anybody was asked."""
_UNMARKED = {"photo_hash": "", "photo_mark": ""}


@dataclass(frozen=True)
class HandOver:
    """Things left the shop. What was not written down in earlier days is None."""

    keeper_id: UUID
    occurred_at: datetime
    owner_id: UUID | None
    consent: str | None
    amount: int | None
    handed: list[HandedOut] | None
    parts: list[Part] | None
    collector: Collector
    counter_id: UUID | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """v2 says how the owner agreed; before, the voucher itself was shown."""
        state["owner_id"] = None
        state["consent"] = None

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """v3 says who came and what of the basket left; before, it was all of it."""
        collector = {"relation": OWNER.relation, "confirmation": OWNER.confirmation}
        unsaid = dict.fromkeys(("amount", "handed", "parts", "counter_id"))
        state |= {**unsaid, "collector": collector}

    @staticmethod
    def upcast_v3_v4(state: dict[str, Any]) -> None:
        """v4 tells pictures apart; before, nobody compared them."""
        state["collector"] |= _UNMARKED


@dataclass(frozen=True)
class Undoing:
    """What was handed out is back on the shelf, and its points are back with their owner."""

    undone_by: UUID
    by_committee: bool
    collector: Collector | None
    text_id: UUID | None
    amount: int
    handed: list[HandedOut]
    spent_on: date
    occurred_at: datetime

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """v2 tells pictures apart, as a hand-over does."""
        if state["collector"] is not None:
            state["collector"] |= _UNMARKED

    def apply(self, aggregate: Any) -> None:
        """End for good."""
        aggregate.state = "undone"


class Lease(NamedTuple):
    """From when until when a counter has, or had, a voucher along."""

    since: datetime
    until: datetime


def moment_within(leases: Sequence[Lease], handed_at: datetime, at: datetime) -> datetime:
    """Return when things left the shop: while the counter had them along, and never later than now.

    A tablet's clock that is some minutes off (`CLOCK_SKEW_MAX`) is set to the nearest moment of
    the lease; what lies further off is not believed.
    """
    told = min(handed_at, at)
    moments = [min(max(told, it.since), it.until) for it in leases]
    nearest = min(moments, key=lambda it: abs(it - told))
    if abs(nearest - told) > CLOCK_SKEW_MAX:
        raise HandedOutsideLeaseError(handed_at=handed_at.isoformat())
    return nearest


@dataclass(frozen=True)
class TakingAlong:
    """A counter took it along: until then only that counter hands it out, network or not."""

    counter_id: UUID
    until: datetime
    taken_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Bind it to the counter; one that takes it along once more goes on, or begins anew."""
        leases: list[Lease] = aggregate.leases if aggregate.counter_id == self.counter_id else []
        lease = Lease(self.occurred_at, self.until)
        if leases and leases[-1].until >= lease.since:
            lease = Lease(leases[-1].since, max(leases[-1].until, lease.until))
            leases = leases[:-1]
        aggregate.leases = [*leases, lease]
        aggregate.counter_id = self.counter_id
        aggregate.counter_until = self.until


@dataclass(frozen=True)
class GivingBack:
    """The counter gave it back before its time was over."""

    counter_id: UUID
    given_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Set it free."""
        aggregate.leases = []
        aggregate.counter_id = None
        aggregate.counter_until = None


def require_basket(lines: dict[UUID, int]) -> None:
    """Refuse an empty basket, one with too much in it, and pieces that are none."""
    if not 0 < len(lines) <= LINES_MAX or any(quantity <= 0 for quantity in lines.values()):
        raise EmptyBasketError


def chosen(lines: list[Line], wanted: dict[UUID, int] | None) -> list[Line]:
    """Return what of a basket is handed out: all of it, or what is wanted of it."""
    if wanted is None:
        return lines
    require_basket(wanted)
    reserved = {it.item_id: it for it in lines}
    for item_id, quantity in wanted.items():
        line = reserved.get(item_id)
        if line is None or quantity > line.quantity:
            raise NotReservedError(item_id=item_id)
    # The price of one piece is whole, for a line is pieces at one price.
    return [
        Line(it, wanted[it], reserved[it].points // reserved[it].quantity * wanted[it])
        for it in reserved
        if it in wanted
    ]
