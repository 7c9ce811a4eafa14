"""Handlers of appeals: filed in time, answered by whoever had no part, undone if upheld (A11)."""

from uuid import UUID

from ledger.households.finding import household_of, require_member
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.moral.appeal import Appeal, AppealState
from ledger.moral.appeal_commands import (
    DecideAppeal,
    EscalateAppeal,
    FileAppeal,
    WithdrawAppeal,
)
from ledger.moral.appeal_errors import (
    AppealNotFoundError,
    AppealNotPossibleError,
    AppealWindowClosedError,
)
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import ClaimState, ReversalCause
from ledger.moral.days import (
    DECIDE_WORKDAYS,
    calendar_from,
    is_over,
    last_day,
    workday_due,
)
from ledger.moral.notice_handlers import claim_of
from ledger.moral.posting import reverse_posting
from ledger.moral.relatives import refuse_relative
from ledger.registry.errors import ReviewerRecusedError
from ledger.wallets.kinds import Reason

APPEAL_DAYS = 7
"""``appeal_days``: after posting, counted as the Civil Code does; so long also for the township."""
TOWNSHIP_WORKDAYS = 10
"""The township answers within so many working days."""


def _streams(
    command: FileAppeal | DecideAppeal | EscalateAppeal | WithdrawAppeal,
) -> list[UUID]:
    return [command.claim_id, Appeal.create_id(command.claim_id)]


@handles(FileAppeal, streams=_streams)
def file_appeal(session: Session, command: FileAppeal) -> Answer:
    """Appeal; from now on the entry is left out of ranks and boards (VP-10)."""
    claim = claim_of(session, command.claim_id)
    household = household_of(session, claim.household_id)
    require_member(household, command.filed_by)
    known = session.find(Appeal, Appeal.create_id(claim.id))
    if known is not None:
        known.refuse_another()
    if claim.state is not ClaimState.POSTED or not claim.is_deduction or not claim.points:
        raise AppealNotPossibleError(claim_id=str(claim.id), state=claim.state.value)
    assert claim.posted_at is not None
    assert claim.entry_id is not None
    calendar = calendar_from(session, claim.posted_at, command.at)
    if is_over(claim.posted_at, APPEAL_DAYS, calendar, command.at):
        raise AppealWindowClosedError(claim_id=str(claim.id))
    due_on = workday_due(command.at, DECIDE_WORKDAYS, calendar)
    appeal = Appeal._create(  # noqa: SLF001 - the event says more than the aggregate keeps
        Appeal.Filed,
        id=Appeal.create_id(claim.id),
        **claim.about | {"household_id": household.id},
        claim_id=claim.id,
        entry_id=claim.entry_id,
        points=claim.points,
        reason=command.reason.value,
        method=command.method.value,
        filed_by=command.filed_by,
        entered_by=command.entered_by,
        text_id=command.text_id,
        photo_ids=list(command.photo_ids),
        answer_due_on=due_on,
        occurred_at=command.at,
    )
    session.add(appeal)
    return {"claim_id": claim.id, "appeal_id": appeal.id, "answer_due_on": due_on}


@handles(DecideAppeal, streams=_streams)
def decide_appeal(session: Session, command: DecideAppeal) -> Answer:
    """Answer; upheld, the points come back by a new entry in the same save.

    What was undone meanwhile as a posting error is not undone twice.
    """
    appeal, claim = appeal_of(session, command.claim_id), claim_of(session, command.claim_id)
    level = AppealState.TOWNSHIP if command.by_township else AppealState.COMMITTEE
    appeal.require_decider(level, command.decided_by)
    _refuse_partial(session, claim, command.decided_by)
    until = None
    if not command.is_upheld and level is AppealState.COMMITTEE:
        calendar = calendar_from(session, command.at)
        until = last_day(local_date(command.at), APPEAL_DAYS, calendar)
    appeal.decide(
        is_upheld=command.is_upheld,
        decided_by=command.decided_by,
        text_id=command.text_id,
        may_escalate_until=until,
        at=command.at,
    )
    stands = claim.state is ClaimState.POSTED
    points = _undo(session, claim, command) if command.is_upheld and stands else 0
    return {
        "claim_id": claim.id,
        "state": appeal.state.value,
        "points_back": points,
        "may_escalate_until": until,
    }


@handles(EscalateAppeal, streams=_streams)
def escalate_appeal(session: Session, command: EscalateAppeal) -> Answer:
    """Ask the township; any adult of the household may."""
    appeal, claim = appeal_of(session, command.claim_id), claim_of(session, command.claim_id)
    require_member(household_of(session, claim.household_id), command.escalated_by)
    calendar = calendar_from(session, command.at)
    due_on = workday_due(command.at, TOWNSHIP_WORKDAYS, calendar)
    appeal.escalate(
        escalated_by=command.escalated_by,
        entered_by=command.entered_by,
        text_id=command.text_id,
        answer_due_on=due_on,
        at=command.at,
    )
    return {"claim_id": claim.id, "answer_due_on": due_on}


@handles(WithdrawAppeal, streams=_streams)
def withdraw_appeal(session: Session, command: WithdrawAppeal) -> Answer:
    """Take it back; only whoever filed it."""
    appeal = appeal_of(session, command.claim_id)
    if appeal.filed_by != command.withdrawn_by:
        raise AppealNotFoundError(claim_id=str(command.claim_id))
    appeal.withdraw(command.withdrawn_by, command.at)
    return {"claim_id": command.claim_id}


def appeal_of(session: Session, claim_id: UUID) -> Appeal:
    """Return the appeal against an act, or refuse."""
    found = session.find(Appeal, Appeal.create_id(claim_id))
    if found is None:
        raise AppealNotFoundError(claim_id=str(claim_id))
    return found


def _refuse_partial(session: Session, claim: Claim, decided_by: UUID) -> None:
    """Refuse whoever took part before, lives in the household or is related to it."""
    if decided_by in claim.hands() | {*claim.objection_hands, claim.objected_by}:
        raise ReviewerRecusedError
    refuse_relative(session, decided_by, household_of(session, claim.household_id))


def _undo(session: Session, claim: Claim, command: DecideAppeal) -> int:
    assert claim.entry_id is not None
    undone = reverse_posting(
        session,
        household_id=claim.household_id,
        entry_id=claim.entry_id,
        reason=Reason.APPEAL,
        at=command.at,
        reversed_by=command.decided_by,
    )
    claim.trigger_event(
        Claim.Reversed,
        **claim.about,
        cause=ReversalCause.APPEAL_UPHELD.value,
        entry_id=undone.entry_id,
        points=undone.points,
        shortfall=undone.shortfall,
        reversed_by=command.decided_by,
        approved_by=None,
        occurred_at=command.at,
        period=undone.period,
    )
    return undone.amount
