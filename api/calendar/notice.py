"""A year's notice as people paste it: one day or range a line, and whether it is off or at work."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.registry.holiday_year import DAYS_MAX

LINES_MAX = 60
LINE_LENGTH_MAX = 60
NOTICE_LENGTH_MAX = LINES_MAX * LINE_LENGTH_MAX
OFF, WORK = ("休", "放假"), ("班", "上班")
_LINE = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|~|至|—|–)\s*(\d{4}-\d{2}-\d{2}))?\s+(\S+)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """What was read of a notice; ``unread`` are the numbers of lines that make no sense."""

    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    unread: tuple[int, ...]


def read_notice(typed: str) -> ReadNotice:
    """Read lines such as ``2027-01-01..2027-01-03 休`` or ``2027-02-06 班``; blank are none."""
    off: list[date] = []
    work: list[date] = []
    unread = []
    for number, line in enumerate(typed.splitlines()[: LINES_MAX + 1], start=1):
        if not line.strip():
            continue
        days, is_off = _read(line)
        if number > LINES_MAX or not days:
            unread.append(number)
        (off if is_off else work).extend(days)
    return ReadNotice(tuple(off), tuple(work), tuple(unread))


def _read(line: str) -> tuple[list[date], bool]:
    found = _LINE.fullmatch(line.strip())
    if found is None or found[3] not in OFF + WORK:
        return [], False
    try:
        first = date.fromisoformat(found[1])
        last = date.fromisoformat(found[2] or found[1])
    except ValueError:
        return [], False
    length = (last - first).days + 1
    days = [first + timedelta(days=it) for it in range(min(length, DAYS_MAX + 1))]
    return days, found[3] in OFF
