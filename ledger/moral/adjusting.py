"""Handlers of adjustments: an entry on the wrong account is undone (A18)."""

from uuid import UUID

from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.moral.adjustments import (
    Asked,
    VillageAdjustments,
    adjustments_of,
    rightful_entry,
)
from ledger.moral.book_commands import (
    ApproveAdjustment,
    DeclineAdjustment,
    MergeScoreYears,
    RequestAdjustment,
)
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import ReversalCause
from ledger.moral.finding import item_of, rulebook_in_force
from ledger.moral.posting import Undone, post_gain, reverse_posting
from ledger.moral.relatives import refuse_relative
from ledger.moral.score_errors import (
    AdjustmentChangedError,
    AdjustmentNotFoundError,
    AdjustmentSameHouseholdError,
    DeductionNotMovedError,
    ScoreEntryNotFoundError,
)
from ledger.moral.score_finding import merge_score_years, score_year_with
from ledger.moral.scoring import Scored
from ledger.wallets.kinds import Reason


@handles(
    RequestAdjustment,
    streams=lambda c: [VillageAdjustments.create_id(c.unit_code), c.household_id],
)
def request_adjustment(session: Session, command: RequestAdjustment) -> Answer:
    """Ask; the entry must stand, and both households be of the village."""
    known = _entry(session, command.unit_code, command.household_id, command.entry_id, command)
    if command.right_household_id is not None:
        _require_movable(session, command, known)
    if command.claim_id is not None:
        _claim_of(session, command.claim_id, command.entry_id)
    wanted = Asked(
        entry_id=command.entry_id,
        household_id=command.household_id,
        right_household_id=command.right_household_id,
        claim_id=command.claim_id,
        requested_by=command.requested_by,
    )
    books = adjustments_of(session, command.unit_code)
    return {"number": books.request(wanted, command.text_id, command.at)}


@handles(ApproveAdjustment, streams=lambda c: [VillageAdjustments.create_id(c.unit_code)])
def approve_adjustment(session: Session, command: ApproveAdjustment) -> Answer:
    """Undo it and post it to the right household, in one save."""
    books = adjustments_of(session, command.unit_code)
    wanted = books.waiting(command.number)
    claim = _decidable(session, books, command.number, command.approved_by)
    known = _entry(session, command.unit_code, wanted.household_id, wanted.entry_id, command)
    undone = reverse_posting(
        session,
        household_id=wanted.household_id,
        entry_id=wanted.entry_id,
        reason=Reason.POSTING_ERROR,
        at=command.at,
        reversed_by=command.approved_by,
    )
    if command.shortfall_max is not None and undone.shortfall > command.shortfall_max:
        raise AdjustmentChangedError(shortfall=undone.shortfall)
    if wanted.right_household_id is not None and not known.is_deduction:
        _post_rightly(session, wanted, known, command)
    if claim is not None:
        _close_claim(claim, undone, wanted, command)
    books.approve(
        command.number,
        amount=undone.amount,
        shortfall=undone.shortfall,
        approved_by=command.approved_by,
        at=command.at,
    )
    return {"amount": undone.amount, "shortfall": undone.shortfall}


@handles(DeclineAdjustment, streams=lambda c: [VillageAdjustments.create_id(c.unit_code)])
def decline_adjustment(session: Session, command: DeclineAdjustment) -> Answer:
    """Leave it."""
    books = session.find(VillageAdjustments, VillageAdjustments.create_id(command.unit_code))
    if books is None:
        raise AdjustmentNotFoundError(number=command.number)
    _decidable(session, books, command.number, command.declined_by)
    books.decline(command.number, command.declined_by, command.text_id, command.at)
    return {"number": command.number}


@handles(MergeScoreYears, streams=lambda c: [c.household_id, c.from_household_id])
def merge_years(session: Session, command: MergeScoreYears) -> Answer:
    """Let the year of the household that stayed go on for both; the base counts once (A19)."""
    into = household_of(session, command.household_id)
    others = [command.from_household_id]
    return {"merged": merge_score_years(session, into, others, command.year, command.at)}


def _entry(
    session: Session,
    unit_code: str,
    household_id: UUID,
    entry_id: UUID,
    command: RequestAdjustment | ApproveAdjustment,
) -> Scored:
    """Return an entry that stands, of a household of the village."""
    household = _require_of(session, unit_code, household_id)
    year = score_year_with(session, household, household_id, entry_id, command.at)
    return year.require(entry_id)


def _decidable(
    session: Session, books: VillageAdjustments, number: int, decided_by: UUID
) -> Claim | None:
    """Return the act it is about; refuse its hands, both households and their kin."""
    wanted = books.waiting(number)
    claim = _claim_of(session, wanted.claim_id, wanted.entry_id) if wanted.claim_id else None
    books.require_approver(number, decided_by, claim.hands() if claim else frozenset())
    for household_id in (wanted.household_id, wanted.right_household_id):
        if household_id is not None:
            refuse_relative(session, decided_by, household_of(session, household_id))
    return claim


def _require_movable(session: Session, command: RequestAdjustment, known: Scored) -> None:
    """Refuse to give points anew to whom they were taken from, and to move a deduction."""
    assert command.right_household_id is not None
    right = _require_of(session, command.unit_code, command.right_household_id)
    right.require_open()
    if known.is_deduction:
        raise DeductionNotMovedError
    if right.id == household_of(session, command.household_id).id:
        raise AdjustmentSameHouseholdError


def _require_of(session: Session, unit_code: str, household_id: UUID) -> Household:
    household = household_of(session, household_id)
    if household.unit_code != unit_code:
        raise ScoreEntryNotFoundError(household_id=household_id)
    return household


def _claim_of(session: Session, claim_id: UUID, entry_id: UUID) -> Claim:
    session.require(claim_id)
    claim = session.find(Claim, claim_id)
    if claim is None or claim.entry_id != entry_id:
        raise ScoreEntryNotFoundError(entry_id=entry_id)
    return claim


def _post_rightly(
    session: Session, wanted: Asked, known: Scored, command: ApproveAdjustment
) -> None:
    """Give the points to whom they belong, by the rule of the day of the act."""
    assert wanted.right_household_id is not None
    household = household_of(session, wanted.right_household_id)
    version = rulebook_in_force(session, command.unit_code, known.occurred_on)
    post_gain(
        session,
        household=household,
        claim_id=wanted.claim_id,
        entry_id=rightful_entry(wanted.entry_id, household.id),
        item=item_of(version, known.item_code),
        points=known.points,
        occurred_on=known.occurred_on,
        posted_at=command.at,
        at=command.at,
    )


def _close_claim(claim: Claim, undone: Undone, wanted: Asked, command: ApproveAdjustment) -> None:
    claim.trigger_event(
        Claim.Reversed,
        **claim.about,
        cause=ReversalCause.POSTING_ERROR.value,
        entry_id=undone.entry_id,
        points=undone.points,
        shortfall=undone.shortfall,
        reversed_by=wanted.requested_by,
        approved_by=command.approved_by,
        occurred_at=command.at,
        period=undone.period,
    )
