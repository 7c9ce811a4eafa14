"""Opening hours as pages say them."""

from datetime import UTC, datetime, timedelta

import pytest

from web.stations.hours import hours_of, is_open

FRIDAY = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
"""Midnight in Hohhot at the beginning of Friday 20 November 2026."""


@pytest.mark.parametrize(
    ("text", "opens", "closes", "words"),
    [
        ("08:00–22:00", "08:00", "22:00", "08:00–22:00"),
        ("每天 7:30 至 21:00", "07:30", "21:00", "07:30–21:00"),
        ("24 小时", "00:00", "24:00", "24 小时"),
        ("问站长", "00:00", "24:00", "24 小时"),
        ("周六 08:00-12:00", "", "", "今天不开"),
    ],
)
def test_hours_are_read(text: str, opens: str, closes: str, words: str) -> None:
    read = hours_of(text, FRIDAY)
    assert (read.opens_at, read.closes_at, read.words) == (opens, closes, words)


@pytest.mark.parametrize(
    ("text", "hour", "expected"),
    [
        ("08:00–22:00", 8, True),
        ("08:00–22:00", 22, False),
        ("08:00–22:00", 3, False),
        ("20:00–02:00", 23, True),
        ("20:00–02:00", 1, True),
        ("20:00–02:00", 2, False),
        ("24 小时", 3, True),
    ],
)
def test_a_station_is_open_between_its_hours(text: str, hour: int, expected: bool) -> None:
    assert is_open(text, FRIDAY + timedelta(hours=hour)) is expected
