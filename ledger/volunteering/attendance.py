"""Attendance: one volunteer at one activity (考勤)."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.activity import Activity
from ledger.volunteering.errors import (
    ActivityEndedError,
    ActivityNotStartedError,
    AlreadyCheckedInError,
    AlreadyCheckedOutError,
)
from ledger.volunteering.minutes import counted_interval, whole_minutes

CHECK_IN_OPENS = timedelta(minutes=60)
"""How long before the planned start a scan checks in."""
CHECK_OUT_AFTER = timedelta(minutes=5)
"""A second scan sooner than this is a repeated check-in, not a check-out."""
NO_CHECK_OUT_CLOSES = timedelta(minutes=120)
"""``noscan_close_after``: this long past the end, only the leader can make it up (VH-5)."""


class Evidence(StrEnum):
    """How a presence is known."""

    OWN_SCAN = "own_scan"
    STAFF_SCAN = "staff_scan"


class Attendance(Aggregate):
    """One person at one activity: came, left, and how many minutes count.

    A stream of its own for each (activity, person), so that a thousand people checking in at
    once never wait for each other.
    """

    TOPIC = "attendance"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "attendance.created"

    class CheckedIn(Created):
        TOPIC = "attendance.checked_in"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        evidence: str
        device_id: UUID | None
        occurred_at: datetime

    class CheckedOut(Event):
        TOPIC = "attendance.checked_out"
        activity_id: UUID
        person_id: UUID
        evidence: str
        device_id: UUID | None
        occurred_at: datetime

    class MinutesCounted(Event):
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
        self, activity_id: UUID, person_id: UUID, unit_code: str, occurred_at: datetime
    ) -> None:
        self.activity_id = activity_id
        self.person_id = person_id
        self.unit_code = unit_code
        self.came_at = occurred_at
        self.left_at: datetime | None = None
        self.minutes = 0
        self.companion_id: UUID | None = None

    @classmethod
    def check_in(
        cls,
        activity: Activity,
        person_id: UUID,
        *,
        evidence: Evidence,
        device_id: UUID | None,
        occurred_at: datetime,
    ) -> "Attendance":
        """Begin an attendance, within the hours of the activity."""
        if occurred_at < activity.starts_at - CHECK_IN_OPENS:
            raise ActivityNotStartedError(starts_at=activity.starts_at.isoformat())
        if occurred_at > activity.ends_at:
            raise ActivityEndedError(ends_at=activity.ends_at.isoformat())
        return cls._create(
            cls.CheckedIn,
            activity_id=activity.id,
            person_id=person_id,
            unit_code=activity.unit_code,
            evidence=evidence.value,
            device_id=device_id,
            occurred_at=occurred_at,
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

    def check_out(
        self,
        activity: Activity,
        *,
        evidence: Evidence,
        device_id: UUID | None,
        occurred_at: datetime,
    ) -> None:
        """Leave; the counted minutes follow from both scans and the planned times."""
        if self.left_at is not None:
            raise AlreadyCheckedOutError(minutes=self.minutes)
        if occurred_at < self.came_at + CHECK_OUT_AFTER:
            raise AlreadyCheckedInError(since=self.came_at.isoformat())
        if occurred_at > activity.ends_at + NO_CHECK_OUT_CLOSES:
            raise ActivityEndedError(ends_at=activity.ends_at.isoformat())
        self.trigger_event(
            self.CheckedOut,
            activity_id=self.activity_id,
            person_id=self.person_id,
            evidence=evidence.value,
            device_id=device_id,
            occurred_at=occurred_at,
        )
        if activity.is_volunteer_service:
            self._count(activity, occurred_at)

    def _count(self, activity: Activity, left_at: datetime) -> None:
        first, last = counted_interval(
            self.came_at, left_at, starts_at=activity.starts_at, ends_at=activity.ends_at
        )
        self.trigger_event(
            self.MinutesCounted,
            activity_id=self.activity_id,
            person_id=self.person_id,
            unit_code=self.unit_code,
            minutes=whole_minutes(first, last),
            counted_from=first,
            counted_to=last,
        )

    @event(Accompanied)
    def _accompanied(self, companion_id: UUID) -> None:
        self.companion_id = companion_id

    @event(CheckedOut)
    def _checked_out(self, occurred_at: datetime) -> None:
        self.left_at = occurred_at

    @event(MinutesCounted)
    def _minutes_counted(self, minutes: int) -> None:
        self.minutes = minutes
