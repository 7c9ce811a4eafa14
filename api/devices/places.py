"""Places that have devices: stations and shops."""

from dataclasses import dataclass
from uuid import UUID

from api.auth import Caller
from api.reading import settled
from api.services import Services
from ledger.shop.errors import ShopNotFoundError
from ledger.stations.errors import StationNotFoundError

STATION, SHOP = "station", "shop"
PLACE_KINDS = (STATION, SHOP)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a device stands."""

    kind: str
    place_id: UUID
    unit_code: str
    name: str


def place_of(given: Services, kind: str, place_id: UUID) -> Place:
    """Return a place, or refuse."""
    if kind == STATION:
        station = settled(given, lambda: given.views.stations.of(place_id))
        if station is None:
            raise StationNotFoundError(station_id=place_id)
        return Place(kind, place_id, station.unit_code, station.name)
    shop = settled(given, lambda: given.views.shops.of(place_id))
    if shop is None:
        raise ShopNotFoundError(shop_id=place_id)
    return Place(kind, place_id, shop.unit_code, shop.name)


def require_near(who: Caller, place_id: UUID, unit_code: str) -> None:
    """Let keepers see to the devices of their own place, and offices to those of their unit."""
    if who.grant.place_id is not None:
        who.require_place(place_id)
    else:
        who.require_unit(unit_code)
