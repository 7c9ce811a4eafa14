"""How pages write times, minutes and points: Asia/Shanghai, units beside figures, a real minus."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MINUS: Final = "\N{MINUS SIGN}"


def local(moment: datetime) -> datetime:
    """Give the wall-clock time in Hohhot; a time without a zone is a bug, not a guess."""
    if moment.tzinfo is None:
        raise ValueError("pages are given aware times")
    return moment.astimezone(SHANGHAI)


def day(moment: datetime) -> str:
    """11月18日."""
    here = local(moment)
    return f"{here.month}月{here.day}日"


def full_day(moment: datetime) -> str:
    """2026年3月5日: for what may be years ago."""
    return date_day(local(moment).date())


def date_day(given: date) -> str:
    """2026年3月5日, of a day without a time."""
    return f"{given.year}年{given.month}月{given.day}日"


def weekday(moment: datetime) -> str:
    """周三."""
    return WEEKDAYS[local(moment).weekday()]


def day_of_month(moment: datetime) -> str:
    """18, for the date badge."""
    return str(local(moment).day)


def clock(moment: datetime) -> str:
    """14:00."""
    return f"{local(moment):%H:%M}"


def clock_s(moment: datetime) -> str:
    """14:00:05, at the foot of a refusal, where a helper asks for it."""
    return f"{local(moment):%H:%M:%S}"


def span(starts_at: datetime, ends_at: datetime) -> str:
    """14:00–16:00, with the second day named when it is another one."""
    if local(starts_at).date() == local(ends_at).date():
        return f"{clock(starts_at)}–{clock(ends_at)}"
    return f"{clock(starts_at)}–{day(ends_at)} {clock(ends_at)}"


def relative_day(moment: datetime, now: datetime) -> str:
    """今天, 昨天, 明天, or the date."""
    away = (local(moment).date() - local(now).date()).days
    return {0: "今天", -1: "昨天", 1: "明天"}.get(away, day(moment))


def deadline(moment: datetime, now: datetime | None = None) -> str:
    """Say the last moment as people do: midnight is 24:00 of the day before.

    With ``now`` the year is said too when it is another one.
    """
    here = local(moment)
    ends_day = (here.hour, here.minute, here.second) == (0, 0, 0)
    last = here - timedelta(seconds=1) if ends_day else here
    year = f"{last.year}年" if now is not None and last.year != local(now).year else ""
    return f"{year}{last.month}月{last.day}日 {'24:00' if ends_day else clock(moment)}"


def iso(moment: datetime) -> str:
    """Write the machine's form, for `datetime` attributes."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def hours(minutes: int) -> str:
    """Hours to a tenth, rounded down: 154 minutes are 2.5 hours. Sums are made of minutes."""
    return f"{minutes // 60:,}.{minutes % 60 // 6}"


def number(amount: int) -> str:
    """1,507, and a real minus sign."""
    return f"{amount:,}".replace("-", MINUS)


def signed(amount: int) -> str:
    """+2 or −30: what an entry did to the balance."""
    return f"{amount:+,}".replace("-", MINUS)


FILTERS: Final = {
    "day": day,
    "full_day": full_day,
    "date_day": date_day,
    "weekday": weekday,
    "day_of_month": day_of_month,
    "clock": clock,
    "clock_s": clock_s,
    "relative_day": relative_day,
    "deadline": deadline,
    "iso": iso,
    "hours": hours,
    "number": number,
    "signed": signed,
}
GLOBALS: Final = {"span": span}
