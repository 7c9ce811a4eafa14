"""AlarmReview: what the supervision committee concluded about an alarm (VP-17, 异常提醒).

An alarm itself is no event: a read model derives it from what was recorded. Only what people say
about it is recorded here, and two of them have to say the same. No conclusion moves points: what
was wrong is reversed by an appeal or a correction, each with its own two people.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.alarm_errors import AlarmConcludedError, AlarmDraftChangedError
from ledger.registry.separation import Hands, Step


class AlarmKind(StrEnum):
    """What is to be looked at. Kinds are added, never renamed."""

    REVIEWERS_RELATIVES = "reviewers_relatives"
    """Households of reviewers, or for whom one was recused, got much of a quarter's gains."""
    ONE_PROPOSER = "one_proposer"
    """One person proposed much of a month's claims."""
    SAME_PHOTO = "same_photo"
    """One picture stands for two acts."""
    MONTH_END = "month_end"
    """Much of a month's claims were entered in its last two days."""
    SAME_HAND = "same_hand"
    """One person collected for many households on one day."""
    SAME_HANDED_PHOTO = "same_handed_photo"
    """One picture stands for two hand-overs of a shop."""


OF_PICTURES = frozenset({AlarmKind.SAME_PHOTO, AlarmKind.SAME_HANDED_PHOTO})
"""What is about a picture and no period: nothing has to be over before it is looked at."""


class Conclusion(StrEnum):
    """What came of looking at it. Kinds are added, never renamed."""

    REASONABLE = "reasonable"
    REVIEW_AGAIN = "review_again"
    WRONG = "wrong"
    """Something is to be reversed; that is done where it was done, not by the alarm."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A conclusion that waits for its second hand."""

    unit_code: str
    conclusion: str
    seen_position: int
    text_id: UUID
    drafted_by: UUID


class AlarmReview(Aggregate):
    """All conclusions about one alarm: it opens again when more of the same comes in."""

    TOPIC = "alarm_review"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "alarm_review.created"

    class Opened(Created):
        TOPIC = "alarm_review.opened"
        alarm_id: UUID

    class Drafted(Event):
        """One wrote a conclusion; it waits for a second hand. A later one takes its place."""

        TOPIC = "alarm_review.drafted"
        alarm_id: UUID
        kind: str
        unit_code: str
        draft: int
        conclusion: str
        seen_position: int
        text_id: UUID
        drafted_by: UUID
        occurred_at: datetime

    class Signed(Event):
        """Another signed it; ``seen_position`` tells up to where in the log the facts were seen."""

        TOPIC = "alarm_review.signed"
        alarm_id: UUID
        unit_code: str
        draft: int
        conclusion: str
        seen_position: int
        text_id: UUID
        drafted_by: UUID
        signed_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(alarm_id: UUID) -> UUID:
        """One stream for each alarm."""
        return derive("alarm-review", alarm_id)

    @event(Opened)
    def __init__(self, alarm_id: UUID) -> None:
        self.alarm_id = alarm_id
        self.seen_position = 0
        self.draft = 0
        self.waiting: Draft | None = None

    def write(
        self,
        *,
        kind: AlarmKind,
        unit_code: str,
        conclusion: Conclusion,
        seen_position: int,
        text_id: UUID,
        involved: Hands,
        drafted_by: UUID,
        at: datetime,
    ) -> None:
        """Write a conclusion; never somebody whom the facts name, and never twice the same."""
        involved.refuse(Step.REVIEW, drafted_by)
        if seen_position <= self.seen_position:
            raise AlarmConcludedError
        self.trigger_event(
            self.Drafted,
            alarm_id=self.alarm_id,
            kind=kind.value,
            unit_code=unit_code,
            draft=self.draft + 1,
            conclusion=conclusion.value,
            seen_position=seen_position,
            text_id=text_id,
            drafted_by=drafted_by,
            occurred_at=at,
        )

    def sign(self, *, draft: int, involved: Hands, signed_by: UUID, at: datetime) -> None:
        """Sign what another wrote, word for word."""
        involved.refuse(Step.REVIEW, signed_by)
        if self.waiting is None or self.draft != draft:
            raise AlarmDraftChangedError
        Hands.of(propose=self.waiting.drafted_by).refuse(Step.REVIEW, signed_by)
        self.trigger_event(
            self.Signed,
            alarm_id=self.alarm_id,
            draft=draft,
            **asdict(self.waiting),
            signed_by=signed_by,
            occurred_at=at,
        )

    @event(Drafted)
    def _drafted(
        self,
        unit_code: str,
        draft: int,
        conclusion: str,
        seen_position: int,
        text_id: UUID,
        drafted_by: UUID,
    ) -> None:
        self.draft = draft
        self.waiting = Draft(unit_code, conclusion, seen_position, text_id, drafted_by)

    @event(Signed)
    def _signed(self, seen_position: int) -> None:
        self.seen_position, self.waiting = seen_position, None
