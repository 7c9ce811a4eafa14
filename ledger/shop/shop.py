"""Shop: where points are redeemed (积分超市)."""

from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive

SHOP_NAME_LENGTH_MAX = 50


class Shop(Aggregate):
    """A points shop of a unit."""

    TOPIC = "shop"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "shop.created"

    class Opened(Created):
        TOPIC = "shop.opened"
        unit_code: str
        name: str

    @staticmethod
    def create_id(unit_code: str, name: str) -> UUID:
        """Derive the ID: a unit has one shop of a name."""
        return derive("shop", unit_code, name)

    @event(Opened)
    def __init__(self, unit_code: str, name: str) -> None:
        self.unit_code = unit_code
        self.name = name
