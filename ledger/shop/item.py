"""Item: one kind of thing in one shop, and how many pieces there are (兑换品)."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.shop import batches
from ledger.shop.amounts import require_quantity
from ledger.shop.errors import (
    ItemWithdrawnError,
    NotReservedError,
    OutOfStockError,
    StockGoneOffError,
)
from ledger.shop.kinds import Portion
from ledger.shop.offer import (
    MEASURE,
    Describing,
    Offer,
    Offering,
    Relisting,
    Repricing,
    Withdrawing,
)
from ledger.shop.stock import Stocking
from ledger.shop.stock_events import (
    Arriving,
    Counting,
    Damage,
    Pending,
    Receipt,
    Rejecting,
    Sending,
    Settling,
    Variance,
)
from ledger.shop.takings import Had, Limiting, Taker


class Item(Offering, Stocking, Limiting, Aggregate):
    """Stock of one item: received, reserved by vouchers, issued. Free pieces never fall below 0."""

    TOPIC = "item"
    STATE: ClassVar[dict[str, Any]] = {
        "shop_id": UUID,
        "unit_code": str,
        "name": str,
        "price_points": int,
        "offer": Offer,
        "is_offered": bool,
        "batches": list[Portion],
        "reserved": dict[str, int],
        "pending": Pending | None,
        "takers": dict[str, Taker],
        "had": dict[str, Had],
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "item.created"

    class Listed(Created):
        TOPIC = "item.listed"
        class_version = 2
        shop_id: UUID
        unit_code: str
        name: str
        price_points: int
        offer: Offer

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 says more of an item than its category."""
            state["offer"] = {"category": state.pop("category"), "measure": MEASURE}

    class Repriced(Repricing, Event):
        TOPIC = "item.repriced"

    class Described(Describing, Event):
        TOPIC = "item.described"

    class Withdrawn(Withdrawing, Event):
        TOPIC = "item.withdrawn"

    class Relisted(Relisting, Event):
        TOPIC = "item.relisted"

    class Received(Receipt, Event):
        TOPIC = "item.received"
        class_version = 2

    class Reserved(Event):
        TOPIC = "item.reserved"
        class_version = 2
        voucher_id: UUID
        quantity: int
        wallet_id: UUID | None
        day: date | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 says for whom and on which day: before, no item had a limit."""
            state |= {"wallet_id": None, "day": None}

    class Released(Event):
        TOPIC = "item.released"
        voucher_id: UUID
        quantity: int

    class Issued(Event):
        TOPIC = "item.issued"
        class_version = 2
        voucher_id: UUID
        quantity: int
        portions: list[Portion]

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 says out of which batches; there was one, of which nothing was known."""
            state["portions"] = [
                {
                    "batch_id": None,
                    "quantity": state["quantity"],
                    "cost_fen": 0,
                    "best_before": None,
                }
            ]

    class TakenBack(Event):
        TOPIC = "item.taken_back"
        voucher_id: UUID
        wallet_id: UUID
        day: date
        quantity: int
        portions: list[Portion]
        occurred_at: datetime

    class Counted(Counting, Event):
        TOPIC = "item.counted"

    class VarianceReported(Variance, Event):
        TOPIC = "item.variance_reported"

    class VarianceSettled(Settling, Event):
        TOPIC = "item.variance_settled"

    class VarianceRejected(Rejecting, Event):
        TOPIC = "item.variance_rejected"

    class Damaged(Damage, Event):
        TOPIC = "item.damaged"

    class Sent(Sending, Event):
        TOPIC = "item.sent"

    class Arrived(Arriving, Event):
        TOPIC = "item.arrived"

    @staticmethod
    def create_id(shop_id: UUID, name: str) -> UUID:
        """Derive the ID: a shop lists a name once."""
        return derive("item", shop_id, name)

    @event(Listed)
    def __init__(
        self, shop_id: UUID, unit_code: str, name: str, price_points: int, offer: Offer
    ) -> None:
        self.shop_id = shop_id
        self.unit_code = unit_code
        self.name = name
        self.price_points = price_points
        self.offer = offer
        self.is_offered = True
        self.batches: list[Portion] = []
        self.reserved: dict[str, int] = {}
        self.pending: Pending | None = None
        self.takers: dict[str, Taker] = {}
        self.had: dict[str, Had] = {}

    def refuse_unless_free(self, quantity: int, at: datetime) -> None:
        """Refuse if it is not offered, or fewer pieces are free and have not gone off."""
        require_quantity(quantity)
        if not self.is_offered:
            raise ItemWithdrawnError(item_id=self.id)
        free = self.free_on(local_date(at))
        if quantity > free:
            raise OutOfStockError(item_id=self.id, available=free, requested=quantity)

    def reserve(self, voucher_id: UUID, quantity: int, wallet_id: UUID, at: datetime) -> None:
        """Set pieces aside for a voucher."""
        self.refuse_unless_free(quantity, at)
        self.trigger_event(
            self.Reserved,
            voucher_id=voucher_id,
            quantity=quantity,
            wallet_id=wallet_id,
            day=local_date(at),
        )

    def release(self, voucher_id: UUID, quantity: int | None = None) -> None:
        """Put pieces of a voucher back on the shelf: all that it still reserves, or some."""
        reserved = self._reserved_for(voucher_id)
        some = reserved if quantity is None else quantity
        self.trigger_event(self.Released, voucher_id=voucher_id, quantity=some)

    def refuse_gone_off(self, quantity: int, at: datetime) -> None:
        """Refuse to hand out more pieces than have not gone off."""
        good = batches.count(batches.good(self.batches, local_date(at)))
        if quantity > good:
            raise StockGoneOffError(item_id=self.id, available=good, requested=quantity)

    def issue(self, voucher_id: UUID, at: datetime) -> list[Portion]:
        """Hand out what a voucher still reserves; return out of which batches."""
        quantity = self._reserved_for(voucher_id)
        self.refuse_gone_off(quantity, at)
        portions = batches.take(batches.good(self.batches, local_date(at)), quantity)
        self.trigger_event(self.Issued, voucher_id=voucher_id, quantity=quantity, portions=portions)
        return portions

    def take_back(
        self, voucher_id: UUID, portions: list[Portion], wallet_id: UUID, day: date, at: datetime
    ) -> None:
        """Put back on the shelf what was handed out; ``day`` is when it had been set aside."""
        self.trigger_event(
            self.TakenBack,
            voucher_id=voucher_id,
            wallet_id=wallet_id,
            day=day,
            quantity=batches.count(portions),
            portions=portions,
            occurred_at=at,
        )

    def _reserved_for(self, voucher_id: UUID) -> int:
        # Refused, not a mistake: another process may have reserved what this one has not seen yet,
        # and what is refused on an old copy is decided once more on a fresh one.
        if str(voucher_id) not in self.reserved:
            raise NotReservedError(item_id=self.id)
        return self.reserved[str(voucher_id)]

    # Evolution: believe the event ------------------------------------------------

    @event(Reserved)
    def _reserved(
        self, voucher_id: UUID, quantity: int, wallet_id: UUID | None, day: date | None
    ) -> None:
        self.reserved[str(voucher_id)] = quantity
        # Only where there is a limit: a bar of soap of a whole city would remember every rider.
        if wallet_id is not None and day is not None and self.offer.quarter_max:
            self.takers[str(voucher_id)] = Taker(wallet_id, day)
            self.take_note(wallet_id, day, quantity)

    @event(Released)
    def _released(self, voucher_id: UUID, quantity: int) -> None:
        left = self.reserved[str(voucher_id)] - quantity
        if left:
            self.reserved[str(voucher_id)] = left
        else:
            del self.reserved[str(voucher_id)]
        if taker := self.takers.get(str(voucher_id)):
            self.take_note(taker.wallet_id, taker.day, -quantity)
            if not left:
                del self.takers[str(voucher_id)]

    @event(Issued)
    def _issued(self, voucher_id: UUID, portions: list[Portion]) -> None:
        del self.reserved[str(voucher_id)]
        self.takers.pop(str(voucher_id), None)
        self.batches = batches.without(self.batches, portions)

    @event(TakenBack)
    def _taken_back(
        self, wallet_id: UUID, day: date, quantity: int, portions: list[Portion]
    ) -> None:
        self.take_note(wallet_id, day, -quantity)
        self.batches = batches.together(self.batches, portions)
