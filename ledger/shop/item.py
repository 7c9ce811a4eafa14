"""Item: one kind of thing in one shop, and how many pieces there are (兑换品)."""

from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.shop.errors import OutOfStockError

ITEM_NAME_LENGTH_MAX = 50
PRICE_POINTS_MAX = 100_000
QUANTITY_MAX = 10_000
QUANTITY_PER_VOUCHER_MAX = 20


class Item(Aggregate):
    """Stock of one item: received, reserved by vouchers, issued. Free pieces never fall below 0."""

    TOPIC = "item"
    STATE: ClassVar[dict[str, Any]] = {
        "shop_id": UUID,
        "unit_code": str,
        "name": str,
        "price_points": int,
        "on_hand": int,
        "reserved": dict[str, int],
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "item.created"

    class Listed(Created):
        TOPIC = "item.listed"
        shop_id: UUID
        unit_code: str
        name: str
        category: str
        price_points: int

    class Received(Event):
        TOPIC = "item.received"
        quantity: int

    class Reserved(Event):
        TOPIC = "item.reserved"
        voucher_id: UUID
        quantity: int

    class Released(Event):
        TOPIC = "item.released"
        voucher_id: UUID
        quantity: int

    class Issued(Event):
        TOPIC = "item.issued"
        voucher_id: UUID
        quantity: int

    @staticmethod
    def create_id(shop_id: UUID, name: str) -> UUID:
        """Derive the ID: a shop lists a name once."""
        return derive("item", shop_id, name)

    @event(Listed)
    def __init__(self, shop_id: UUID, unit_code: str, name: str, price_points: int) -> None:
        self.shop_id = shop_id
        self.unit_code = unit_code
        self.name = name
        self.price_points = price_points
        self.on_hand = 0
        self.reserved: dict[str, int] = {}

    @property
    def free(self) -> int:
        """Pieces on the shelf that no voucher has reserved."""
        return self.on_hand - sum(self.reserved.values())

    def receive(self, quantity: int) -> None:
        """Take pieces into stock."""
        assert quantity > 0
        self.trigger_event(self.Received, quantity=quantity)

    def refuse_unless_free(self, quantity: int) -> None:
        """Refuse if fewer pieces are free."""
        if quantity > self.free:
            raise OutOfStockError(available=self.free, requested=quantity)

    def reserve(self, voucher_id: UUID, quantity: int) -> None:
        """Set pieces aside for a voucher."""
        self.refuse_unless_free(quantity)
        self.trigger_event(self.Reserved, voucher_id=voucher_id, quantity=quantity)

    def release(self, voucher_id: UUID) -> None:
        """Put the pieces of a voucher back on the shelf."""
        quantity = self.reserved[str(voucher_id)]
        self.trigger_event(self.Released, voucher_id=voucher_id, quantity=quantity)

    def issue(self, voucher_id: UUID) -> None:
        """Hand the pieces of a voucher out."""
        quantity = self.reserved[str(voucher_id)]
        self.trigger_event(self.Issued, voucher_id=voucher_id, quantity=quantity)

    @event(Received)
    def _received(self, quantity: int) -> None:
        self.on_hand += quantity

    @event(Reserved)
    def _reserved(self, voucher_id: UUID, quantity: int) -> None:
        self.reserved[str(voucher_id)] = quantity

    @event(Released)
    def _released(self, voucher_id: UUID) -> None:
        del self.reserved[str(voucher_id)]

    @event(Issued)
    def _issued(self, voucher_id: UUID, quantity: int) -> None:
        del self.reserved[str(voucher_id)]
        self.on_hand -= quantity
