"""When pages turn dark."""

from datetime import UTC, datetime, timedelta

import pytest

from web.daylight import is_dark_outside, is_screen_night, sun_times
from web.formats import local

# Hohhot, from an almanac, to within ten minutes.
ALMANAC = [
    (datetime(2026, 6, 21, 4, tzinfo=UTC), (5, 1), (20, 8)),
    (datetime(2026, 12, 21, 4, tzinfo=UTC), (7, 53), (17, 8)),
    (datetime(2026, 3, 21, 4, tzinfo=UTC), (6, 36), (18, 45)),
]


@pytest.mark.parametrize(("noon", "rise", "sunset"), ALMANAC)
def test_sunrise_and_sunset_are_right_to_ten_minutes(
    noon: datetime, rise: tuple[int, int], sunset: tuple[int, int]
) -> None:
    for found, (hour, minute) in zip(sun_times(noon), (rise, sunset), strict=True):
        wanted = local(noon).replace(hour=hour, minute=minute)
        assert abs(found - wanted) < timedelta(minutes=10)


def test_riders_pages_are_dark_before_sunrise_and_from_sunset() -> None:
    rise, sunset = sun_times(datetime(2026, 11, 18, 4, tzinfo=UTC))
    assert is_dark_outside(rise - timedelta(seconds=1))
    assert not is_dark_outside(rise)
    assert not is_dark_outside(sunset - timedelta(seconds=1))
    assert is_dark_outside(sunset)


def test_early_morning_belongs_to_its_own_day() -> None:
    assert is_dark_outside(datetime(2026, 11, 17, 17, 0, tzinfo=UTC))  # 01:00 on the 18th


@pytest.mark.parametrize(
    ("hour", "minute", "night"),
    [(19, 0, True), (18, 59, False), (6, 29, True), (6, 30, False), (0, 0, True)],
)
def test_station_screens_are_dimmed_from_19_00_to_06_30(
    hour: int, minute: int, *, night: bool
) -> None:
    moment = local(datetime(2026, 11, 18, 4, tzinfo=UTC)).replace(hour=hour, minute=minute)
    assert is_screen_night(moment) is night
