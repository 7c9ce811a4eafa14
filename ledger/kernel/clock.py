"""Time: aware UTC inside, Asia/Shanghai on the calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], datetime]
"""Tells the time; passed to the roof, never read inside a decision."""


def utc_now() -> datetime:
    """Tell the time, aware and in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime) -> date:
    """Tell the day in Hohhot on which a moment falls."""
    return moment.astimezone(SHANGHAI).date()


def day_end(day: date) -> datetime:
    """Return 24:00 of a local day, as UTC."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(days=1)
    return midnight.astimezone(UTC)
