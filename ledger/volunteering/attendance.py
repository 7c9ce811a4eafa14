"""Attendance: one volunteer at one activity (考勤)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.proxy import name_no_operator
from ledger.volunteering.activity import Activity
from ledger.volunteering.errors import AttendanceCountedError, NothingToUndoError, UndoTooLateError
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.stays import (
    NO_CHECK_OUT_CLOSES,
    Latest,
    OldCount,
    Scan,
    ScanFacts,
    Seen,
    Stay,
    StayFacts,
    check_hours,
    stay_of,
    tell_when_recorded,
    when,
    without,
)

__all__ = ["NO_CHECK_OUT_CLOSES", "Attendance", "Evidence", "Seen"]

UNDO_WITHIN = timedelta(minutes=15)
"""A wrong scan can be taken back so long, by whoever made it."""

STAY, NOTHING = "stay", "nothing"


class Attendance(Aggregate):
    """One person at one activity: every proven scan, whatever the order they arrive in.

    The earliest scan is the coming and the latest the leaving, so a phone that uploads its scans
    late or the wrong way round comes to the same stay. A stream of its own for each (activity,
    person), so that a thousand people checking in at once never wait for each other.
    """

    TOPIC = "attendance"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "attendance.created"

    class CheckedIn(ScanFacts, Created):
        TOPIC = "attendance.checked_in"
        class_version = 3
        activity_id: UUID
        person_id: UUID
        unit_code: str

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who acted for the person."""
            name_no_operator(state)

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """v3 says when it reached the ledger, and who stands by it."""
            tell_when_recorded(state)

    class OnlyLeft(ScanFacts, Created):
        """A scan after the end of somebody whose coming nobody has seen."""

        TOPIC = "attendance.only_left"
        activity_id: UUID
        person_id: UUID
        unit_code: str

    class CheckedOut(ScanFacts, Event):
        TOPIC = "attendance.checked_out"
        class_version = 3
        activity_id: UUID
        person_id: UUID

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who acted for the person."""
            name_no_operator(state)

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """v3 says when it reached the ledger, and who stands by it."""
            tell_when_recorded(state)

    class Scanned(ScanFacts, StayFacts, Event):
        """A scan that arrived after a later one, or was made twice.

        ``moves`` is ``stay`` or ``nothing``; the stay as it is now stands beside it.
        """

        TOPIC = "attendance.scanned"
        activity_id: UUID
        person_id: UUID
        moves: str

    class ScanUndone(StayFacts, Event):
        TOPIC = "attendance.scan_undone"
        activity_id: UUID
        person_id: UUID
        scanned_at: datetime
        undone_by: UUID
        occurred_at: datetime

    class Closed(Event):
        """Nobody saw the leaving in time: no minutes until somebody makes it up (VH-5)."""

        TOPIC = "attendance.closed"
        activity_id: UUID
        person_id: UUID
        occurred_at: datetime

    class ZeroStated(Event):
        """Whoever records says that nothing is to be made up: it stays at no minutes."""

        TOPIC = "attendance.zero_stated"
        activity_id: UUID
        person_id: UUID
        stated_by: UUID
        occurred_at: datetime

    class MinutesCounted(Event):
        """Minutes as they were counted before there were years of service; no longer written."""

        TOPIC = "attendance.minutes_counted"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        minutes: int
        counted_from: datetime
        counted_to: datetime

    class Accompanied(Event):
        TOPIC = "attendance.accompanied"
        activity_id: UUID
        person_id: UUID
        companion_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(activity_id: UUID, person_id: UUID) -> UUID:
        """One attendance for each person and activity."""
        return derive("attendance", activity_id, person_id)

    @event(CheckedIn)
    def __init__(
        self,
        activity_id: UUID,
        person_id: UUID,
        unit_code: str,
    ) -> None:
        self.activity_id = activity_id
        self.person_id = person_id
        self.unit_code = unit_code
        self.scans: list[Scan] = []
        self.old: OldCount | None = None
        self.companion_id: UUID | None = None
        self.closed_at: datetime | None = None
        self.zero_by: UUID | None = None
        self.latest: Latest | None = None

    # Decisions ---------------------------------------------------------------

    @classmethod
    def begin(cls, activity: Activity, person_id: UUID, seen: Seen) -> "Attendance":
        """Begin an attendance with the first scan that arrives, within the activity's hours."""
        check_hours(activity, seen.occurred_at)
        return cls._create(
            cls.CheckedIn if seen.occurred_at <= activity.ends_at else cls.OnlyLeft,
            activity_id=activity.id,
            person_id=person_id,
            unit_code=activity.unit_code,
            **seen.facts,
        )

    def scan(self, activity: Activity, seen: Seen) -> bool:
        """Keep one more scan; tell whether it moved an end of the stay."""
        check_hours(activity, seen.occurred_at)
        before = self.stay(activity.ends_at)
        after = stay_of(
            [*self.scans, Scan(seen.occurred_at, seen.evidence.value)], activity.ends_at
        )
        if before.came == after.came is not None and before.left != after.left:
            self.trigger_event(
                self.CheckedOut,
                activity_id=self.activity_id,
                person_id=self.person_id,
                **seen.facts,
            )
            return True
        self.trigger_event(
            self.Scanned,
            activity_id=self.activity_id,
            person_id=self.person_id,
            moves=NOTHING if before == after else STAY,
            **seen.facts,
            **after.facts,
        )
        return before != after

    def undo(self, activity: Activity, undone_by: UUID, at: datetime) -> None:
        """Take the scan that arrived last back, as if it had not been made."""
        if self.latest is None:
            raise NothingToUndoError
        if at - self.latest.recorded_at > UNDO_WITHIN:
            raise UndoTooLateError(minutes_max=UNDO_WITHIN // timedelta(minutes=1))
        scanned_at = self.latest.occurred_at
        left = stay_of(without(self.scans, scanned_at), activity.ends_at)
        self.trigger_event(
            self.ScanUndone,
            activity_id=self.activity_id,
            person_id=self.person_id,
            scanned_at=scanned_at,
            undone_by=undone_by,
            occurred_at=at,
            **left.facts,
        )

    def close(self, activity: Activity, at: datetime) -> None:
        """Note that nobody saw the leaving; only once, and only when it is too late to scan."""
        over = at >= activity.ends_at + NO_CHECK_OUT_CLOSES
        if over and self.closed_at is None and self.is_open(activity.ends_at):
            self.trigger_event(
                self.Closed,
                activity_id=self.activity_id,
                person_id=self.person_id,
                occurred_at=at,
            )

    def state_zero(self, activity: Activity, stated_by: UUID, at: datetime) -> None:
        """Say that no minutes are made up; of a stay that was closed for want of an end."""
        if self.closed_at is None or not self.is_open(activity.ends_at):
            raise AttendanceCountedError
        if self.zero_by is None:
            self.trigger_event(
                self.ZeroStated,
                activity_id=self.activity_id,
                person_id=self.person_id,
                stated_by=stated_by,
                occurred_at=at,
            )

    def accompany(self, companion_id: UUID, occurred_at: datetime) -> None:
        """Note the adult who stays with a minor."""
        self.trigger_event(
            self.Accompanied,
            activity_id=self.activity_id,
            person_id=self.person_id,
            companion_id=companion_id,
            occurred_at=occurred_at,
        )

    # What the scans say ------------------------------------------------------

    def stay(self, ends_at: datetime) -> Stay:
        """Return from when until when the person was there; nobody comes after the end."""
        return stay_of(self.scans, ends_at)

    def is_open(self, ends_at: datetime) -> bool:
        """Tell whether one end of the stay is missing."""
        stay = self.stay(ends_at)
        return bool(self.scans) and (stay.came is None or stay.left is None)

    # Evolution: believe the event --------------------------------------------

    def keep(self, scan: ScanFacts) -> None:
        """Keep a scan, and what an undo would have to know of it."""
        self.scans.append(Scan(scan.occurred_at, scan.evidence))
        self.scans.sort(key=when)
        self.latest = Latest(scan.occurred_at, scan.recorded_at, scan.device_id, scan.recorded_by)

    @event(ScanUndone)
    def _scan_undone(self, scanned_at: datetime) -> None:
        self.scans = without(self.scans, scanned_at)
        self.latest = None

    @event(Closed)
    def _closed(self, occurred_at: datetime) -> None:
        self.closed_at = occurred_at

    @event(ZeroStated)
    def _zero_stated(self, stated_by: UUID) -> None:
        self.zero_by = stated_by

    @event(Accompanied)
    def _accompanied(self, companion_id: UUID) -> None:
        self.companion_id = companion_id

    @event(MinutesCounted)
    def _minutes_counted(self, minutes: int, counted_from: datetime, counted_to: datetime) -> None:
        self.old = OldCount(minutes, counted_from, counted_to)
