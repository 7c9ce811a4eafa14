"""How scans, ticks and entries become flags."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select

from ledger.kernel.clock import day_end, local_date
from ledger.stations.visit_day import Method, VisitDay
from ledger.stations.visit_detail import VisitDetail
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.correction import Correction
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.flag_review import FlagKind, FlagReview
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.supplement import Supplement
from projections.projection import Fold, LogEvent, Tables, folds
from projections.rows import Record
from projections.volunteering.flags.growing import Ground, Growing, Subject, state_of
from projections.volunteering.flags.naming import (
    BEGUN,
    SCANS,
    days_around,
    gain_ground,
    of_month,
    of_operators,
    seen_days,
    seen_ground,
)
from projections.volunteering.flags.rules import (
    COUNTY_TRAVEL,
    OWN,
    SHARED_DEVICE_PERSONS,
    SUDDEN_WITHIN,
    TRUSTED,
    Gain,
    Sighting,
    sudden,
    thinned,
    too_far_apart,
)
from projections.volunteering.flags.uses import Tick, Use, with_use

DETAIL = "visits"
"""The one row that says before which day single visits are forgotten."""


class FlagsFold(Fold):
    """One batch of what may look odd."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._tables = connection, tables
        self._growing = Growing(self.rows["flags"], self.rows["grounds"])
        self._forgets = False

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the days, devices and stays that the batch touches."""
        events = [log.event for log in batch]
        scans = [it for it in events if isinstance(it, SCANS)]
        counted = [it for it in events if isinstance(it, ServiceYear.Counted)]
        stays = self.rows["stays"]
        stays.load(it.originator_id for it in scans)
        stays.load(it.attendance_id for it in counted)
        self.rows["devices"].load((it.activity_id, it.device_id) for it in scans if it.device_id)
        self.rows["sightings"].load(seen_days(events))
        self.rows["gains"].load(
            (it.person_id, day)
            for it in counted
            for day in days_around(it.occurred_at, SUDDEN_WITHIN)
        )
        self.rows["visit_detail"].load([DETAIL])
        self._growing.load(of_operators(events))

    def write(self) -> None:
        """Write every table back, and drop what rests on single visits that are forgotten."""
        super().write()
        if self._forgets:
            self._forget_visits()

    # Scans -------------------------------------------------------------------

    @folds(*BEGUN)
    def _began(self, log: LogEvent) -> None:
        self._stay(log.event.originator_id, log.event.unit_code)
        self._scanned(log)

    @folds(Attendance.CheckedOut, Attendance.Scanned)
    def _scanned(self, log: LogEvent) -> None:
        event = log.event
        stay = self.rows["stays"].change(event.originator_id)
        self._handled(event.originator_id, event.recorded_by, event.operator_id, event.witness_id)
        if event.evidence in OWN and event.device_id is not None:
            self._used(log, stay["unit_code"])
        if event.evidence in TRUSTED:
            there = Sighting(
                event.occurred_at, stay["unit_code"], event.activity_id, is_visit=False
            )
            self._sighted(event.person_id, there, log.position)
        if event.evidence == Evidence.WITNESS and event.recorded_by is not None:
            tick = Tick(event.recorded_at, event.recorded_by)
            stay["ticked"] = tuple(sorted({*stay["ticked"], tick.written()}))
            self._count_ticks(event, event.originator_id, stay, log.position)

    @folds(VisitDay.VisitCounted)
    def _visited(self, log: LogEvent) -> None:
        event = log.event
        if event.method != Method.PLATE:
            there = Sighting(event.occurred_at, event.unit_code, event.station_id, is_visit=True)
            self._sighted(event.rider_id, there, log.position)

    def _used(self, log: LogEvent, unit_code: str) -> None:
        """Note that a device scanned for somebody; flag it from the second person on."""
        event = log.event
        key = {"activity_id": event.activity_id, "device_id": event.device_id}
        known = self.rows["devices"].get((event.activity_id, event.device_id))
        before = [Use.read(it) for it in known["uses"]] if known else []
        new = Use(event.originator_id, event.person_id, event.occurred_at, event.occurred_at)
        uses = with_use(before, new)
        self.rows["devices"].put(key | {"uses": tuple(it.written() for it in uses)})
        if len(uses) < SHARED_DEVICE_PERSONS:
            return
        first_time = len(before) < SHARED_DEVICE_PERSONS
        told = uses if first_time else [it for it in uses if it.attendance_id == new.attendance_id]
        grounds = [it.ground(event.activity_id, unit_code) for it in told]
        subject = Subject(kind=FlagKind.SHARED_DEVICE, **key)
        self._growing.grow(subject, grounds, log.position, max(it.last_at for it in told))

    def _sighted(self, person_id: UUID, there: Sighting, position: int) -> None:
        """Compare where somebody was seen with where else they were seen around that time."""
        if local_date(there.at) < self._forgotten_before:
            return
        around = [
            Sighting.read(word)
            for day in days_around(there.at, COUNTY_TRAVEL)
            if day >= self._forgotten_before
            for word in self._seen("sightings", person_id, day)
        ]
        for other in (it for it in around if too_far_apart(it, there)):
            pair = sorted((other, there))
            period = local_date(pair[-1].at).isoformat()
            subject = Subject(kind=FlagKind.IMPOSSIBLE_TRAVEL, person_id=person_id, period=period)
            grounds = [seen_ground(person_id, it) for it in pair]
            self._growing.grow(subject, grounds, position, pair[-1].minute)
        day = local_date(there.at)
        own = [Sighting.read(it) for it in self._seen("sightings", person_id, day)]
        self._keep_seen(
            "sightings", person_id, day, [it.written() for it in thinned([*own, there])]
        )

    # What people enter -------------------------------------------------------

    @folds(Supplement.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        event = log.event
        attendance_id = Attendance.create_id(event.activity_id, event.person_id)
        self._handled(attendance_id, event.recorded_by)
        if event.is_late:
            self._entered(log, FlagKind.LATE_ENTRIES)

    @folds(Supplement.Confirmed)
    def _confirmed(self, log: LogEvent) -> None:
        event = log.event
        attendance_id = Attendance.create_id(event.activity_id, event.person_id)
        self._handled(attendance_id, event.recorded_by, event.confirmed_by)
        self._entered(log, FlagKind.OPERATOR_MINUTES)

    def _entered(self, log: LogEvent, kind: FlagKind) -> None:
        event = log.event
        ground = Ground(
            ground_id=event.originator_id,
            person_id=event.person_id,
            unit_code=event.unit_code,
            occurred_at=event.occurred_at,
            attendance_id=Attendance.create_id(event.activity_id, event.person_id),
            activity_id=event.activity_id,
            minutes=event.minutes,
        )
        subject = of_month(kind, event.recorded_by, event.occurred_at)
        self._growing.grow(subject, [ground], log.position, event.occurred_at)

    @folds(ServiceYear.Counted)
    def _counted(self, log: LogEvent) -> None:
        event = log.event
        if event.evidence == Evidence.WITNESS:
            stay = self._stay(event.attendance_id, event.unit_code)
            counted = event.minutes + event.held_minutes
            stay["witness_minutes"] = max(stay["witness_minutes"], counted)
            self._count_ticks(event, event.attendance_id, stay, log.position)
        elif event.evidence == Evidence.BACK_OFFICE and event.minutes > event.previous_minutes:
            self._gained(event, log.position)

    def _count_ticks(self, event: Any, attendance_id: UUID, stay: Record, position: int) -> None:
        """Count the minutes that rest on ticks for whoever ticked."""
        for tick in map(Tick.read, stay["ticked"]):
            ground = Ground(
                ground_id=attendance_id,
                person_id=event.person_id,
                unit_code=stay["unit_code"],
                occurred_at=tick.at,
                attendance_id=attendance_id,
                activity_id=event.activity_id,
                minutes=stay["witness_minutes"],
            )
            subject = of_month(FlagKind.OPERATOR_MINUTES, tick.operator_id, tick.at)
            self._growing.grow(subject, [ground], position, tick.at)

    def _gained(self, event: Any, position: int) -> None:
        """Compare minutes that people entered with what else appeared at that moment."""
        person_id, at = event.person_id, event.occurred_at
        gain = Gain(
            at,
            event.attendance_id,
            event.activity_id,
            event.unit_code,
            event.minutes - event.previous_minutes,
        )
        own = {*self._seen("gains", person_id, local_date(at)), gain.written()}
        self._keep_seen("gains", person_id, local_date(at), sorted(own))
        days = days_around(at, SUDDEN_WITHIN)
        around = sorted(Gain.read(it) for day in days for it in self._seen("gains", person_id, day))
        for it in sudden(around):
            period = local_date(it.at).isoformat()
            subject = Subject(kind=FlagKind.SUDDEN_MINUTES, person_id=person_id, period=period)
            self._growing.grow(subject, [gain_ground(person_id, it)], position, it.at)

    @folds(ServiceYear.HeldConfirmed)
    def _held_confirmed(self, log: LogEvent) -> None:
        self._handled(log.event.attendance_id, log.event.confirmed_by)

    @folds(Correction.Accepted)
    def _corrected(self, log: LogEvent) -> None:
        self._handled(log.event.attendance_id, log.event.decided_by)

    # What people decide, and what is forgotten -------------------------------

    @folds(FlagReview.Reviewed)
    def _reviewed(self, log: LogEvent) -> None:
        event = log.event
        row = self._growing.find(event.flag_id)
        if row is None:
            return
        row["seen_position"] = max(row["seen_position"], event.seen_position)
        row["state"] = state_of(row).value
        names = ("flag_id", "outcome", "text_id", "reviewed_by", "occurred_at")
        told = {name: getattr(event, name) for name in names}
        self.rows["reviews"].append({"position": log.position, **told})

    @folds(VisitDetail.Forgotten)
    def _forget(self, log: LogEvent) -> None:
        self.rows["visit_detail"].put({"what": DETAIL, "before": log.event.before})
        self._forgets = True

    @property
    def _forgotten_before(self) -> date:
        row = self.rows["visit_detail"].get(DETAIL)
        return date.min if row is None else row["before"]

    def _forget_visits(self) -> None:
        """Drop single visits, and the flags that rest on them."""
        tables, before = self._tables, self._forgotten_before
        flags, days = tables["flags"], tables["sightings"]
        old = flags.c.with_visits & (flags.c.last_at < day_end(before - timedelta(days=1)))
        gone = select(flags.c.flag_id).where(old)
        for name in ("grounds", "reviews"):
            table = tables[name]
            self._connection.execute(delete(table).where(table.c.flag_id.in_(gone)))
        self._connection.execute(delete(flags).where(old))
        self._connection.execute(delete(days).where(days.c.day < before))

    # Rows --------------------------------------------------------------------

    def _stay(self, attendance_id: UUID, unit_code: str) -> Record:
        rows = self.rows["stays"]
        if rows.get(attendance_id) is not None:
            return rows.change(attendance_id)
        start = {"attendance_id": attendance_id, "unit_code": unit_code}
        return rows.put(start | {"ticked": (), "witness_minutes": 0})

    def _handled(self, attendance_id: UUID, *people: UUID | None) -> None:
        """Note who had a hand in a stay: none of them reviews a flag that rests on it."""
        for person_id in people:
            if person_id is not None:
                self.rows["hands"].put({"attendance_id": attendance_id, "person_id": person_id})

    def _seen(self, name: str, person_id: UUID, day: date) -> tuple[str, ...]:
        row = self.rows[name].get((person_id, day))
        return () if row is None else row["seen"]

    def _keep_seen(self, name: str, person_id: UUID, day: date, words: list[str]) -> None:
        self.rows[name].put({"person_id": person_id, "day": day, "seen": tuple(words)})
