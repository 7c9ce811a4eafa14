"""What kind of place a station is, and where in the city it lies."""

from enum import StrEnum
from typing import Final

import msgspec

from ledger.registry.city_box import EAST_DEG, NORTH_DEG, SOUTH_DEG, WEST_DEG, is_in_city
from ledger.stations.station_errors import LocationOutsideCityError

PER_DEGREE: Final = 100_000
"""Places are kept in hundred-thousandths of a degree: about one metre, and whole numbers."""


class PlaceKind(StrEnum):
    """What a place is called over its door (domain.md 1.3)."""

    RED_BEE = "red_bee"
    """红蜂驿站"""
    PARTY_CENTRE = "party_centre"
    """党群服务中心"""
    MEMBER_STATION = "member_station"
    """流动党员服务站"""
    OTHER = "other"


class Location(msgspec.Struct, frozen=True):
    """Where a place lies (WGS 84), in hundred-thousandths of a degree."""

    lat_e5: int
    lon_e5: int

    @property
    def lat_deg(self) -> float:
        """Degrees north."""
        return self.lat_e5 / PER_DEGREE

    @property
    def lon_deg(self) -> float:
        """Degrees east."""
        return self.lon_e5 / PER_DEGREE


def require_in_city(location: Location) -> None:
    """Refuse a place that cannot be in the city."""
    if not is_in_city(location.lat_deg, location.lon_deg):
        raise LocationOutsideCityError(
            south_deg=SOUTH_DEG, north_deg=NORTH_DEG, west_deg=WEST_DEG, east_deg=EAST_DEG
        )
