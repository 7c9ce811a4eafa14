"""Wallet: points that a household, a volunteer or a rider may spend (积分账户)."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.wallets import lots, postings, redeeming, shortfalls
from ledger.wallets.errors import HoldNotFoundError, InsufficientPointsError
from ledger.wallets.kinds import Reason, WalletKind
from ledger.wallets.lots import Part
from ledger.wallets.moving import Move, Moving, PartsCome, PartsGone
from ledger.wallets.postings import Posting
from ledger.wallets.redeeming import PartRelease, Redeeming, Refund
from ledger.wallets.shortfalls import Covering, Short
from ledger.wallets.taking import Deduction, Reminder, Restoring, Taken, Taking

__all__ = ["Reason", "Wallet", "WalletKind"]


class Wallet(Taking, Moving, Redeeming, Covering, Aggregate):
    """Points in lots. ``available`` is what no hold has set aside; it never falls below zero.

    Amounts are whole points and always positive: an event's name says which way they move.
    """

    TOPIC = "wallet"
    STATE: ClassVar[dict[str, Any]] = {
        "owner_id": UUID,
        "kind": str,
        "unit_code": str,
        "open_lots": dict[date, int],
        "holds": dict[str, list[Part]],
        "credits": dict[str, Posting],
        "reversed": set[str],
        "deductions": dict[str, Taken],
        "reminded": dict[date, int],
        "redeemed": dict[date, int],
        "held_on": dict[str, date],
        "short": dict[str, Short],
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "wallet.created"

    class Opened(Created):
        TOPIC = "wallet.opened"
        owner_id: UUID
        kind: str
        unit_code: str

    class Credited(Event):
        TOPIC = "wallet.credited"
        class_version = 3
        entry_id: UUID
        amount: int
        reason: str
        source_id: UUID | None
        occurred_at: datetime
        expires_on: date
        credited_by: UUID | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names the lot: v1 credits expired by the rule of their day (VP-9)."""
            state["expires_on"] = lots.expiry_of(state["occurred_at"])

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """v3 names who posted it by hand: until then nobody was asked."""
            state["credited_by"] = None

    class Held(Event):
        TOPIC = "wallet.held"
        hold_id: UUID
        amount: int
        parts: list[Part]
        reason: str
        occurred_at: datetime

    class Captured(Event):
        TOPIC = "wallet.captured"
        hold_id: UUID
        amount: int
        occurred_at: datetime

    class Voided(Event):
        TOPIC = "wallet.voided"
        hold_id: UUID
        amount: int
        parts: list[Part]
        reason: str
        occurred_at: datetime

    class Expired(PartsGone, Event):
        TOPIC = "wallet.expired"
        amount: int
        parts: list[Part]
        occurred_at: datetime

    class Reversed(Event):
        TOPIC = "wallet.reversed"
        class_version = 2
        entry_id: UUID
        reverses: UUID
        amount: int
        shortfall: int
        parts: list[Part]
        reason: str
        occurred_at: datetime
        reversed_by: UUID | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who undid it: until then nobody was asked."""
            state["reversed_by"] = None

    class Forfeited(PartsGone, Event):
        TOPIC = "wallet.forfeited"
        amount: int
        parts: list[Part]
        occurred_at: datetime

    class Deducted(Deduction, Event):
        TOPIC = "wallet.deducted"

    class Restored(Restoring, Event):
        TOPIC = "wallet.restored"

    class ExpiryReminded(Reminder, Event):
        TOPIC = "wallet.expiry_reminded"

    class PartReleased(PartRelease, Event):
        TOPIC = "wallet.part_released"

    class Refunded(Refund, Event):
        TOPIC = "wallet.refunded"

    class MovedOut(PartsGone, Move, Event):
        TOPIC = "wallet.moved_out"

    class MovedIn(PartsCome, Move, Event):
        TOPIC = "wallet.moved_in"

    @staticmethod
    def create_id(owner_id: UUID, kind: str) -> UUID:
        """One owner has one wallet of a kind: a second one collides with the first."""
        return derive("wallet", kind, owner_id)

    @event(Opened)
    def __init__(self, owner_id: UUID, kind: str, unit_code: str) -> None:
        self.owner_id = owner_id
        self.kind = kind
        self.unit_code = unit_code
        self.open_lots: dict[date, int] = {}
        self.holds: dict[str, list[Part]] = {}
        self.credits: dict[str, Posting] = {}
        self.reversed: set[str] = set()
        self.deductions: dict[str, Taken] = {}
        self.reminded: dict[date, int] = {}
        self.redeemed: dict[date, int] = {}
        self.held_on: dict[str, date] = {}
        self.short: dict[str, Short] = {}

    @property
    def held(self) -> int:
        """Points set aside by open holds."""
        return sum(lots.total(parts) for parts in self.holds.values())

    def available(self, at: datetime) -> int:
        """Points that may be held or spent at a moment: lots whose day is over do not count."""
        return sum(self.open_lots.values()) - lots.total(lots.overdue(self.parts, at))

    # Decisions: check the rules, then state what happened. ---------------------

    def credit(
        self,
        *,
        entry_id: UUID,
        amount: int,
        reason: Reason,
        occurred_at: datetime,
        source_id: UUID | None = None,
        expires_on: date | None = None,
        credited_by: UUID | None = None,
    ) -> None:
        """Post points as part of the lot that expires on their day."""
        assert amount > 0
        self.trigger_event(
            self.Credited,
            entry_id=entry_id,
            amount=amount,
            reason=reason.value,
            source_id=source_id,
            occurred_at=occurred_at,
            expires_on=expires_on or lots.expiry_of(occurred_at),
            credited_by=credited_by,
        )

    def hold(self, *, hold_id: UUID, amount: int, reason: Reason, at: datetime) -> None:
        """Set points aside, soonest expiry first, so that they cannot be spent twice (A17)."""
        assert amount > 0
        available = self.available(at)
        if amount > available:
            raise InsufficientPointsError(available=available, requested=amount)
        self.refuse_over_limit(amount, at)
        self.expire(at)
        self.trigger_event(
            self.Held,
            hold_id=hold_id,
            amount=amount,
            parts=lots.take(self.parts, amount),
            reason=reason.value,
            occurred_at=at,
        )

    def capture(self, hold_id: UUID, *, at: datetime) -> list[Part]:
        """Spend the points of an open hold; return from which lots they were."""
        held = self._open_hold(hold_id)
        amount = lots.total(held)
        self.trigger_event(self.Captured, hold_id=hold_id, amount=amount, occurred_at=at)
        return held

    def void(
        self, hold_id: UUID, *, reason: Reason, at: datetime, held_at: datetime | None = None
    ) -> None:
        """Give the points of an open hold back to their lots, with grace (A15)."""
        held = self._open_hold(hold_id)
        back = lots.returned(held, at, by_timeout=reason is Reason.TIMEOUT)
        self.trigger_event(
            self.Voided,
            hold_id=hold_id,
            amount=lots.total(held),
            parts=back,
            reason=reason.value,
            occurred_at=at,
        )
        self.cover(hold_id, back, held_at=held_at, at=at)

    def _open_hold(self, hold_id: UUID) -> list[Part]:
        held = self.holds.get(str(hold_id))
        if held is None:
            raise HoldNotFoundError(hold_id=hold_id)
        return held

    # Evolution: believe the event. No checks here, for replay runs this too. ----

    @event(Credited)
    def _credited(
        self,
        entry_id: UUID,
        amount: int,
        expires_on: date,
        occurred_at: datetime,
        credited_by: UUID | None,
        reason: str,
    ) -> None:
        lots.put(self.open_lots, [Part(expires_on, amount)])
        day = local_date(occurred_at)
        self.credits[str(entry_id)] = Posting(expires_on, day, amount, credited_by, reason)
        postings.forget(self.credits, self.reversed, day)

    @event(Held)
    def _held(self, hold_id: UUID, amount: int, parts: list[Part], occurred_at: datetime) -> None:
        lots.pull(self.open_lots, parts)
        self.holds[str(hold_id)] = parts
        self.held_on[str(hold_id)] = day = local_date(occurred_at)
        redeeming.remember_redeemed(self.redeemed, day, amount)

    @event(Captured)
    def _captured(self, hold_id: UUID) -> None:
        del self.holds[str(hold_id)]
        del self.held_on[str(hold_id)]

    @event(Voided)
    def _voided(self, hold_id: UUID, amount: int, parts: list[Part]) -> None:
        del self.holds[str(hold_id)]
        redeeming.forget_redeemed(self.redeemed, self.held_on.pop(str(hold_id)), amount)
        lots.put(self.open_lots, parts)

    @event(Reversed)
    def _reversed(
        self,
        entry_id: UUID,
        reverses: UUID,
        shortfall: int,
        parts: list[Part],
        occurred_at: datetime,
    ) -> None:
        lots.pull(self.open_lots, parts)
        self.reversed.add(str(reverses))
        shortfalls.remember(self.short, entry_id, shortfall, occurred_at)
