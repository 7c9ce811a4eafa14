"""Handlers of objections: one act stops, the committee decides, the others go on (A10)."""

from ledger.households.finding import household_of
from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.moral.claim_notice import Objection, keep, object_to, require_decider, uphold
from ledger.moral.days import DECIDE_WORKDAYS, calendar_from, workday_due
from ledger.moral.notice_commands import DecideObjection, ObjectToClaim
from ledger.moral.notice_errors import ObjectionNotAllowedError
from ledger.moral.notice_handlers import claim_of
from ledger.moral.relatives import refuse_relative


@handles(ObjectToClaim, streams=lambda c: [c.claim_id])
def object_to_claim(session: Session, command: ObjectToClaim) -> Answer:
    """Stop one act. To a deduction only its household objects: nobody else is told of it."""
    claim = claim_of(session, command.claim_id)
    if claim.is_deduction and command.objected_by is not None:
        household = household_of(session, claim.household_id)
        if not household.has(command.objected_by):
            raise ObjectionNotAllowedError
    calendar = calendar_from(session, command.at)
    due_on = workday_due(command.at, DECIDE_WORKDAYS, calendar)
    objection = Objection(
        objection_id=derive("objection", claim.id, command.key),
        objected_by=command.objected_by,
        method=command.method,
        text_id=command.text_id,
        entered_by=command.entered_by,
    )
    object_to(claim, objection, due_on, command.at)
    return {
        "claim_id": claim.id,
        "objection_id": objection.objection_id,
        "answer_due_on": due_on,
    }


@handles(DecideObjection, streams=lambda c: [c.claim_id])
def decide_objection(session: Session, command: DecideObjection) -> Answer:
    """Decide it; nobody who had a hand in the act, objected, lives there or is related."""
    claim = claim_of(session, command.claim_id)
    household = household_of(session, claim.household_id)
    by = command.decided_by
    require_decider(claim, command.objection_id, by, household.members)
    refuse_relative(session, by, household)
    if command.is_upheld:
        uphold(claim, by, command.text_id, command.at)
    else:
        keep(claim, by, command.text_id, calendar_from(session, command.at), command.at)
    return {"claim_id": claim.id, "state": claim.state.value, "closes_at": claim.closes_at}
