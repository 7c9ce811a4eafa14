"""Opening hours of a station, as a page says them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ledger.stations.opening import DAY_MIN, is_open_at, read_hours, span_of
from web.formats import local

ALWAYS: Final = ("00:00", "24:00")


@dataclass(frozen=True, slots=True)
class Hours:
    """When a station opens and closes on a day, as it is shown; empty if it does not open."""

    opens_at: str
    closes_at: str

    @property
    def words(self) -> str:
        """The span in words."""
        if not self.opens_at:
            return "今天不开"
        is_always = (self.opens_at, self.closes_at) == ALWAYS
        return "24 小时" if is_always else f"{self.opens_at}–{self.closes_at}"


def hours_of(text: str, now: datetime) -> Hours:
    """Return the span that matters now; what cannot be read is shown as open day and night."""
    span = span_of(text, local(now))
    return Hours("", "") if span is None else Hours(_clock(span[0]), _clock(span[1]))


def is_readable(text: str) -> bool:
    """Tell whether anybody can tell from it when the station is open."""
    return read_hours(text) is not None


def is_open(text: str, now: datetime) -> bool:
    """Tell whether a station is open at a moment; a night's opening may pass midnight."""
    return is_open_at(text, local(now))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes < DAY_MIN else "24:00"
