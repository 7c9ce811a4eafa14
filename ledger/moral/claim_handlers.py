"""Handlers of claims until the panel has voted."""

from datetime import datetime
from uuid import UUID

from ledger.households.agreeing import require_in_scheme
from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.moral import claim_review
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import (
    ProposeClaim,
    PutRight,
    ReturnClaim,
    ScreenClaim,
    TakeBackScreening,
    VoteOnClaim,
    WarnHousehold,
    WithdrawClaim,
)
from ledger.moral.claim_photo import ClaimPhoto
from ledger.moral.claim_proposal import (
    Filed,
    check_day,
    check_evidence,
    check_proposer,
    file_under,
    points_of,
)
from ledger.moral.claim_vote import Outcome, count_of, settle, vote
from ledger.moral.days import calendar_from, last_day
from ledger.moral.finding import item_of, rulebook_in_force
from ledger.moral.items import Item
from ledger.moral.notice_handlers import claim_of
from ledger.moral.panel import panel_of


def _propose_streams(command: ProposeClaim) -> list[UUID]:
    known = [command.household_id, *map(ClaimPhoto.create_id, command.photo_hashes)]
    return (
        known if command.proposer_household_id is None else [*known, command.proposer_household_id]
    )


@handles(ProposeClaim, streams=_propose_streams)
def propose_claim(session: Session, command: ProposeClaim) -> Answer:
    """File an act under the rule book that was in force on its day."""
    session.require(*_propose_streams(command))
    household = household_of(session, command.household_id)
    require_in_scheme(household)
    check_day(command.occurred_on, command.source, command.at)
    version = rulebook_in_force(session, household.unit_code, command.occurred_on)
    item = item_of(version, command.item_code)
    check_proposer(session, command, household, item)
    evidence = check_evidence(command, item)
    filed = file_under(session, command, household.id)
    points = points_of(session, command, household.id, item)
    claim = _proposed(command, household, item, filed, points, version.number, list(evidence))
    session.add(claim)
    is_reused = _use_photos(session, command, claim, filed)
    return {
        "claim_id": claim.id,
        "state": claim.state.value,
        "points": points,
        "is_capped": points < (command.points or item.points),
        "photo_reused": is_reused,
    }


@handles(WithdrawClaim, streams=lambda c: [c.claim_id])
def withdraw_claim(session: Session, command: WithdrawClaim) -> Answer:
    """Take a claim back."""
    claim = claim_of(session, command.claim_id)
    household = household_of(session, claim.household_id)
    claim_review.withdraw(claim, command.withdrawn_by, household.member_ids, command.at)
    return _stands(claim)


@handles(ScreenClaim, streams=lambda c: [c.claim_id])
def screen_claim(session: Session, command: ScreenClaim) -> Answer:
    """Hand a claim to the panel, and say at once if it has too few to vote."""
    claim = claim_of(session, command.claim_id)
    household = household_of(session, claim.household_id)
    claim_review.screen(
        claim,
        command.screened_by,
        household.member_ids,
        points=command.points,
        text_id=command.text_id,
        at=command.at,
    )
    if command.panel:
        day = local_date(command.at)
        settle(claim, panel_of(session, command.panel, household, claim.unit_code, day), command.at)
    return _stands(claim) | {"points": claim.points, "is_panel_short": claim.is_panel_short}


@handles(TakeBackScreening, streams=lambda c: [c.claim_id])
def take_back_screening(session: Session, command: TakeBackScreening) -> Answer:
    """Take a screening back."""
    claim = claim_of(session, command.claim_id)
    claim_review.take_back(claim, command.taken_back_by, command.at)
    return _stands(claim) | {"points": claim.points}


@handles(ReturnClaim, streams=lambda c: [c.claim_id])
def return_claim(session: Session, command: ReturnClaim) -> Answer:
    """Send a claim back."""
    claim = claim_of(session, command.claim_id)
    members = household_of(session, claim.household_id).member_ids
    claim_review.return_claim(claim, command.returned_by, members, command.text_id, command.at)
    return _stands(claim)


@handles(WarnHousehold, streams=lambda c: [c.claim_id])
def warn_household(session: Session, command: WarnHousehold) -> Answer:
    """Warn a household of a deduction; its days are counted as those of notices."""
    claim = claim_of(session, command.claim_id)
    members = household_of(session, claim.household_id).member_ids
    calendar = calendar_from(session, command.at)
    until = last_day(local_date(command.at), claim_review.WARNING_DAYS, calendar)
    claim_review.warn(claim, command.warned_by, members, until, command.at)
    return _stands(claim) | {"put_right_until": until}


@handles(PutRight, streams=lambda c: [c.claim_id])
def put_right(session: Session, command: PutRight) -> Answer:
    """Find it put right."""
    claim = claim_of(session, command.claim_id)
    members = household_of(session, claim.household_id).member_ids
    claim_review.put_right(claim, command.found_by, members, command.text_id, command.at)
    return _stands(claim)


@handles(VoteOnClaim, streams=lambda c: [c.claim_id])
def vote_on_claim(session: Session, command: VoteOnClaim) -> Answer:
    """Vote, and close the vote if it is decided."""
    claim = claim_of(session, command.claim_id)
    household = household_of(session, claim.household_id)
    named = (command.reviewer_id, *command.panel)
    day = local_date(command.at)
    panel = panel_of(session, named, household, claim.unit_code, day)
    outcome = vote(claim, panel, command.reviewer_id, command.vote, command.at)
    count = count_of(claim, panel)
    return _stands(claim) | {
        "outcome": outcome.value,
        "votes_for": count.votes_for,
        "votes_against": count.votes_against,
        "recused": count.recused,
        "substitutes_needed": outcome is Outcome.SHORT,
    }


def _proposed(
    command: ProposeClaim,
    household: Household,
    item: Item,
    filed: Filed,
    points: int,
    version: int,
    evidence: list[str],
) -> Claim:
    claim: Claim = Claim._create(  # noqa: SLF001 - much of it is for readers only
        Claim.Proposed,
        id=filed.claim_id,
        household_id=household.id,
        unit_code=household.unit_code,
        item_code=item.code,
        version=version,
        kind=item.kind,
        points=points,
        is_deduction=item.is_deduction,
        is_safety=item.is_safety,
        notice_days=item.notice_days,
        occurred_on=command.occurred_on,
        person_id=command.person_id,
        proposed_by=command.proposed_by,
        proposer_role=command.proposer_role.value,
        entered_by=command.entered_by,
        source=command.source.value,
        text_id=command.text_id,
        photo_ids=list(command.photo_ids),
        photo_hashes=list(command.photo_hashes),
        photo_marks=list(command.photo_marks),
        evidence=evidence,
        occurred_at=command.at,
    )
    return claim


def _use_photos(session: Session, command: ProposeClaim, claim: Claim, filed: Filed) -> bool:
    """Note which pictures the claim was filed with; tell whether one was used before."""
    is_reused = False
    for found, photo_hash in zip(filed.photos, command.photo_hashes, strict=True):
        about = (claim.id, claim.household_id, claim.item_code, claim.unit_code)
        if found is None:
            session.add(_first_use(photo_hash, *about, command.at))
        else:
            is_reused = is_reused or bool(set(found.uses.values()) - {about[1:3]})
            found.use_again(*about, command.at)
    return is_reused


def _first_use(
    photo_hash: str,
    claim_id: UUID,
    household_id: UUID,
    item_code: str,
    unit_code: str,
    at: datetime,
) -> ClaimPhoto:
    photo: ClaimPhoto = ClaimPhoto._create(  # noqa: SLF001 - the village is for readers only
        ClaimPhoto.Used,
        id=ClaimPhoto.create_id(photo_hash),
        hash=photo_hash,
        claim_id=claim_id,
        household_id=household_id,
        item_code=item_code,
        unit_code=unit_code,
        occurred_at=at,
    )
    return photo


def _stands(claim: Claim) -> Answer:
    return {"claim_id": claim.id, "state": claim.state.value}
