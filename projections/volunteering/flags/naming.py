"""How flags and what they rest on are named, and which rows a batch will most likely touch."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.stations.visit_day import VisitDay
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.flag_review import FlagKind
from ledger.volunteering.supplement import Supplement
from projections.volunteering.flags.growing import Ground, Subject
from projections.volunteering.flags.rules import COUNTY_TRAVEL, Gain, Sighting

BEGUN = (Attendance.CheckedIn, Attendance.OnlyLeft)
SCANS = (*BEGUN, Attendance.CheckedOut, Attendance.Scanned)


def of_month(kind: FlagKind, person_id: UUID, at: datetime) -> Subject:
    """Name a flag about what somebody enters in a month."""
    return Subject(kind=kind, person_id=person_id, period=f"{local_date(at):%Y-%m}")


def days_around(at: datetime, reach: timedelta) -> set[date]:
    """Return the local days of a moment and what lies around it."""
    return {local_date(at - reach), local_date(at + reach)}


def seen_days(events: Sequence[Any]) -> Iterator[tuple[UUID, date]]:
    """Name the days of people who were seen somewhere."""
    for it in events:
        if isinstance(it, (*SCANS, VisitDay.VisitCounted)):
            person_id = it.rider_id if isinstance(it, VisitDay.VisitCounted) else it.person_id
            for day in days_around(it.occurred_at, COUNTY_TRAVEL):
                yield person_id, day


def of_operators(events: Sequence[Any]) -> Iterator[tuple[UUID, UUID]]:
    """Name the flags and grounds of those who enter and tick."""
    for it in events:
        if isinstance(it, Supplement.Confirmed):
            subject = of_month(FlagKind.OPERATOR_MINUTES, it.recorded_by, it.occurred_at)
            yield subject.flag_id, it.originator_id
        elif isinstance(it, Supplement.Proposed) and it.is_late:
            subject = of_month(FlagKind.LATE_ENTRIES, it.recorded_by, it.occurred_at)
            yield subject.flag_id, it.originator_id
        elif isinstance(it, SCANS) and it.evidence == Evidence.WITNESS and it.recorded_by:
            subject = of_month(FlagKind.OPERATOR_MINUTES, it.recorded_by, it.recorded_at)
            yield subject.flag_id, it.originator_id


def seen_ground(person_id: UUID, it: Sighting) -> Ground:
    """Tell of a sighting by the minute, however many scans there were in it."""
    where: dict[str, Any] = {"station_id": it.place_id}
    if not it.is_visit:
        attendance_id = Attendance.create_id(it.place_id, person_id)
        where = {"activity_id": it.place_id, "attendance_id": attendance_id}
    return Ground(
        ground_id=derive("sighting", it.place_id, it.minute.isoformat()),
        person_id=person_id,
        unit_code=it.unit_code,
        occurred_at=it.minute,
        **where,
    )


def gain_ground(person_id: UUID, it: Gain) -> Ground:
    """Tell of minutes that appeared."""
    return Ground(
        ground_id=derive("gain", it.attendance_id, it.at.isoformat()),
        person_id=person_id,
        unit_code=it.unit_code,
        occurred_at=it.at,
        attendance_id=it.attendance_id,
        activity_id=it.activity_id,
        minutes=it.minutes,
    )
