"""Evaluation: one to five after an activity, both ways (评价, Order 67 art. 10)."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.feedback_errors import EvaluationClosedError

STARS_MIN, STARS_MAX = 1, 5
CHANGE_WITHIN = timedelta(days=7)
"""So long an evaluation can be changed, from when it was given first."""


class Direction(StrEnum):
    """Who is evaluated."""

    ACTIVITY = "activity"
    """The volunteer says how the activity was."""
    VOLUNTEER = "volunteer"
    """The leader says how well the volunteer served."""


class Evaluation(Aggregate):
    """One direction between one volunteer and one activity; given once, changed for a while."""

    TOPIC = "evaluation"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "evaluation.created"

    class Given(Created):
        TOPIC = "evaluation.given"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        direction: str
        stars: int
        given_by: UUID
        occurred_at: datetime

    class Changed(Event):
        TOPIC = "evaluation.changed"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        direction: str
        stars: int
        previous_stars: int
        given_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(activity_id: UUID, person_id: UUID, direction: Direction) -> UUID:
        """One for each activity, volunteer and direction."""
        return derive("evaluation", activity_id, person_id, direction.value)

    @event(Given)
    def __init__(
        self,
        activity_id: UUID,
        person_id: UUID,
        unit_code: str,
        direction: str,
        stars: int,
        occurred_at: datetime,
    ) -> None:
        self.activity_id = activity_id
        self.person_id = person_id
        self.unit_code = unit_code
        self.direction = direction
        self.stars = stars
        self.given_at = occurred_at

    def change(self, stars: int, given_by: UUID, at: datetime) -> None:
        """Say another number; the same one again changes nothing."""
        if stars == self.stars:
            return
        if at - self.given_at > CHANGE_WITHIN:
            raise EvaluationClosedError(days_max=CHANGE_WITHIN.days)
        self.trigger_event(
            self.Changed,
            activity_id=self.activity_id,
            person_id=self.person_id,
            unit_code=self.unit_code,
            direction=self.direction,
            stars=stars,
            previous_stars=self.stars,
            given_by=given_by,
            occurred_at=at,
        )

    @event(Changed)
    def _changed(self, stars: int) -> None:
        self.stars = stars
