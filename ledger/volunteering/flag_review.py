"""FlagReview: what the supervising unit found out about a flag (核查结论).

A flag itself is no event: it is derived from what was recorded, by a read model. Only what people
say about it is recorded here.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step
from ledger.volunteering.errors import FlagReviewedError


class FlagKind(StrEnum):
    """What looks odd. Kinds are added, never renamed."""

    SHARED_DEVICE = "shared_device"
    """One device scanned for several people at one activity."""
    IMPOSSIBLE_TRAVEL = "impossible_travel"
    """Somebody was seen in two places sooner than a person can get there."""
    OPERATOR_MINUTES = "operator_minutes"
    """One person entered more minutes in a month than one person is expected to."""
    SUDDEN_MINUTES = "sudden_minutes"
    """Hours that people entered appeared within moments."""
    LATE_ENTRIES = "late_entries"
    """One person made minutes up after the deadline again and again."""


class Outcome(StrEnum):
    """What came of looking at it. Kinds are added, never renamed."""

    EXPLAINED = "explained"
    CORRECTED = "corrected"
    REFERRED = "referred"
    """Handed on to those who look into misconduct."""


class FlagReview(Aggregate):
    """All reviews of one flag: it opens again when more of the same comes in."""

    TOPIC = "flag_review"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "flag_review.created"

    class Opened(Created):
        TOPIC = "flag_review.opened"
        flag_id: UUID

    class Reviewed(Event):
        """What was found; ``seen_position`` tells up to where in the log the facts were seen."""

        TOPIC = "flag_review.reviewed"
        flag_id: UUID
        kind: str
        unit_code: str
        outcome: str
        seen_position: int
        text_id: UUID | None
        reviewed_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(flag_id: UUID) -> UUID:
        """One stream for each flag."""
        return derive("flag-review", flag_id)

    @event(Opened)
    def __init__(self, flag_id: UUID) -> None:
        self.flag_id = flag_id
        self.seen_position = 0

    def review(
        self,
        *,
        kind: FlagKind,
        unit_code: str,
        outcome: Outcome,
        seen_position: int,
        text_id: UUID | None,
        involved: Hands,
        reviewed_by: UUID,
        at: datetime,
    ) -> None:
        """Say what was found; never somebody whom the facts name, and never twice the same."""
        involved.refuse(Step.REVIEW, reviewed_by)
        if seen_position <= self.seen_position:
            raise FlagReviewedError
        self.trigger_event(
            self.Reviewed,
            flag_id=self.flag_id,
            kind=kind.value,
            unit_code=unit_code,
            outcome=outcome.value,
            seen_position=seen_position,
            text_id=text_id,
            reviewed_by=reviewed_by,
            occurred_at=at,
        )

    @event(Reviewed)
    def _reviewed(self, seen_position: int) -> None:
        self.seen_position = seen_position
