"""The command and handler of a gate on a round; a good one becomes a claim in the same save."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.households.finding import household_of
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.occurrence import believed
from ledger.kernel.session import Session
from ledger.moral.claim_commands import ProposeClaim
from ledger.moral.claim_handlers import propose_claim
from ledger.moral.claim_kinds import Source
from ledger.moral.finding import item_of, rulebook_in_force
from ledger.moral.items import EvidenceKind, Proposer
from ledger.moral.round import Found, Round
from ledger.moral.round_errors import RoundTicksInvalidError


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGate(Command):
    """Write down what was found at a gate; ``checked_at`` is the phone's time, also offline.

    ``ticked`` of ``points_of_list`` say how much of the item's list holds.
    """

    unit_code: str
    household_id: UUID
    item_code: str
    found: Found
    ticked: int
    points_of_list: int
    checked_at: datetime
    walked_by: UUID
    photo_ids: tuple[UUID, ...] = ()
    photo_hashes: tuple[str, ...] = ()


def _round_id(command: CheckGate) -> UUID:
    month = f"{local_date(min(command.checked_at, command.at)):%Y-%m}"
    return Round.create_id(command.unit_code, command.walked_by, month)


@handles(CheckGate, streams=lambda c: [_round_id(c), c.household_id])
def check_gate(session: Session, command: CheckGate) -> Answer:
    """Keep the check, and propose the claim of a gate that was found good."""
    checked_at = believed(command.checked_at, command.at)
    _check_ticks(command)
    household = household_of(session, command.household_id)
    day = local_date(checked_at)
    item_of(rulebook_in_force(session, household.unit_code, day), command.item_code)
    walked = session.find(Round, _round_id(command))
    is_new = walked is None
    if walked is None:
        month = f"{day:%Y-%m}"
        walked = Round(unit_code=command.unit_code, month=month, walked_by=command.walked_by)
    walked.require_open_gate(household.id, command.item_code)
    claim_id = _proposed(session, command, checked_at) if command.found is Found.GOOD else None
    walked.check(
        household_id=household.id,
        item_code=command.item_code,
        found=command.found,
        ticked=command.ticked,
        points_of_list=command.points_of_list,
        claim_id=claim_id,
        photo_ids=list(command.photo_ids),
        checked_at=checked_at,
        at=command.at,
    )
    if is_new:
        session.add(walked)
    return {
        "household_id": household.id,
        "found": command.found.value,
        "claim_id": claim_id,
    }


def _check_ticks(command: CheckGate) -> None:
    whole = command.ticked == command.points_of_list
    holds = {
        Found.GOOD: whole,
        Found.NOT_YET: 0 <= command.ticked < max(command.points_of_list, 1),
        Found.ABSENT: command.ticked == 0,
    }[command.found]
    if not holds:
        raise RoundTicksInvalidError


def _proposed(session: Session, command: CheckGate, checked_at: datetime) -> UUID:
    evidence = (EvidenceKind.RECORD, *((EvidenceKind.PHOTO,) if command.photo_ids else ()))
    answer = propose_claim(
        session,
        ProposeClaim(
            key=command.key,
            at=command.at,
            household_id=command.household_id,
            item_code=command.item_code,
            occurred_on=local_date(checked_at),
            proposed_by=command.walked_by,
            proposer_role=Proposer.GRID_WORKER,
            source=Source.ROUND,
            photo_ids=command.photo_ids,
            photo_hashes=command.photo_hashes,
            evidence=evidence,
        ),
    )
    claim_id: UUID = answer["claim_id"]
    return claim_id
