"""VisitDay: one rider's visits to stations on one day (RD-3)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.proxy import name_no_operator
from ledger.stations.errors import VisitAlreadyCountedError, VisitNotFoundError
from ledger.stations.visit_windows import POINTS_PER_DAY, VISIT_GAP, Method, Scan

__all__ = ["POINTS_PER_DAY", "SCANS_KEPT_MAX", "VISIT_GAP", "Method", "VisitDay"]

SCANS_KEPT_MAX = 100
"""Scans of one rider and day that are kept; more are refused, so that no stream grows for ever."""


class VisitDay(Aggregate):
    """The day of one rider: every believed scan of a station, and which of them are visits.

    Which scans count follows from the set of scans, so the order of upload does not matter
    (decision 0080): the earliest opens a visit of four hours, the next outside it the next one.
    """

    TOPIC = "visit_day"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "visit_day.created"

    class Opened(Created):
        TOPIC = "visit_day.opened"
        rider_id: UUID
        day: date

    class VisitCounted(Event):
        TOPIC = "visit_day.visit_counted"
        class_version = 2
        rider_id: UUID
        station_id: UUID
        unit_code: str
        method: str
        points: int
        device_id: UUID | None
        occurred_at: datetime
        operator_id: UUID | None = None
        consent: str | None = None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who acted for the person."""
            name_no_operator(state)

    class VisitRepeated(Event):
        """A scan within four hours of a visit; it may prove a declared one and give the point."""

        TOPIC = "visit_day.visit_repeated"
        rider_id: UUID
        station_id: UUID
        unit_code: str
        method: str
        points: int
        device_id: UUID | None
        occurred_at: datetime
        operator_id: UUID | None = None
        consent: str | None = None

    class VisitWithdrawn(Event):
        """A visit that is none: the scans around it are others now. ``points`` go from this day."""

        TOPIC = "visit_day.visit_withdrawn"
        rider_id: UUID
        station_id: UUID
        unit_code: str
        method: str
        points: int
        occurred_at: datetime

    class ScanTakenBack(Event):
        """The rider took a scan back: it was never made. A visit is withdrawn before that.

        ``points`` is what goes from the day with a scan that was none; ``purpose`` what it was for.
        """

        TOPIC = "visit_day.scan_taken_back"
        rider_id: UUID
        station_id: UUID
        unit_code: str
        method: str
        points: int
        purpose: str | None
        occurred_at: datetime
        """Of the scan."""
        taken_back_at: datetime

    class PurposeTold(Event):
        """What the rider came for (RD-4); ``before`` is what the rider had said until then."""

        TOPIC = "visit_day.purpose_told"
        rider_id: UUID
        station_id: UUID
        unit_code: str
        occurred_at: datetime
        purpose: str
        before: str | None

    @staticmethod
    def create_id(rider_id: UUID, day: date) -> UUID:
        """One stream for each rider and local day."""
        return derive("visit-day", rider_id, day.isoformat())

    @event(Opened)
    def __init__(self, rider_id: UUID, day: date) -> None:
        self.rider_id = rider_id
        self.day = day
        self.scans: dict[str, list[Scan]] = {}
        self.points = 0
        self.taken_back = 0
        self.purposes: dict[str, str] = {}

    # Asking ----------------------------------------------------------------------

    @property
    def visits(self) -> int:
        """How many scans of this day are visits."""
        return sum(it.counts for each in self.scans.values() for it in each)

    def at_station(self, station_id: UUID) -> list[Scan]:
        """Return the scans of a station, earliest first."""
        return self.scans.get(str(station_id), [])

    def scan_of(self, station_id: UUID, scanned_at: datetime) -> Scan | None:
        """Return the scan of a moment; None if there is none, or it was taken back."""
        return next((it for it in self.at_station(station_id) if it.at == scanned_at), None)

    def last_start(self, station_id: UUID, before: datetime | None = None) -> datetime | None:
        """Return when the last visit to a station began, before a moment if one is given."""
        found = [
            it.at
            for it in self.at_station(station_id)
            if it.counts and (before is None or it.at < before)
        ]
        return found[-1] if found else None

    def refuse_surplus(self, station_id: UUID, scan: Scan) -> None:
        """Refuse a scan that is known to the moment, and what is too much for one day."""
        same = [it for it in self.at_station(station_id) if it.order == scan.order]
        full = sum(map(len, self.scans.values())) + self.taken_back >= SCANS_KEPT_MAX
        if same or full:
            raise VisitAlreadyCountedError.since(self.last_start(station_id) or scan.at)

    # Deciding --------------------------------------------------------------------

    def count(self, station_id: UUID, scan: Scan, points: int) -> None:
        """Let a scan be a visit from now on; ``points`` is what it gives."""
        self._of_scan(self.VisitCounted, station_id, scan, points)

    def repeat(self, station_id: UUID, scan: Scan, points: int) -> None:
        """Keep a scan that is no visit of its own."""
        self._of_scan(self.VisitRepeated, station_id, scan, points)

    def withdraw(self, station_id: UUID, scan: Scan, points: int) -> None:
        """Let a scan be no visit any more; ``points`` is what goes from this day."""
        self.trigger_event(
            self.VisitWithdrawn,
            rider_id=self.rider_id,
            station_id=station_id,
            unit_code=scan.unit_code,
            method=scan.method,
            points=points,
            occurred_at=scan.at,
        )

    def take_back(self, station_id: UUID, scan: Scan, points: int, at: datetime) -> None:
        """Let a scan never have been made; ``points`` is what goes from this day with it."""
        self.trigger_event(
            self.ScanTakenBack,
            rider_id=self.rider_id,
            station_id=station_id,
            unit_code=scan.unit_code,
            method=scan.method,
            points=points,
            purpose=self.purposes.get(_name(station_id, scan.at)),
            occurred_at=scan.at,
            taken_back_at=at,
        )

    def tell_purpose(self, station_id: UUID, scanned_at: datetime, purpose: str) -> bool:
        """Say what a scan was for; tell whether that is new. The last word holds."""
        scan = self.scan_of(station_id, scanned_at)
        if scan is None:
            raise VisitNotFoundError
        before = self.purposes.get(_name(station_id, scanned_at))
        if before == purpose:
            return False
        self.trigger_event(
            self.PurposeTold,
            rider_id=self.rider_id,
            station_id=station_id,
            unit_code=scan.unit_code,
            occurred_at=scanned_at,
            purpose=purpose,
            before=before,
        )
        return True

    def _of_scan(self, event_class: Any, station_id: UUID, scan: Scan, points: int) -> None:
        self.trigger_event(
            event_class,
            rider_id=self.rider_id,
            station_id=station_id,
            unit_code=scan.unit_code,
            method=scan.method,
            points=points,
            device_id=scan.device_id,
            occurred_at=scan.at,
            operator_id=scan.operator_id,
            consent=scan.consent,
        )

    # Believing -------------------------------------------------------------------

    @event(VisitCounted)
    def _visit_counted(
        self,
        station_id: UUID,
        unit_code: str,
        method: str,
        points: int,
        device_id: UUID | None,
        occurred_at: datetime,
        operator_id: UUID | None,
        consent: str | None,
    ) -> None:
        scan = Scan(occurred_at, method, unit_code, device_id, operator_id, consent)
        self._put(station_id, replace(scan, counts=True, points=points))

    @event(VisitRepeated)
    def _visit_repeated(
        self,
        station_id: UUID,
        unit_code: str,
        method: str,
        points: int,
        device_id: UUID | None,
        occurred_at: datetime,
        operator_id: UUID | None,
        consent: str | None,
    ) -> None:
        scan = Scan(occurred_at, method, unit_code, device_id, operator_id, consent)
        self._put(station_id, replace(scan, points=points))

    @event(VisitWithdrawn)
    def _visit_withdrawn(
        self, station_id: UUID, method: str, points: int, occurred_at: datetime
    ) -> None:
        known = self._known(station_id, method, occurred_at)
        self._put(station_id, replace(known, counts=False, points=0))
        self.points -= points

    @event(ScanTakenBack)
    def _scan_taken_back(
        self, station_id: UUID, method: str, points: int, occurred_at: datetime
    ) -> None:
        gone = self._known(station_id, method, occurred_at)
        left = [it for it in self.at_station(station_id) if it is not gone]
        self.scans[str(station_id)] = left
        self.points -= points
        self.taken_back += 1
        self.purposes.pop(_name(station_id, occurred_at), None)

    @event(PurposeTold)
    def _purpose_told(self, station_id: UUID, occurred_at: datetime, purpose: str) -> None:
        self.purposes[_name(station_id, occurred_at)] = purpose

    def _known(self, station_id: UUID, method: str, occurred_at: datetime) -> Scan:
        order = (occurred_at, method == Method.PLATE, method)
        return next(it for it in self.at_station(station_id) if it.order == order)

    def _put(self, station_id: UUID, scan: Scan) -> None:
        others = [it for it in self.at_station(station_id) if it.order != scan.order]
        self.scans[str(station_id)] = sorted([*others, scan], key=lambda it: it.order)
        self.points += scan.points


def _name(station_id: UUID, scanned_at: datetime) -> str:
    return f"{station_id}@{scanned_at.isoformat()}"
