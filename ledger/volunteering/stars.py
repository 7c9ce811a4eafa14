"""Stars: what a volunteer has applied for and been granted (星级志愿者, VH-13)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.team_errors import (
    StarAppliedError,
    StarHeldError,
    StarNotAppliedError,
    StarNotReachedError,
)

STAR_MINUTES = (6_000, 18_000, 36_000, 60_000, 90_000)
"""Confirmed minutes of 100, 300, 600, 1,000 and 1,500 hours for one to five stars."""


class StarDecline(StrEnum):
    """Why an organisation does not grant a star."""

    RECORD_OPEN = "record_open"
    COMPLAINT_OPEN = "complaint_open"
    OTHER_ORGANISATION = "other_organisation"


def stars_for(minutes: int) -> int:
    """Return how many stars so many confirmed minutes allow."""
    return sum(minutes >= it for it in STAR_MINUTES)


def check_reached(level: int, minutes: int) -> None:
    """Refuse a star beyond the minutes, and tell how many are missing."""
    needed = STAR_MINUTES[level - 1]
    if minutes < needed:
        raise StarNotReachedError(minutes=minutes, needed=needed, missing=needed - minutes)


class Stars(Aggregate):
    """One stream a person. A granted star stays when minutes are corrected later."""

    TOPIC = "stars"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "stars.created"

    class Opened(Created):
        TOPIC = "stars.opened"
        person_id: UUID

    class StarApplied(Event):
        TOPIC = "stars.applied"
        person_id: UUID
        application_id: UUID
        level: int
        minutes: int
        unit_code: str
        occurred_at: datetime

    class StarGranted(Event):
        TOPIC = "stars.granted"
        person_id: UUID
        application_id: UUID
        level: int
        minutes: int
        granted_by: UUID | None
        occurred_at: datetime

    class StarDeclined(Event):
        TOPIC = "stars.declined"
        person_id: UUID
        application_id: UUID
        level: int
        reason: str
        declined_by: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One stream for each person."""
        return derive("stars", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.level = 0
        self.applied: dict[UUID, int] = {}

    def apply(
        self,
        level: int,
        minutes: int,
        unit_code: str,
        *,
        application_id: UUID,
        occurred_at: datetime,
    ) -> None:
        """Ask for a star that the minutes allow."""
        if level <= self.level:
            raise StarHeldError(level=self.level)
        if self.applied:
            raise StarAppliedError
        check_reached(level, minutes)
        self.trigger_event(
            self.StarApplied,
            person_id=self.person_id,
            application_id=application_id,
            level=level,
            minutes=minutes,
            unit_code=unit_code,
            occurred_at=occurred_at,
        )

    def grant(
        self, application_id: UUID, minutes: int, *, by: UUID | None, occurred_at: datetime
    ) -> None:
        """Give the star applied for, if the minutes of now still allow it."""
        level = self._waiting(application_id)
        check_reached(level, minutes)
        self.trigger_event(
            self.StarGranted,
            person_id=self.person_id,
            application_id=application_id,
            level=level,
            minutes=minutes,
            granted_by=by,
            occurred_at=occurred_at,
        )

    def decline(
        self, application_id: UUID, reason: StarDecline, *, by: UUID | None, occurred_at: datetime
    ) -> None:
        """Say no, with a reason of the list; the volunteer may apply again."""
        self.trigger_event(
            self.StarDeclined,
            person_id=self.person_id,
            application_id=application_id,
            level=self._waiting(application_id),
            reason=reason.value,
            declined_by=by,
            occurred_at=occurred_at,
        )

    def _waiting(self, application_id: UUID) -> int:
        if application_id not in self.applied:
            raise StarNotAppliedError(application_id=application_id)
        return self.applied[application_id]

    @event(StarApplied)
    def _applied(self, application_id: UUID, level: int) -> None:
        self.applied[application_id] = level

    @event(StarGranted)
    def _granted(self, application_id: UUID, level: int) -> None:
        self.applied.pop(application_id, None)
        self.level = max(self.level, level)

    @event(StarDeclined)
    def _declined(self, application_id: UUID) -> None:
        self.applied.pop(application_id, None)
