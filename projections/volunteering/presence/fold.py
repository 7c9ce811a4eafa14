"""How scans, entries and counts become attendances, histories and totals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import NO_CHECK_OUT_CLOSES, Attendance
from ledger.volunteering.doubtful_scan import DoubtfulScan
from ledger.volunteering.evidence import Evidence, is_verified, weakest
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.supplement import State, Supplement
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record
from projections.volunteering.presence.records import (
    ACCEPTED,
    CLOSED,
    REJECTED,
    SCANNED,
    UNDONE,
    attendance_of,
    count_of,
    doubt_of,
    stands,
    stay_in,
    supplement_of,
)

_BEGUN = (Attendance.CheckedIn, Attendance.OnlyLeft)
_OF_ATTENDANCE = (
    *_BEGUN,
    Attendance.CheckedOut,
    Attendance.Scanned,
    Attendance.ScanUndone,
    Attendance.Closed,
    Attendance.ZeroStated,
    Attendance.Accompanied,
    Attendance.MinutesCounted,
)
_OF_YEAR = (ServiceYear.Counted, ServicePoints.Converted)


class PresenceFold(Fold):
    """One batch of who was where."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the attendances, entries, doubts and totals that change."""
        events = [log.event for log in batch]
        attendances = self.rows["attendances"]
        attendances.load(it.originator_id for it in events if isinstance(it, _OF_ATTENDANCE))
        attendances.load(it.attendance_id for it in events if isinstance(it, _OF_YEAR))
        people = {
            it.person_id
            for it in events
            if isinstance(it, (ServiceYear.Counted, Attendance.MinutesCounted))
        }
        self.rows["totals"].load(people)
        self.rows["grades"].load((person, it.value) for person in people for it in Evidence)
        touched = (*_OF_ATTENDANCE, ServiceYear.Counted)
        self.rows["times"].load(it.activity_id for it in events if isinstance(it, touched))
        decided = (Supplement.Confirmed, Supplement.Declined)
        self.rows["supplements"].load(it.originator_id for it in events if isinstance(it, decided))
        self.rows["doubts"].load(
            it.originator_id for it in events if isinstance(it, DoubtfulScan.Settled)
        )

    @folds(Activity.Published, Activity.Drafted, Activity.Amended)
    def _planned(self, log: LogEvent) -> None:
        event = log.event
        self.rows["times"].put(
            {
                "activity_id": event.originator_id,
                "ends_at": event.ends_at,
                "is_volunteer_service": event.is_volunteer_service,
            }
        )

    @folds(Attendance.CheckedIn)
    def _checked_in(self, log: LogEvent) -> None:
        event = log.event
        self._note_scan(log)
        row = self._begin(event.originator_id, event, event.occurred_at, event.recorded_at)
        row.update(came_at=event.occurred_at, evidence_in=event.evidence)
        self._watch(row)

    @folds(Attendance.OnlyLeft)
    def _only_left(self, log: LogEvent) -> None:
        event = log.event
        self._note_scan(log)
        row = self._begin(event.originator_id, event, event.occurred_at, event.recorded_at)
        row.update(left_at=event.occurred_at, evidence_out=event.evidence)
        self._watch(row)

    @folds(Attendance.CheckedOut)
    def _checked_out(self, log: LogEvent) -> None:
        event = log.event
        self._note_scan(log)
        row = self.rows["attendances"].change(event.originator_id)
        row.update(
            left_at=event.occurred_at, evidence_out=event.evidence, recorded_at=event.recorded_at
        )
        self._watch(row)

    @folds(Attendance.Scanned)
    def _scanned(self, log: LogEvent) -> None:
        event = log.event
        self._note_scan(log)
        row = self.rows["attendances"].change(event.originator_id)
        row.update(stay_in(event), recorded_at=event.recorded_at)
        self._watch(row)

    @folds(Attendance.ScanUndone)
    def _undone(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["attendances"].change(event.originator_id)
        row.update(stay_in(event), recorded_at=event.occurred_at)
        self._watch(row)
        self._note(log, UNDONE, event.scanned_at, event.occurred_at, recorded_by=event.undone_by)

    @folds(Attendance.Closed)
    def _closed(self, log: LogEvent) -> None:
        row = self.rows["attendances"].change(log.event.originator_id)
        row.update(closed_at=log.event.occurred_at, close_at=None)
        self._note(log, CLOSED, log.event.occurred_at, log.event.occurred_at)

    @folds(Attendance.ZeroStated)
    def _zero_stated(self, log: LogEvent) -> None:
        row = self.rows["attendances"].change(log.event.originator_id)
        row["zero_by"] = log.event.stated_by

    @folds(Attendance.Accompanied)
    def _accompanied(self, log: LogEvent) -> None:
        row = self.rows["attendances"].change(log.event.originator_id)
        row["companion_id"] = log.event.companion_id

    @folds(Attendance.MinutesCounted)
    def _counted_before(self, log: LogEvent) -> None:
        """Take what attendances counted before there were years of service."""
        event = log.event
        row = self.rows["attendances"].change(event.originator_id)
        known = [it for it in (row["evidence_in"], row["evidence_out"]) if it]
        grade = weakest(*known)
        self._total(event.person_id, row, event.minutes, 0, grade)
        row.update(
            served_on=local_date(event.counted_from),
            counted_from=event.counted_from,
            counted_to=event.counted_to,
            minutes=event.minutes,
            evidence=grade.value,
        )

    @folds(ServiceYear.Counted)
    def _counted(self, log: LogEvent) -> None:
        event = log.event
        row = self._begin(event.attendance_id, event, event.counted_from, event.occurred_at)
        counts = stands(event, row)
        evidence = event.evidence if counts else None
        self._total(event.person_id, row, event.minutes, event.held_minutes, evidence)
        row.update(
            {
                name: getattr(event, name)
                for name in (
                    *("served_on", "counted_from", "counted_to", "minutes", "held_minutes"),
                    *("held_because", "is_supplementary", "is_late", "is_correction"),
                )
            },
            evidence=evidence,
        )
        self._watch(row)
        self.rows["counts"].append(count_of(event, log.position))

    @folds(ServiceYear.HeldConfirmed)
    def _confirmed(self, log: LogEvent) -> None:
        event = log.event
        self.rows["confirmations"].append(
            {
                "position": log.position,
                "attendance_id": event.attendance_id,
                "confirmed_by": event.confirmed_by,
                "minutes": event.minutes,
                "completes": event.completes,
                "occurred_at": event.occurred_at,
            }
        )

    @folds(ServicePoints.Converted)
    def _converted(self, log: LogEvent) -> None:
        self.rows["attendances"].change(log.event.attendance_id)["points"] += log.event.points

    @folds(Supplement.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        self.rows["supplements"].put(supplement_of(log.event))

    @folds(Supplement.Confirmed)
    def _supplement_confirmed(self, log: LogEvent) -> None:
        event = log.event
        self.rows["supplements"].change(event.originator_id).update(
            state=State.CONFIRMED.value,
            decided_by=event.confirmed_by,
            decided_at=event.occurred_at,
        )

    @folds(Supplement.Declined)
    def _supplement_declined(self, log: LogEvent) -> None:
        event = log.event
        self.rows["supplements"].change(event.originator_id).update(
            state=State.DECLINED.value,
            decided_by=event.declined_by,
            decided_at=event.occurred_at,
            decline_text_id=event.text_id,
        )

    @folds(DoubtfulScan.Kept)
    def _kept(self, log: LogEvent) -> None:
        self.rows["doubts"].put(doubt_of(log.event))

    @folds(DoubtfulScan.Settled)
    def _settled(self, log: LogEvent) -> None:
        event = log.event
        self.rows["doubts"].change(event.originator_id).update(
            state=ACCEPTED if event.accepted else REJECTED,
            settled_by=event.settled_by,
            settled_at=event.occurred_at,
        )

    def _note_scan(self, log: LogEvent) -> None:
        event = log.event
        self._note(
            log,
            SCANNED,
            event.occurred_at,
            event.recorded_at,
            evidence=event.evidence,
            recorded_by=event.recorded_by,
            witness_id=event.witness_id,
        )

    def _note(
        self, log: LogEvent, kind: str, occurred_at: datetime, recorded_at: datetime, **more: Any
    ) -> None:
        """Add a line to the history of an attendance's scans."""
        told: Record = {"evidence": None, "recorded_by": None, "witness_id": None} | more
        self.rows["scans"].append(
            {
                "position": log.position,
                "attendance_id": log.event.originator_id,
                "kind": kind,
                "occurred_at": occurred_at,
                "recorded_at": recorded_at,
                **told,
            }
        )

    def _begin(
        self, attendance_id: UUID, event: Any, seen_at: datetime, recorded_at: datetime
    ) -> Record:
        """Return the row of an attendance; an entry without a scan begins one as well."""
        rows = self.rows["attendances"]
        if rows.get(attendance_id) is not None:
            return rows.change(attendance_id)
        return rows.put(attendance_of(attendance_id, event, seen_at, recorded_at))

    def _watch(self, row: Record) -> None:
        """Note from when on a stay with a missing end is to be closed."""
        whole = row["came_at"] is not None and row["left_at"] is not None
        gone = row["came_at"] is None and row["left_at"] is None
        made_up = row["evidence"] == Evidence.BACK_OFFICE
        times = self.rows["times"].get(row["activity_id"])
        assert times is not None, "an activity is planned before anybody comes"
        if whole or gone or made_up or row["closed_at"] or not times["is_volunteer_service"]:
            row["close_at"] = None
        else:
            row["close_at"] = times["ends_at"] + NO_CHECK_OUT_CLOSES

    def _total(
        self, person_id: UUID, row: Record, minutes: int, held_minutes: int, evidence: str | None
    ) -> None:
        """Move a person's totals from what an attendance came to before to what it does now."""
        old, was, supplementary = row["evidence"], row["minutes"], 0
        for grade, moved in ((old, -was), (evidence, minutes)):
            if grade is not None:
                key = {"person_id": person_id, "evidence": grade}
                self.rows["grades"].add(key, minutes=moved)
                supplementary += 0 if is_verified(grade) else moved
        self.rows["totals"].add(
            {"person_id": person_id},
            minutes=minutes - was,
            supplementary_minutes=supplementary,
            held_minutes=held_minutes - row["held_minutes"],
            sessions=(evidence is not None) - (old is not None),
        )
