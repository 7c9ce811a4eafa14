"""Voucher: points and a piece set aside for seven days (兑换券)."""

import hashlib
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import day_end, local_date
from ledger.registry.separation import Hands, Step
from ledger.shop.errors import (
    VoucherAlreadyCollectedError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherNotDueError,
)

VOUCHER_DAYS = 7
"""``voucher_days``: plain calendar days until the last moment of collecting (A15)."""
PICKUP_CODES = 10_000


class State(StrEnum):
    """Where a voucher stands."""

    RESERVED = "reserved"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Voucher(Aggregate):
    """A reservation: its wallet's hold has the same ID, and it keeps the price of its day."""

    TOPIC = "voucher"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "voucher.created"

    class Reserved(Created):
        TOPIC = "voucher.reserved"
        item_id: UUID
        shop_id: UUID
        wallet_id: UUID
        owner_id: UUID
        quantity: int
        amount: int
        collect_by: date
        occurred_at: datetime

    class Collected(Event):
        TOPIC = "voucher.collected"
        keeper_id: UUID
        occurred_at: datetime

    class Cancelled(Event):
        TOPIC = "voucher.cancelled"
        cancelled_by: UUID
        occurred_at: datetime

    class Expired(Event):
        TOPIC = "voucher.expired"
        occurred_at: datetime

    @event(Reserved)
    def __init__(
        self,
        item_id: UUID,
        shop_id: UUID,
        wallet_id: UUID,
        owner_id: UUID,
        amount: int,
        collect_by: date,
    ) -> None:
        self.item_id = item_id
        self.shop_id = shop_id
        self.wallet_id = wallet_id
        self.owner_id = owner_id
        self.amount = amount
        self.collect_by = collect_by
        self.state = State.RESERVED.value

    def collect(self, keeper_id: UUID, at: datetime) -> None:
        """Hand over, to anyone but the keeper's own household."""
        self._refuse_unless_open()
        if at >= day_end(self.collect_by):
            raise VoucherExpiredError(collect_by=self.collect_by.isoformat())
        Hands.of(self.owner_id).refuse(Step.KEEP, keeper_id)
        self.trigger_event(self.Collected, keeper_id=keeper_id, occurred_at=at)

    def cancel(self, cancelled_by: UUID, at: datetime) -> None:
        """Take the reservation back."""
        self._refuse_unless_open()
        self.trigger_event(self.Cancelled, cancelled_by=cancelled_by, occurred_at=at)

    def expire(self, at: datetime) -> None:
        """Run out, once the last day of collecting is over."""
        self._refuse_unless_open()
        if at < day_end(self.collect_by):
            raise VoucherNotDueError(collect_by=self.collect_by.isoformat())
        self.trigger_event(self.Expired, occurred_at=at)

    def _refuse_unless_open(self) -> None:
        match State(self.state):
            case State.COLLECTED:
                raise VoucherAlreadyCollectedError
            case State.CANCELLED:
                raise VoucherCancelledError
            case State.EXPIRED:
                raise VoucherExpiredError(collect_by=self.collect_by.isoformat())
            case State.RESERVED:
                return

    @event(Collected)
    def _collected(self) -> None:
        self.state = State.COLLECTED.value

    @event(Cancelled)
    def _cancelled(self) -> None:
        self.state = State.CANCELLED.value

    @event(Expired)
    def _expired(self) -> None:
        self.state = State.EXPIRED.value


def collect_by(at: datetime) -> date:
    """Return the last day of collecting of a voucher reserved at a moment."""
    return local_date(at) + timedelta(days=VOUCHER_DAYS)


def pickup_code(voucher_id: UUID) -> str:
    """Return the four digits that can be read aloud at the counter beside the QR code.

    They find the voucher among the open ones of one shop; they are no secret and prove nothing.
    """
    digest = hashlib.sha256(b"pickup" + voucher_id.bytes).digest()
    return f"{int.from_bytes(digest[:4]) % PICKUP_CODES:04d}"
