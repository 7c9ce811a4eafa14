"""Minutes: how long somebody served, from the times of two scans (VH-1 to VH-3)."""

from datetime import datetime, timedelta

OVERRUN_GRACE = timedelta(minutes=30)
"""``overrun_grace_min``: time after the planned end that still counts."""
DISPLAY_FLOOR_MINUTES = 6
"""Hours are shown floored to 0.1, once, from the total (VH-3)."""


def counted_interval(
    came_at: datetime, left_at: datetime, *, starts_at: datetime, ends_at: datetime
) -> tuple[datetime, datetime]:
    """Return the counted part of a stay: [max(in, start), min(out, end + 30 min)] (VH-2)."""
    first = max(came_at, starts_at)
    last = min(left_at, ends_at + OVERRUN_GRACE)
    return first, max(first, last)


def whole_minutes(first: datetime, last: datetime) -> int:
    """Return whole minutes between two moments, floored."""
    return int((last - first).total_seconds()) // 60


def tenths_of_hours(minutes: int) -> int:
    """Return a total as tenths of an hour, floored once: 204 minutes are 34 tenths (A1)."""
    return minutes // DISPLAY_FLOOR_MINUTES
