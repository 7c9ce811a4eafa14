"""Appeal: a household does not accept what was taken off (申诉).

The supervision committee answers first, the township second (domain 4.7). One stream an act: a
household appeals once, and goes on to the township once.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import day_end
from ledger.kernel.ids import derive
from ledger.moral.appeal_errors import (
    AlreadyAppealedError,
    AppealClosedError,
    AppealNotFoundError,
)
from ledger.registry.errors import OwnRequestError


class AppealReason(StrEnum):
    """What is wrong. Kinds are added, never renamed."""

    PUT_RIGHT_BEFORE = "put_right_before"
    NOT_OURS = "not_ours"
    NOT_TOLD = "not_told"
    WRONG_POINTS = "wrong_points"
    OTHER = "other"


class AppealMethod(StrEnum):
    """How it came in: nobody has to write, or to own a phone."""

    PHONE_PAGE = "phone_page"
    ORAL = "oral"
    TELEPHONE = "telephone"
    PAPER = "paper"


class AppealState(StrEnum):
    """Where it stands."""

    COMMITTEE = "committee"
    """Waits for the supervision committee."""
    KEPT = "kept"
    """The committee left the deduction; the township may still be asked."""
    TOWNSHIP = "township"
    UPHELD = "upheld"
    ENDED = "ended"
    """The township left it as well."""
    WITHDRAWN = "withdrawn"


WAITING = frozenset({AppealState.COMMITTEE, AppealState.TOWNSHIP})


@dataclass(frozen=True)
class OfAppeal:
    """What every event of an appeal carries."""

    claim_id: UUID
    household_id: UUID
    unit_code: str


class Appeal(Aggregate):
    """The appeal against one posted deduction."""

    TOPIC = "appeal"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "appeal.created"

    class Filed(OfAppeal, Created):
        TOPIC = "appeal.filed"
        entry_id: UUID
        item_code: str
        points: int
        reason: str
        method: str
        filed_by: UUID
        entered_by: UUID | None
        text_id: UUID | None
        photo_ids: list[UUID]
        answer_due_on: date | None
        occurred_at: datetime

    class Decided(OfAppeal, Event):
        """``may_escalate_until`` is the last day to ask the township; None if there is none."""

        TOPIC = "appeal.decided"
        level: str
        is_upheld: bool
        decided_by: UUID
        text_id: UUID | None
        may_escalate_until: date | None
        occurred_at: datetime

    class Escalated(OfAppeal, Event):
        TOPIC = "appeal.escalated"
        escalated_by: UUID
        entered_by: UUID | None
        text_id: UUID | None
        answer_due_on: date | None
        occurred_at: datetime

    class Withdrawn(OfAppeal, Event):
        TOPIC = "appeal.withdrawn"
        withdrawn_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(claim_id: UUID) -> UUID:
        """One act, one appeal."""
        return derive("appeal", claim_id)

    @event(Filed)
    def __init__(
        self,
        claim_id: UUID,
        household_id: UUID,
        unit_code: str,
        entry_id: UUID,
        filed_by: UUID,
        entered_by: UUID | None,
    ) -> None:
        self.claim_id, self.household_id, self.unit_code = claim_id, household_id, unit_code
        self.entry_id = entry_id
        self.filed_by, self.entered_by = filed_by, entered_by
        self.state = AppealState.COMMITTEE
        self.may_escalate_until: date | None = None
        self.decided_by: list[UUID] = []

    @property
    def about(self) -> dict[str, Any]:
        """What every event carries."""
        return {
            "claim_id": self.claim_id,
            "household_id": self.household_id,
            "unit_code": self.unit_code,
        }

    @property
    def is_waiting(self) -> bool:
        """Tell whether somebody has to answer: so long the entry is in no rank and on no board."""
        return self.state in WAITING

    def refuse_another(self) -> None:
        """Refuse a second appeal against the same act."""
        raise AlreadyAppealedError(claim_id=str(self.claim_id), state=self.state.value)

    def require_decider(self, level: AppealState, decided_by: UUID) -> None:
        """Refuse what does not wait at this level, and whoever asked or answered before."""
        if self.state is not level:
            raise AppealNotFoundError(claim_id=str(self.claim_id))
        if decided_by in (self.filed_by, self.entered_by, *self.decided_by):
            raise OwnRequestError

    def decide(
        self,
        *,
        is_upheld: bool,
        decided_by: UUID,
        text_id: UUID | None,
        may_escalate_until: date | None,
        at: datetime,
    ) -> None:
        """Answer, on the level at which it waits."""
        self.require_decider(self.state, decided_by)
        self.trigger_event(
            self.Decided,
            **self.about,
            level=self.state.value,
            is_upheld=is_upheld,
            decided_by=decided_by,
            text_id=text_id,
            may_escalate_until=None if is_upheld else may_escalate_until,
            occurred_at=at,
        )

    def escalate(
        self,
        *,
        escalated_by: UUID,
        entered_by: UUID | None,
        text_id: UUID | None,
        answer_due_on: date | None,
        at: datetime,
    ) -> None:
        """Ask the township, until the last day to do so is over."""
        until = self.may_escalate_until
        if self.state is not AppealState.KEPT or until is None or at >= day_end(until):
            raise AppealClosedError(claim_id=str(self.claim_id), state=self.state.value)
        self.trigger_event(
            self.Escalated,
            **self.about,
            escalated_by=escalated_by,
            entered_by=entered_by,
            text_id=text_id,
            answer_due_on=answer_due_on,
            occurred_at=at,
        )

    def withdraw(self, withdrawn_by: UUID, at: datetime) -> None:
        """Take it back while it waits."""
        if not self.is_waiting:
            raise AppealClosedError(claim_id=str(self.claim_id), state=self.state.value)
        self.trigger_event(self.Withdrawn, **self.about, withdrawn_by=withdrawn_by, occurred_at=at)

    @event(Decided)
    def _decided(
        self,
        level: str,
        is_upheld: bool,
        decided_by: UUID,
        may_escalate_until: date | None,
    ) -> None:
        self.decided_by.append(decided_by)
        self.may_escalate_until = may_escalate_until
        if is_upheld:
            self.state = AppealState.UPHELD
        else:
            first = level == AppealState.COMMITTEE
            self.state = AppealState.KEPT if first else AppealState.ENDED

    @event(Escalated)
    def _escalated(self) -> None:
        self.state = AppealState.TOWNSHIP

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.state = AppealState.WITHDRAWN
