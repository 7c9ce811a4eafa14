"""Day and night in Hohhot: riders' pages turn dark at sunset, station screens at seven."""

import math
from datetime import UTC, datetime, time, timedelta
from typing import Final

from web.formats import local

LATITUDE_DEG: Final = 40.84
LONGITUDE_DEG: Final = 111.75
SCREEN_NIGHT_FROM: Final = time(19, 0)
SCREEN_NIGHT_UNTIL: Final = time(6, 30)
_TILT_DEG: Final = 23.44
_SUNSET_ELEVATION_DEG: Final = -0.833  # refraction and the sun's own radius
_J2000: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)


def sun_times(at: datetime) -> tuple[datetime, datetime]:
    """Sunrise and sunset of the local day of `at`, right to a few minutes."""
    noon = local(at).replace(hour=12, minute=0, second=0, microsecond=0)
    days = round((noon - _J2000) / timedelta(days=1))
    transit = days - LONGITUDE_DEG / 360
    anomaly = math.radians((357.5291 + 0.98560028 * transit) % 360)
    centre = 1.9148 * math.sin(anomaly) + 0.02 * math.sin(2 * anomaly)
    ecliptic = math.radians((math.degrees(anomaly) + centre + 180 + 102.9372) % 360)
    transit += 0.0053 * math.sin(anomaly) - 0.0069 * math.sin(2 * ecliptic)
    declination = math.asin(math.sin(ecliptic) * math.sin(math.radians(_TILT_DEG)))
    latitude = math.radians(LATITUDE_DEG)
    height = math.sin(math.radians(_SUNSET_ELEVATION_DEG))
    cosine = (height - math.sin(latitude) * math.sin(declination)) / (
        math.cos(latitude) * math.cos(declination)
    )
    half_day = timedelta(days=math.degrees(math.acos(cosine)) / 360)
    midday = _J2000 + timedelta(days=transit)
    return midday - half_day, midday + half_day


def is_dark_outside(at: datetime) -> bool:
    """Whether a rider needs the dark page now."""
    rise, sunset = sun_times(at)
    return not rise <= at < sunset


def is_screen_night(at: datetime) -> bool:
    """Whether a station screen is dimmed: 19:00 to 06:30."""
    wall_clock = local(at).time()
    return wall_clock >= SCREEN_NIGHT_FROM or wall_clock < SCREEN_NIGHT_UNTIL
