"""Opening hours as stations write them: 08:00–22:00, 08:00-20:00, 24 小时."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

_SPAN: Final = re.compile(r"([0-2]?\d:[0-5]\d)\s*[–—~至-]\s*([0-2]?\d:[0-5]\d)")
ALWAYS: Final = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Hours:
    """When a station opens and closes, as it is shown; empty where it cannot be read."""

    opens_at: str
    closes_at: str


def hours_of(text: str) -> Hours:
    """Read opening hours; what is no span of times is shown as open day and night."""
    found = _SPAN.search(text)
    return Hours(*found.groups()) if found else Hours(*ALWAYS)


def is_open(text: str, wall_clock: time) -> bool:
    """Tell whether a station is open at a time of day; a night's opening may pass midnight."""
    found = _SPAN.search(text)
    if found is None:
        return True
    opens, closes = (_minutes(part) for part in found.groups())
    now = wall_clock.hour * 60 + wall_clock.minute
    return opens <= now < closes if opens < closes else not closes <= now < opens


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)
