"""Gains while all money behind a village's points is spoken for: one by one, by the committee.

Deductions and whatever is undone or given back never wait for money: they make the promise
smaller, or were promised before (VP-14).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.households.finding import household_of
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.kinship import Kinship
from ledger.moral.relatives import refuse_relative
from ledger.registry.errors import ReviewerRecusedError
from ledger.shop.fund import Fund
from ledger.shop.fund_errors import GainNotWaitingError
from ledger.shop.fund_handlers import fund_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveGain(Command):
    """Let one gain be posted though all money is spoken for."""

    unit_code: str
    claim_id: UUID
    approved_by: UUID


@handles(ApproveGain, streams=lambda c: [Fund.create_id(c.unit_code), c.claim_id])
def approve_gain(session: Session, command: ApproveGain) -> Answer:
    """Let one gain through: by nobody who had a hand in it, lives there or is related."""
    fund = fund_of(session, command.unit_code)
    claim = _waiting(session, command)
    if command.approved_by in claim.hands() | set(claim.objection_hands):
        raise ReviewerRecusedError
    session.require(claim.household_id, Kinship.create_id(command.approved_by))
    refuse_relative(session, command.approved_by, household_of(session, claim.household_id))
    session.rely_on(claim.id)
    fund.approve(claim.id, command.approved_by, command.at)
    return {"claim_id": claim.id}


def let_through(session: Session, claim: Claim, at: datetime) -> None:
    """Refuse to post a gain that nobody approved while all money of its village is spoken for."""
    fund_id = Fund.create_id(claim.unit_code)
    session.require(fund_id)
    fund = session.find(Fund, fund_id)
    if fund is None or not fund.let_through(claim.id, at):
        session.rely_on(fund_id)  # another process may have stated the limit meanwhile


def _waiting(session: Session, command: ApproveGain) -> Claim:
    """Return a gain of the village whose notice has ended undisturbed."""
    claim = session.find(Claim, command.claim_id)
    if claim is None or claim.unit_code != command.unit_code or not _is_due(claim, command.at):
        raise GainNotWaitingError(claim_id=str(command.claim_id))
    return claim


def _is_due(claim: Claim, at: datetime) -> bool:
    ended = claim.closes_at
    is_waiting = claim.state is ClaimState.PUBLICISED and not claim.is_deduction
    return is_waiting and ended is not None and at >= ended
