"""Where the city lies, as far as a phone's degrees can be checked."""

from typing import Final

SOUTH_DEG: Final = 39.55
NORTH_DEG: Final = 41.40
WEST_DEG: Final = 110.50
EAST_DEG: Final = 112.40
"""``city_bounds``: a box around Hohhot with its counties (39°35′–41°23′ N, 110°31′–112°20′ E),
rounded outwards. It catches degrees that were swapped or mistyped; it does not draw the border.
"""


def is_in_city(lat_deg: float, lon_deg: float) -> bool:
    """Tell whether a place (WGS 84) can be in the city."""
    return SOUTH_DEG <= lat_deg <= NORTH_DEG and WEST_DEG <= lon_deg <= EAST_DEG
