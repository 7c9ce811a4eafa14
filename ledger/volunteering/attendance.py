"""Attendance: one volunteer at one activity (考勤)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.proxy import Consent, name_no_operator
from ledger.volunteering.activity import Activity
from ledger.volunteering.errors import (
    ActivityEndedError,
    ActivityNotStartedError,
    NothingToUndoError,
    UndoTooLateError,
)
from ledger.volunteering.evidence import Evidence

__all__ = ["Attendance", "Evidence", "Seen", "Stay"]

CHECK_IN_OPENS = timedelta(minutes=60)
"""How long before the planned start a scan checks in."""
CHECK_OUT_AFTER = timedelta(minutes=5)
"""Two scans closer than this are one scan made twice, not a coming and a leaving."""
NO_CHECK_OUT_CLOSES = timedelta(minutes=120)
"""``noscan_close_after``: this long past the end, only the leader can make it up (VH-5)."""
UNDO_WITHIN = timedelta(minutes=15)
"""A wrong scan can be taken back so long, by whoever made it."""

STAY, NOTHING = "stay", "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One proven moment of a presence, as the scanner tells it."""

    occurred_at: datetime
    recorded_at: datetime
    evidence: Evidence
    device_id: UUID | None = None
    operator_id: UUID | None = None
    consent: Consent | None = None
    recorded_by: UUID | None = None
    """Who scanned or ticked for the person; None if the person did."""
    witness_id: UUID | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The fields that every event of a scan carries."""
        return {
            "occurred_at": self.occurred_at,
            "recorded_at": self.recorded_at,
            "evidence": self.evidence.value,
            "device_id": self.device_id,
            "operator_id": self.operator_id,
            "consent": self.consent,
            "recorded_by": self.recorded_by,
            "witness_id": self.witness_id,
        }


@dataclass(frozen=True, slots=True)
class Scan:
    """A moment at which somebody was there, and how that is known."""

    occurred_at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until when somebody was there; None for an end that nobody saw."""

    came: Scan | None = None
    left: Scan | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The stay as events carry it."""
        return {
            "came_at": self.came and self.came.occurred_at,
            "left_at": self.left and self.left.occurred_at,
            "evidence_in": self.came and self.came.evidence,
            "evidence_out": self.left and self.left.evidence,
        }


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

    class CheckedIn(Created):
        TOPIC = "attendance.checked_in"
        class_version = 3
        activity_id: UUID
        person_id: UUID
        unit_code: str
        evidence: str
        device_id: UUID | None
        occurred_at: datetime
        recorded_at: datetime
        operator_id: UUID | None = None
        consent: str | None = None
        recorded_by: UUID | None = None
        witness_id: UUID | None = None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who acted for the person."""
            name_no_operator(state)

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """v3 says when it reached the ledger, and who stands by it."""
            _tell_when_recorded(state)

    class OnlyLeft(Created):
        """A scan after the end of somebody whose coming nobody has seen."""

        TOPIC = "attendance.only_left"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        evidence: str
        device_id: UUID | None
        occurred_at: datetime
        recorded_at: datetime
        operator_id: UUID | None = None
        consent: str | None = None
        recorded_by: UUID | None = None
        witness_id: UUID | None = None

    class CheckedOut(Event):
        TOPIC = "attendance.checked_out"
        class_version = 3
        activity_id: UUID
        person_id: UUID
        evidence: str
        device_id: UUID | None
        occurred_at: datetime
        recorded_at: datetime
        operator_id: UUID | None = None
        consent: str | None = None
        recorded_by: UUID | None = None
        witness_id: UUID | None = None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who acted for the person."""
            name_no_operator(state)

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """v3 says when it reached the ledger, and who stands by it."""
            _tell_when_recorded(state)

    class Scanned(Event):
        """A scan that arrived after a later one, or was made twice.

        ``moves`` is ``stay`` or ``nothing``; the stay as it is now stands beside it.
        """

        TOPIC = "attendance.scanned"
        activity_id: UUID
        person_id: UUID
        moves: str
        evidence: str
        device_id: UUID | None
        occurred_at: datetime
        recorded_at: datetime
        operator_id: UUID | None
        consent: str | None
        recorded_by: UUID | None
        witness_id: UUID | None
        came_at: datetime | None
        left_at: datetime | None
        evidence_in: str | None
        evidence_out: str | None

    class ScanUndone(Event):
        TOPIC = "attendance.scan_undone"
        activity_id: UUID
        person_id: UUID
        scanned_at: datetime
        undone_by: UUID
        occurred_at: datetime
        came_at: datetime | None
        left_at: datetime | None
        evidence_in: str | None
        evidence_out: str | None

    class Closed(Event):
        """Nobody saw the leaving in time: no minutes until somebody makes it up (VH-5)."""

        TOPIC = "attendance.closed"
        activity_id: UUID
        person_id: UUID
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
        occurred_at: datetime,
        recorded_at: datetime,
        evidence: str,
        device_id: UUID | None,
        recorded_by: UUID | None,
    ) -> None:
        self.activity_id = activity_id
        self.person_id = person_id
        self.unit_code = unit_code
        self.scans: list[Scan] = []
        self.old: OldCount | None = None
        self.companion_id: UUID | None = None
        self.closed_at: datetime | None = None
        self._keep(Latest(occurred_at, recorded_at, device_id, recorded_by), evidence)

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
        after = _stay([*self.scans, Scan(seen.occurred_at, seen.evidence.value)], activity.ends_at)
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
        left = _stay(_without(self.scans, scanned_at), activity.ends_at)
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
        return _stay(self.scans, ends_at)

    def is_open(self, ends_at: datetime) -> bool:
        """Tell whether one end of the stay is missing."""
        stay = self.stay(ends_at)
        return bool(self.scans) and (stay.came is None or stay.left is None)

    # Evolution: believe the event --------------------------------------------

    def _keep(self, latest: "Latest", evidence: str) -> None:
        self.scans.append(Scan(latest.occurred_at, evidence))
        self.scans.sort(key=_when)
        self.latest: Latest | None = latest

    @event(CheckedOut)
    def _checked_out(
        self,
        occurred_at: datetime,
        recorded_at: datetime,
        evidence: str,
        device_id: UUID | None,
        recorded_by: UUID | None,
    ) -> None:
        self._keep(Latest(occurred_at, recorded_at, device_id, recorded_by), evidence)

    @event(Scanned)
    def _scanned(
        self,
        occurred_at: datetime,
        recorded_at: datetime,
        evidence: str,
        device_id: UUID | None,
        recorded_by: UUID | None,
    ) -> None:
        self._keep(Latest(occurred_at, recorded_at, device_id, recorded_by), evidence)

    @event(ScanUndone)
    def _scan_undone(self, scanned_at: datetime) -> None:
        self.scans = _without(self.scans, scanned_at)
        self.latest = None

    @event(Closed)
    def _closed(self, occurred_at: datetime) -> None:
        self.closed_at = occurred_at

    @event(Accompanied)
    def _accompanied(self, companion_id: UUID) -> None:
        self.companion_id = companion_id

    @event(MinutesCounted)
    def _minutes_counted(self, minutes: int, counted_from: datetime, counted_to: datetime) -> None:
        self.old = OldCount(minutes, counted_from, counted_to)


@dataclass(frozen=True, slots=True)
class OldCount:
    """What the attendance itself counted, before there were years of service."""

    minutes: int
    counted_from: datetime
    counted_to: datetime


@dataclass(frozen=True, slots=True)
class Latest:
    """The scan that arrived last: what an undo takes back, and from which device it came."""

    occurred_at: datetime
    recorded_at: datetime
    device_id: UUID | None
    recorded_by: UUID | None


def check_hours(activity: Activity, occurred_at: datetime) -> None:
    """Refuse a scan from before the doors open or from long after the end."""
    if occurred_at < activity.starts_at - CHECK_IN_OPENS:
        raise ActivityNotStartedError(starts_at=activity.starts_at.isoformat())
    if occurred_at > activity.ends_at + NO_CHECK_OUT_CLOSES:
        raise ActivityEndedError(ends_at=activity.ends_at.isoformat())


def _stay(scans: list[Scan], ends_at: datetime) -> Stay:
    if not scans:
        return Stay()
    first, last = min(scans, key=_when), max(scans, key=_when)
    if first.occurred_at > ends_at:
        return Stay(None, last)
    if last.occurred_at - first.occurred_at < CHECK_OUT_AFTER:
        return Stay(first)
    return Stay(first, last)


def _when(scan: Scan) -> tuple[datetime, str]:
    return scan.occurred_at, scan.evidence


def _without(scans: list[Scan], scanned_at: datetime) -> list[Scan]:
    """Leave out one scan of a moment."""
    place = next((n for n, it in enumerate(scans) if it.occurred_at == scanned_at), None)
    return [it for n, it in enumerate(scans) if n != place]


def _tell_when_recorded(state: dict[str, Any]) -> None:
    """Bring a scan over from when only the envelope knew when it reached the ledger."""
    state["recorded_at"] = state["timestamp"]
    state["recorded_by"] = state["operator_id"]
    state["witness_id"] = None
