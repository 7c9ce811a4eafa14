"""What must hold before the panel votes: screening, sending back, warning, withdrawing (VP-4).

Whoever proposed an act or typed it in does not screen it, nor does its own household.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.moral.claim import Claim
from ledger.moral.claim_errors import (
    ClaimPointsInvalidError,
    ClaimStepError,
    ClaimWithdrawalError,
    ReasonRequiredError,
    ScreeningFinalError,
    WarningRequiredError,
)
from ledger.moral.claim_kinds import ClaimState, RejectReason, Vote
from ledger.registry.errors import OwnProposalError, ReviewerRecusedError

WARNING_DAYS = 7
"""``grey_list_days``: so long a household has to put right what it was warned of (VP-10)."""

WAITING = (ClaimState.PROPOSED, ClaimState.WARNED)


def require_state(claim: Claim, *states: ClaimState) -> None:
    """Refuse what is at another step."""
    if claim.state not in states:
        raise ClaimStepError(claim_id=str(claim.id), state=claim.state.value)


def require_other_hand(claim: Claim, by: UUID, members: Collection[UUID]) -> None:
    """Refuse whoever proposed it or typed it in, and its own household."""
    if by in (claim.proposed_by, claim.entered_by):
        raise OwnProposalError
    if by in members:
        raise ReviewerRecusedError


def screen(
    claim: Claim,
    by: UUID,
    members: Collection[UUID],
    *,
    points: int | None,
    text_id: UUID | None,
    at: datetime,
) -> None:
    """Hand a claim to the panel, for as many points as proposed, or fewer with a reason."""
    require_state(claim, *WAITING)
    require_other_hand(claim, by, members)
    if claim.is_deduction and not claim.is_safety:
        _require_warned(claim, local_date(at))
    worth = claim.points if points is None else points
    if not 1 <= worth <= claim.points:
        raise ClaimPointsInvalidError(points_max=claim.points)
    if worth < claim.points and text_id is None:
        raise ReasonRequiredError
    claim.trigger_event(
        claim.Screened,
        **claim.about,
        screened_by=by,
        points=worth,
        text_id=text_id,
        occurred_at=at,
    )


def take_back(claim: Claim, by: UUID, at: datetime) -> None:
    """Let it stand as before the screening; a deduction keeps the warning it had."""
    require_state(claim, ClaimState.SCREENED)
    if by != claim.screened_by or claim.votes:
        raise ScreeningFinalError
    before = ClaimState.PROPOSED if claim.put_right_until is None else ClaimState.WARNED
    claim.trigger_event(
        claim.ScreeningTakenBack,
        **claim.about,
        taken_back_by=by,
        state=before.value,
        points=claim.points_before or claim.points,
        occurred_at=at,
    )


def return_claim(
    claim: Claim, by: UUID, members: Collection[UUID], text_id: UUID | None, at: datetime
) -> None:
    """Send a claim back, with the reason."""
    require_state(claim, *WAITING)
    require_other_hand(claim, by, members)
    if text_id is None:
        raise ReasonRequiredError
    reject(claim, RejectReason.RETURNED, by, text_id, at)


def warn(claim: Claim, by: UUID, members: Collection[UUID], until: date, at: datetime) -> None:
    """Tell the household in private, and give it its days."""
    require_state(claim, ClaimState.PROPOSED)
    require_other_hand(claim, by, members)
    if not claim.is_deduction or claim.is_safety:
        raise ClaimStepError(claim_id=str(claim.id), state=claim.state.value)
    claim.trigger_event(
        claim.Warned, **claim.about, warned_by=by, put_right_until=until, occurred_at=at
    )


def put_right(
    claim: Claim, by: UUID, members: Collection[UUID], text_id: UUID | None, at: datetime
) -> None:
    """Find it put right; it is in the household's favour, so whoever proposed it may say so."""
    require_state(claim, ClaimState.WARNED)
    if by in members:
        raise ReviewerRecusedError
    reject(claim, RejectReason.PUT_RIGHT, by, text_id, at)


def withdraw(claim: Claim, by: UUID, members: Collection[UUID], at: datetime) -> None:
    """Take it back before the panel has decided. No household withdraws its own deduction."""
    require_state(claim, *WAITING, ClaimState.SCREENED)
    is_own_gain = by in members and not claim.is_deduction
    if by != claim.proposed_by and not is_own_gain:
        raise ClaimWithdrawalError
    claim.trigger_event(claim.Withdrawn, **claim.about, withdrawn_by=by, occurred_at=at)


def reject(
    claim: Claim,
    reason: RejectReason,
    by: UUID | None,
    text_id: UUID | None,
    at: datetime,
    recused: int | None = None,
) -> None:
    """Let it come to nothing, with the votes so far."""
    votes = list(claim.votes.values())
    claim.trigger_event(
        claim.Rejected,
        **claim.about,
        reason=reason.value,
        rejected_by=by,
        votes_for=votes.count(Vote.FOR),
        votes_against=votes.count(Vote.AGAINST),
        recused=votes.count(Vote.RECUSED) if recused is None else recused,
        text_id=text_id,
        occurred_at=at,
    )


def _require_warned(claim: Claim, today: date) -> None:
    until = claim.put_right_until
    if until is None or today <= until:
        raise WarningRequiredError(put_right_until=until.isoformat() if until else "")
