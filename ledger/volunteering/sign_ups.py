"""SignUps: who means to come to an activity, and who waits for a place (报名、候补)."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.errors import (
    ActivityFullError,
    AlreadySignedUpError,
    NotSignedUpError,
    QuotaBelowSignUpsError,
    SignOffClosedError,
    WaitingListFullError,
)

WAITING_MAX = 200
"""People on the waiting list of one activity."""
SIGN_OFF_CLOSES = timedelta(hours=3)
"""``cancel_before_h``: later nobody could take the place any more."""


class SignUps(Aggregate):
    """One activity's places, in the order in which they were taken, and its waiting list.

    Nobody waits while a place is free: whoever signs off makes room for the first who waits. How
    many places there are is the activity's to say, and handed in.
    """

    TOPIC = "sign_ups"
    STATE: ClassVar[dict[str, Any]] = {
        "activity_id": UUID,
        "signed_up": list[UUID],
        "waiting": list[UUID],
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "sign_ups.created"

    class Opened(Created):
        TOPIC = "sign_ups.opened"
        activity_id: UUID

    class SignedUp(Event):
        TOPIC = "sign_ups.signed_up"
        activity_id: UUID
        person_id: UUID
        companion_id: UUID | None
        occurred_at: datetime

    class Waited(Event):
        TOPIC = "sign_ups.waited"
        activity_id: UUID
        person_id: UUID
        companion_id: UUID | None
        occurred_at: datetime

    class MovedUp(Event):
        TOPIC = "sign_ups.moved_up"
        activity_id: UUID
        person_id: UUID
        occurred_at: datetime

    class SignedOff(Event):
        TOPIC = "sign_ups.signed_off"
        activity_id: UUID
        person_id: UUID
        was_waiting: bool
        occurred_at: datetime

    @staticmethod
    def create_id(activity_id: UUID) -> UUID:
        """One activity, one stream."""
        return derive("sign-ups", activity_id)

    @event(Opened)
    def __init__(self, activity_id: UUID) -> None:
        self.activity_id = activity_id
        self.signed_up: list[UUID] = []
        self.waiting: list[UUID] = []

    def sign_up(
        self, person_id: UUID, places: int, at: datetime, *, wait: bool, companion_id: UUID | None
    ) -> None:
        """Take a place; if there is none, wait for one if that is wanted."""
        if person_id in self.signed_up or person_id in self.waiting:
            raise AlreadySignedUpError(waiting=person_id in self.waiting)
        is_full = len(self.signed_up) >= places
        if is_full and not wait:
            raise ActivityFullError(places=places, waiting=len(self.waiting))
        if is_full and len(self.waiting) >= WAITING_MAX:
            raise WaitingListFullError(waiting=len(self.waiting))
        self.trigger_event(
            self.Waited if is_full else self.SignedUp,
            activity_id=self.activity_id,
            person_id=person_id,
            companion_id=companion_id,
            occurred_at=at,
        )

    def sign_off(self, person_id: UUID, places: int, starts_at: datetime, at: datetime) -> None:
        """Give a place back, or wait no longer; the first who waits moves up."""
        was_waiting = person_id in self.waiting
        if not was_waiting and person_id not in self.signed_up:
            raise NotSignedUpError
        closes_at = starts_at if was_waiting else starts_at - SIGN_OFF_CLOSES
        if at >= closes_at:
            raise SignOffClosedError(until=closes_at.isoformat())
        self.trigger_event(
            self.SignedOff,
            activity_id=self.activity_id,
            person_id=person_id,
            was_waiting=was_waiting,
            occurred_at=at,
        )
        self.fill(places, at)

    def resize(self, places: int, at: datetime) -> None:
        """Follow a change of the quota: never below those who have a place."""
        if len(self.signed_up) > places:
            raise QuotaBelowSignUpsError(signed_up=len(self.signed_up))
        self.fill(places, at)

    def fill(self, places: int, at: datetime) -> None:
        """Give free places to those who wait, in their order."""
        while self.waiting and len(self.signed_up) < places:
            self.trigger_event(
                self.MovedUp,
                activity_id=self.activity_id,
                person_id=self.waiting[0],
                occurred_at=at,
            )

    @event(SignedUp)
    def _signed_up(self, person_id: UUID) -> None:
        self.signed_up.append(person_id)

    @event(Waited)
    def _waited(self, person_id: UUID) -> None:
        self.waiting.append(person_id)

    @event(MovedUp)
    def _moved_up(self, person_id: UUID) -> None:
        self.waiting.remove(person_id)
        self.signed_up.append(person_id)

    @event(SignedOff)
    def _signed_off(self, person_id: UUID, was_waiting: bool) -> None:
        (self.waiting if was_waiting else self.signed_up).remove(person_id)
