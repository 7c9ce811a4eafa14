"""Which scans of a station are visits: a function of the set of scans, whatever came first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from ledger.stations.errors import VISIT_GAP

__all__ = ["POINTS_PER_DAY", "UNDO_WITHIN", "VISIT_GAP", "Method", "Purpose", "Scan", "starts"]

UNDO_WITHIN = timedelta(minutes=15)
"""``visit_undo_min``: so long after a scan its rider may take it back, both by the same phone."""
POINTS_PER_DAY = 1
"""``rider_points_day``: whatever the stations."""


class Method(StrEnum):
    """How a visit was scanned (RD-2)."""

    SCREEN = "screen"
    KEEPER = "keeper"
    CARD = "card"
    """A card held before the keeper's phone or reader: its chip, or the code printed on it."""
    PLATE = "plate"
    """A printed code: the visit is declared, counts, and gives no points."""


class Purpose(StrEnum):
    """What a rider comes to a station for (RD-4)."""

    REST = "rest"
    CHARGE = "charge"
    MEAL = "meal"
    WATER = "water"
    MEDICINE = "medicine"
    HELP_DESK = "help_desk"
    BRIEFING = "briefing"
    EVENT = "event"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Scan:
    """One believed scan of a station, whether it is a visit, and the points it gave."""

    at: datetime
    method: str
    unit_code: str
    device_id: UUID | None = None
    operator_id: UUID | None = None
    consent: str | None = None
    counts: bool = False
    points: int = 0

    @property
    def order(self) -> tuple[datetime, bool, str]:
        """What scans are sorted by: at the same moment a proof goes before a declaration."""
        return self.at, not self.proves, self.method

    @property
    def proves(self) -> bool:
        """Whether the rider was seen to be there; a printed code may be photographed."""
        return self.method != Method.PLATE


def starts(scans: Iterable[Scan], last: datetime | None) -> list[Scan]:
    """Choose the scans that open a visit, in order; ``last`` is when the one before began."""
    found = []
    for it in scans:
        if last is None or it.at - last >= VISIT_GAP:
            found.append(it)
            last = it.at
    return found
