"""When something looks odd: the thresholds, and the arithmetic without tables.

Every rule only ever adds: what was seen once stays seen, so the flags are the same in whatever
order scans and entries arrive.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ledger.volunteering.evidence import Evidence
from ledger.volunteering.flag_review import FlagKind
from projections.columns import EPOCH

SHARED_DEVICE_PERSONS = 2
"""People whom one device scanned in or out at one activity."""
COUNTY_DIGITS, STREET_DIGITS = 6, 9
COUNTY_TRAVEL = timedelta(minutes=20)
"""Nobody is in another county so soon."""
STREET_TRAVEL = timedelta(minutes=5)
"""Nobody is in another street so soon."""
OPERATOR_MINUTES_MAX = 3_000
"""Minutes that one person enters or ticks in a month before somebody looks at it."""
SUDDEN_MINUTES = 300
SUDDEN_WITHIN = timedelta(minutes=2)
LATE_ENTRIES_MAX = 10
"""Late entries of one person in a month before somebody looks at them."""

OWN = frozenset({Evidence.OWN_SCAN, Evidence.OWN_CODE})
TRUSTED = OWN | {Evidence.STAFF_SCAN}
"""Scans that say where somebody was; a tick or an entry says what somebody says."""
LEVEL_DIGITS = (12, 9, 6, 4)
"""Lengths of the codes of villages, streets, counties and the city."""
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)
_MARK = "|"


def is_over(kind: str, grounds: int, minutes: int) -> bool:
    """Tell whether as much as this is to be looked at."""
    if kind == FlagKind.OPERATOR_MINUTES:
        return minutes > OPERATOR_MINUTES_MAX
    return kind != FlagKind.LATE_ENTRIES or grounds > LATE_ENTRIES_MAX


def common_unit(one: str, other: str) -> str:
    """Return the lowest unit, by the codes, that has both below it: it supervises both."""
    if one == other:
        return one
    for digits in LEVEL_DIGITS:
        if one[:digits] == other[:digits] and min(len(one), len(other)) >= digits:
            return one[:digits]
    return min(one, other)[: LEVEL_DIGITS[-1]]


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """Somebody was seen somewhere: at an activity by a scan, or at a station."""

    at: datetime
    unit_code: str
    place_id: UUID
    is_visit: bool

    def written(self) -> str:
        """Write it as a word of a row."""
        micros = (self.at - EPOCH) // _MICROSECOND
        what = "visit" if self.is_visit else "scan"
        return _MARK.join((f"{micros:020d}", self.unit_code, self.place_id.hex, what))

    @classmethod
    def read(cls, word: str) -> "Sighting":
        """Read it back."""
        micros, unit_code, place, what = word.split(_MARK)
        at = EPOCH + int(micros) * _MICROSECOND
        return cls(at, unit_code, UUID(place), what == "visit")

    @property
    def minute(self) -> datetime:
        """The minute it falls into."""
        return self.at - (self.at - EPOCH) % _MINUTE


def thinned(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Keep the first and last of each minute and place: no other can be nearer to another place."""
    kept: dict[tuple[UUID, datetime], list[Sighting]] = {}
    for it in sorted(set(sightings)):
        kept.setdefault((it.place_id, it.minute), []).append(it)
    return sorted({it for group in kept.values() for it in (group[0], group[-1])})


def too_far_apart(one: Sighting, other: Sighting) -> bool:
    """Tell whether nobody gets from one to the other in the time between them."""
    gap = abs(one.at - other.at)
    return (gap <= COUNTY_TRAVEL and _apart(one, other, COUNTY_DIGITS)) or (
        gap <= STREET_TRAVEL and _apart(one, other, STREET_DIGITS)
    )


def _apart(one: Sighting, other: Sighting, digits: int) -> bool:
    """Tell whether units differ; what a whole county holds may well be in one of its streets."""
    length = min(len(one.unit_code), len(other.unit_code), digits)
    return one.unit_code[:length] != other.unit_code[:length]


@dataclass(frozen=True, slots=True, order=True)
class Gain:
    """Minutes that people entered for somebody, and when they appeared."""

    at: datetime
    attendance_id: UUID
    activity_id: UUID
    unit_code: str
    minutes: int

    def written(self) -> str:
        """Write it as a word of a row."""
        micros = (self.at - EPOCH) // _MICROSECOND
        ids = (self.attendance_id.hex, self.activity_id.hex)
        return _MARK.join((f"{micros:020d}", *ids, self.unit_code, str(self.minutes)))

    @classmethod
    def read(cls, word: str) -> "Gain":
        """Read it back."""
        micros, attendance, activity, unit_code, minutes = word.split(_MARK)
        at = EPOCH + int(micros) * _MICROSECOND
        return cls(at, UUID(attendance), UUID(activity), unit_code, int(minutes))


def sudden(gains: Sequence[Gain]) -> list[Gain]:
    """Return all gains of moments in which too much appeared; gains come in their order."""
    found: set[Gain] = set()
    for window in _windows(gains):
        if sum(it.minutes for it in window) >= SUDDEN_MINUTES:
            found.update(window)
    return sorted(found)


def _windows(gains: Sequence[Gain]) -> Iterator[Sequence[Gain]]:
    """Return for each gain all that appeared within moments from it on."""
    last = 0
    for first, it in enumerate(gains):
        while last < len(gains) and gains[last].at - it.at <= SUDDEN_WITHIN:
            last += 1
        yield gains[first:last]
