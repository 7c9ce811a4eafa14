"""What must hold while an act is on public notice: publicise, deliver, object, decide, post.

Nothing is posted but after a whole period in which nobody objected. A deduction is never silent:
its days begin when its household has the notice, in every round anew (VP-5, VP-10).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import ClaimState, RejectReason
from ledger.moral.claim_review import reject
from ledger.moral.days import period_end
from ledger.moral.notice_errors import (
    ClaimNotDueError,
    ClaimNotReviewedError,
    ClaimObjectedError,
    DeliveryDateInvalidError,
    NoticeNotDeliverableError,
    ObjectionNotFoundError,
    ObjectionWindowClosedError,
)
from ledger.moral.notice_kinds import Delivery, ObjectionMethod, days_of
from ledger.registry.errors import OwnRequestError, ReviewerRecusedError
from ledger.registry.working_days import WorkingDays

DELIVERED_DAYS_AGO_MAX = 2
"""So late a hand-over is written down at most: of seven days five are left to object."""


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody says against an act. Who it was, only the committee sees."""

    objection_id: UUID
    objected_by: UUID | None
    method: ObjectionMethod
    text_id: UUID | None
    entered_by: UUID | None


def publicise(
    claim: Claim, notice_id: UUID, line: int, calendar: WorkingDays, at: datetime
) -> None:
    """Put an act that the panel has passed on a notice; of a deduction no day runs yet."""
    if claim.state is not ClaimState.REVIEWED:
        raise ClaimNotReviewedError(claim_id=str(claim.id), state=claim.state.value)
    _publicise(claim, notice_id, line, calendar, at)


def deliver(
    claim: Claim,
    method: Delivery,
    delivered_by: UUID,
    on: date,
    calendar: WorkingDays,
    at: datetime,
) -> None:
    """Record that the household of a deduction has its notice: its days run from that day on."""
    if claim.state is not ClaimState.PUBLICISED or not claim.is_deduction or claim.is_delivered:
        raise NoticeNotDeliverableError(claim_id=str(claim.id))
    today = local_date(at)
    first = max(claim.publicised_on, today - timedelta(days=DELIVERED_DAYS_AGO_MAX))
    if not first <= on <= today:
        raise DeliveryDateInvalidError(first=first.isoformat(), last=today.isoformat())
    begins = at - (today - on)
    claim.trigger_event(
        claim.NoticeDelivered,
        **claim.about,
        method=method.value,
        delivered_by=delivered_by,
        closes_at=period_end(begins, days_of(claim), calendar),
        occurred_at=begins,
    )


def object_to(claim: Claim, objection: Objection, due_on: date | None, at: datetime) -> None:
    """Stop this act alone, until the committee has decided."""
    if claim.state is ClaimState.OBJECTED:
        raise ClaimObjectedError(claim_id=str(claim.id))
    if not is_open(claim, at):
        raise ObjectionWindowClosedError(claim_id=str(claim.id))
    claim.trigger_event(
        claim.Objected,
        **claim.about,
        objection_id=objection.objection_id,
        objected_by=objection.objected_by,
        method=objection.method.value,
        text_id=objection.text_id,
        entered_by=objection.entered_by,
        answer_due_on=due_on,
        occurred_at=at,
    )


def is_open(claim: Claim, at: datetime) -> bool:
    """Tell whether an act is on notice at a moment; the period of a deduction may yet begin."""
    if claim.state is not ClaimState.PUBLICISED:
        return False
    return claim.closes_at is None or at < claim.closes_at


def require_decider(
    claim: Claim, objection_id: UUID, decided_by: UUID, members: Collection[str]
) -> None:
    """Refuse what does not wait, and whoever had a hand in it, lives there or objected."""
    if claim.state is not ClaimState.OBJECTED or claim.objection_id != objection_id:
        raise ObjectionNotFoundError(objection_id=str(objection_id))
    if decided_by in (claim.objected_by, claim.objection_entered_by):
        raise OwnRequestError
    if decided_by in claim.hands() or str(decided_by) in members:
        raise ReviewerRecusedError


def keep(
    claim: Claim, decided_by: UUID, text_id: UUID | None, calendar: WorkingDays, at: datetime
) -> None:
    """Leave the act as it is: it is publicised once more, for the whole period."""
    assert claim.notice_id is not None, "what was objected to stands on a notice"
    _decide(claim, decided_by, text_id, at, is_upheld=False)
    _publicise(claim, claim.notice_id, claim.line, calendar, at)


def uphold(claim: Claim, decided_by: UUID, text_id: UUID | None, at: datetime) -> None:
    """Agree with whoever objected: the act comes to nothing."""
    _decide(claim, decided_by, text_id, at, is_upheld=True)
    reject(claim, RejectReason.OBJECTION_UPHELD, decided_by, text_id, at)


def require_due(claim: Claim, of_round: int, at: datetime) -> datetime:
    """Return the moment the notice of an act ended undisturbed; not a second before it."""
    ended = claim.closes_at
    waits = claim.state is ClaimState.PUBLICISED and claim.round == of_round
    if not waits or ended is None or at < ended:
        raise ClaimNotDueError(claim_id=str(claim.id), round=of_round)
    return ended


def _publicise(
    claim: Claim, notice_id: UUID, line: int, calendar: WorkingDays, at: datetime
) -> None:
    claim.trigger_event(
        claim.Publicised,
        **claim.about,
        notice_id=notice_id,
        line=line,
        round=claim.round + 1,
        closes_at=None if claim.is_deduction else period_end(at, days_of(claim), calendar),
        occurred_at=at,
    )


def _decide(
    claim: Claim, decided_by: UUID, text_id: UUID | None, at: datetime, *, is_upheld: bool
) -> None:
    claim.trigger_event(
        claim.ObjectionDecided,
        **claim.about,
        objection_id=claim.objection_id,
        is_upheld=is_upheld,
        decided_by=decided_by,
        text_id=text_id,
        occurred_at=at,
    )
