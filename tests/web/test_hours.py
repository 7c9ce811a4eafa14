"""Opening hours as stations write them."""

from datetime import time

import pytest

from web.stations.hours import hours_of, is_open


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("08:00–22:00", "08:00", "22:00"),
        ("08:00-20:00", "08:00", "20:00"),
        ("每天 7:30 至 21:00", "7:30", "21:00"),
        ("24 小时", "00:00", "24:00"),
        ("", "00:00", "24:00"),
    ],
)
def test_hours_are_read(text: str, opens: str, closes: str) -> None:
    read = hours_of(text)
    assert (read.opens_at, read.closes_at) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("08:00–22:00", time(8, 0), True),
        ("08:00–22:00", time(21, 59), True),
        ("08:00–22:00", time(22, 0), False),
        ("08:00–22:00", time(3, 0), False),
        ("20:00–02:00", time(23, 0), True),
        ("20:00–02:00", time(1, 59), True),
        ("20:00–02:00", time(2, 0), False),
        ("24 小时", time(3, 0), True),
    ],
)
def test_a_station_is_open_between_its_hours(text: str, at: time, expected: bool) -> None:
    assert is_open(text, at) is expected
