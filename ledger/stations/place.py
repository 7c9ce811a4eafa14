"""What kind of place a station is, and where in the city it lies."""

from enum import StrEnum
from typing import Final

import msgspec

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


CITY_SOUTH_WEST: Final = Location(39_55_000, 110_50_000)
CITY_NORTH_EAST: Final = Location(41_40_000, 112_40_000)
"""A box around Hohhot with its counties (39°35′–41°23′ N, 110°31′–112°20′ E), rounded outwards.

It is there to catch degrees that were swapped or mistyped, not to draw the border.
"""


def require_in_city(location: Location) -> None:
    """Refuse a place that cannot be in the city."""
    low, high = CITY_SOUTH_WEST, CITY_NORTH_EAST
    is_north = low.lat_e5 <= location.lat_e5 <= high.lat_e5
    if not is_north or not low.lon_e5 <= location.lon_e5 <= high.lon_e5:
        raise LocationOutsideCityError(
            south_deg=low.lat_deg,
            north_deg=high.lat_deg,
            west_deg=low.lon_deg,
            east_deg=high.lon_deg,
        )
