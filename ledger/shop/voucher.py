"""Voucher: points and pieces set aside for seven days (兑换券)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import day_end, local_date
from ledger.registry.proxy import Consent, name_no_operator
from ledger.registry.separation import Hands, Step
from ledger.shop.errors import (
    HandOverUndoLateError,
    VoucherAlreadyCollectedError,
    VoucherAtCounterError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherNotCollectedError,
    VoucherNotDueError,
)
from ledger.shop.hand_over import (
    UNDO_TIME,
    Collector,
    GivingBack,
    HandOver,
    Lease,
    TakingAlong,
    Undoing,
)
from ledger.shop.kinds import HandedOut, Line, Portion
from ledger.wallets.lots import Part

VOUCHER_DAYS = 7
"""``voucher_days``: plain calendar days until the last moment of collecting (A15)."""
AT_COUNTER_HOURS_MAX = 12
"""Longest time for which a counter may take vouchers along: a market day."""


class State(StrEnum):
    """Where a voucher stands."""

    RESERVED = "reserved"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNDONE = "undone"
    """Handed out, and taken back."""


class Voucher(Aggregate):
    """A reservation: its wallet's hold has the same ID, and it keeps the prices of its day."""

    TOPIC = "voucher"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "voucher.created"

    class Reserved(Created):
        TOPIC = "voucher.reserved"
        class_version = 3
        shop_id: UUID
        wallet_id: UUID
        owner_id: UUID
        lines: list[Line]
        amount: int
        collect_by: date
        occurred_at: datetime
        operator_id: UUID | None = None
        consent: str | None = None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who acted for the person."""
            name_no_operator(state)

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """v3 is a basket; before, a voucher was for one kind of thing."""
            line = {name: state.pop(name) for name in ("item_id", "quantity")}
            state["lines"] = [line | {"points": state["amount"]}]

    class Collected(HandOver, Event):
        TOPIC = "voucher.collected"
        class_version = 4

    class Undone(Undoing, Event):
        TOPIC = "voucher.undone"
        class_version = 2

    class TakenAlong(TakingAlong, Event):
        TOPIC = "voucher.taken_along"

    class GivenBack(GivingBack, Event):
        TOPIC = "voucher.given_back"

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
        shop_id: UUID,
        wallet_id: UUID,
        owner_id: UUID,
        lines: list[Line],
        amount: int,
        collect_by: date,
        occurred_at: datetime,
    ) -> None:
        self.shop_id = shop_id
        self.wallet_id = wallet_id
        self.owner_id = owner_id
        self.lines = lines
        self.amount = amount
        self.collect_by = collect_by
        self.reserved_at = occurred_at
        self.state = State.RESERVED.value
        self.counter_id: UUID | None = None
        self.counter_until: datetime | None = None
        self.leases: list[Lease] = []
        self.keeper_id: UUID | None = None
        self.collected_at: datetime | None = None
        self.handed: list[HandedOut] = []
        self.parts: list[Part] | None = None

    @property
    def reserved_on(self) -> date:
        """The day on which points and pieces were set aside."""
        return local_date(self.reserved_at)

    # Decisions ---------------------------------------------------------------

    def require_collectable(self, at: datetime, counter_id: UUID | None) -> None:
        """Refuse what is over, and what another counter has taken along."""
        self._refuse_unless_open()
        if at >= day_end(self.collect_by):
            raise VoucherExpiredError(collect_by=self.collect_by.isoformat())
        self._refuse_elsewhere(counter_id, at)

    def require_hands(self, keeper_id: UUID, collector: Collector) -> None:
        """Refuse a keeper of the own household, an unknown stranger, an unseen signature."""
        Hands.of(self.owner_id).refuse(Step.KEEP, keeper_id)
        collector.require_complete()

    def collect(
        self,
        keeper_id: UUID,
        collector: Collector,
        handed: list[HandedOut],
        parts: list[Part],
        at: datetime,
        *,
        consent: Consent | None = None,
        counter_id: UUID | None = None,
    ) -> None:
        """Hand over, to anyone but the keeper's own household."""
        self.require_collectable(at, counter_id)
        self.require_hands(keeper_id, collector)
        self.trigger_event(
            self.Collected,
            keeper_id=keeper_id,
            occurred_at=at,
            owner_id=self.owner_id,
            consent=consent,
            amount=sum(it.points for it in handed),
            handed=handed,
            parts=parts,
            collector=collector,
            counter_id=counter_id,
        )

    def undo(
        self,
        by: UUID,
        at: datetime,
        *,
        collector: Collector | None = None,
        text_id: UUID | None = None,
        by_committee: bool = False,
    ) -> None:
        """Take a hand-over back: keeper and whoever came at once, or the committee with a reason.

        The committee's hand is never the one that handed it out, nor of the household.
        """
        if self.state != State.COLLECTED or self.collected_at is None:
            raise VoucherNotCollectedError(state=self.state)
        if by_committee:
            Hands.of(self.owner_id, post=self.keeper_id).refuse(Step.REVERSE, by)
        elif at > self.collected_at + UNDO_TIME:
            raise HandOverUndoLateError(until=(self.collected_at + UNDO_TIME).isoformat())
        if collector is not None:
            collector.require_seen_signature()
        self.trigger_event(
            self.Undone,
            undone_by=by,
            by_committee=by_committee,
            collector=collector,
            text_id=text_id,
            amount=sum(it.points for it in self.handed),
            handed=self.handed,
            spent_on=self.reserved_on,
            occurred_at=at,
        )

    def take_along(self, counter_id: UUID, until: datetime, by: UUID, at: datetime) -> None:
        """Let one counter hand it out, network or not, until a moment; no other meanwhile."""
        self.require_collectable(at, counter_id)
        if (self.counter_id, self.counter_until) != (counter_id, until):
            self.trigger_event(
                self.TakenAlong, counter_id=counter_id, until=until, taken_by=by, occurred_at=at
            )

    def give_back(self, counter_id: UUID, by: UUID, at: datetime) -> None:
        """Let any counter hand it out again."""
        if self.counter_id == counter_id:
            self.trigger_event(self.GivenBack, counter_id=counter_id, given_by=by, occurred_at=at)

    def cancel(self, cancelled_by: UUID, at: datetime) -> None:
        """Take the reservation back."""
        self._refuse_unless_open()
        self._refuse_elsewhere(None, at)
        self.trigger_event(self.Cancelled, cancelled_by=cancelled_by, occurred_at=at)

    def expire(self, at: datetime) -> None:
        """Run out, once the last day of collecting is over and no counter has it along."""
        self._refuse_unless_open()
        if at < day_end(self.collect_by):
            raise VoucherNotDueError(collect_by=self.collect_by.isoformat())
        self._refuse_elsewhere(None, at)
        self.trigger_event(self.Expired, occurred_at=at)

    def _refuse_elsewhere(self, counter_id: UUID | None, at: datetime) -> None:
        until = self.counter_until
        if self.counter_id not in (None, counter_id) and until is not None and at < until:
            raise VoucherAtCounterError(until=until.isoformat())

    def _refuse_unless_open(self) -> None:
        match State(self.state):
            case State.COLLECTED | State.UNDONE:
                raise VoucherAlreadyCollectedError
            case State.CANCELLED:
                raise VoucherCancelledError
            case State.EXPIRED:
                raise VoucherExpiredError(collect_by=self.collect_by.isoformat())
            case State.RESERVED:
                return

    # Evolution: believe the event ---------------------------------------------

    @event(Collected)
    def _collected(
        self,
        keeper_id: UUID,
        occurred_at: datetime,
        handed: list[HandedOut] | None,
        parts: list[Part] | None,
    ) -> None:
        self.state = State.COLLECTED.value
        self.keeper_id = keeper_id
        self.collected_at = occurred_at
        self.handed = [_whole(it) for it in self.lines] if handed is None else handed
        self.amount = sum(it.points for it in self.handed)
        self.parts = parts

    @event(Cancelled)
    def _cancelled(self) -> None:
        self.state = State.CANCELLED.value

    @event(Expired)
    def _expired(self) -> None:
        self.state = State.EXPIRED.value


def collect_by(at: datetime) -> date:
    """Return the last day of collecting of a voucher reserved at a moment."""
    return local_date(at) + timedelta(days=VOUCHER_DAYS)


def _whole(line: Line) -> HandedOut:
    """Return a line as it left the shop before batches were written down."""
    portions = [Portion(None, line.quantity, 0, None)]
    return HandedOut(line.item_id, line.quantity, line.points, portions)
