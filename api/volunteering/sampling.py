"""Random samples that anybody can draw again: the seed is printed, and decides alone."""

import hashlib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from api.persons.names import names_for
from api.reach import scope_of
from api.services import Services
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.team_errors import SpotCheckEmptyError
from projections.volunteering.presence.views import AttendanceRow

SCANNED_MAX = 1_000_000
"""Records that a spot check is drawn from at most: a large city's year."""
PERIOD_DAYS_MAX = 366

RECORDERS = {
    Evidence.OWN_SCAN: "volunteer",
    Evidence.OWN_CODE: "volunteer",
    Evidence.STAFF_SCAN: "team_leader",
    Evidence.WITNESS: "team_leader",
    Evidence.BACK_OFFICE: "back_office",
}
"""Who wrote a record down, by the grade of its evidence."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, and from how many."""

    ids: list[UUID]
    drawn_from: int

    @property
    def digest(self) -> str:
        """Tell samples apart: the same records have the same digest."""
        return hashlib.sha256(b"".join(it.bytes for it in sorted(self.ids))).hexdigest()[:32]


def draw(ids: Iterable[UUID], seed: int, records: int) -> Sample:
    """Draw so many records: those whose IDs, digested with the seed, come first."""
    count = 0

    def counted() -> Iterable[tuple[bytes, UUID]]:
        nonlocal count
        for it in ids:
            count += 1
            yield hashlib.sha256(f"{seed:08d}".encode() + it.bytes).digest(), it

    drawn = [it for _, it in heapq.nsmallest(records, counted())]
    return Sample(drawn, count)


def sample_of(
    given: Services, unit_code: str, first: date, last: date, *, seed: int, records: int
) -> Sample:
    """Draw from the counted records of a unit and its days, or refuse if there are none."""
    ids = given.views.samples.ids(scope_of(unit_code), first, last, SCANNED_MAX)
    sample = draw(ids, seed, records)
    if not 0 < sample.drawn_from <= SCANNED_MAX:
        raise SpotCheckEmptyError(records=sample.drawn_from, records_max=SCANNED_MAX)
    return sample


def shown(
    given: Services, ids: Iterable[UUID], names: dict[UUID, str] | None = None
) -> list[dict[str, Any]]:
    """Return drawn records with their evidence; names masked unless others are given."""
    rows = given.views.samples.rows(ids)
    told = names if names is not None else names_for(it.person_id for it in rows)
    activities = given.views.activities.several(it.activity_id for it in rows)
    titles = {it: activity.title for it, activity in activities.items()}
    return [_row(it, titles.get(it.activity_id, ""), told.get(it.person_id)) for it in rows]


def _row(it: AttendanceRow, title: str, name: str | None) -> dict[str, Any]:
    return {
        "attendance_id": it.attendance_id,
        "display_name": name,
        "title": title,
        "served_on": it.served_on,
        "came_at": it.came_at,
        "left_at": it.left_at,
        "unit_code": it.unit_code,
        "minutes": it.minutes,
        "evidence": it.evidence,
        "recorded_by": RECORDERS.get(Evidence(it.evidence), "") if it.evidence else "",
        "is_supplementary": it.is_supplementary,
        "is_late": it.is_late,
        "is_correction": it.is_correction,
    }
