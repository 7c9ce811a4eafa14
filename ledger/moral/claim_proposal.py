"""What must hold for an act to be proposed: when, by whom, with what, and never twice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.households.errors import NotInHouseholdError, OtherVillageError
from ledger.households.finding import household_of, require_member
from ledger.households.household import Household
from ledger.kernel.clock import local_date
from ledger.kernel.session import Session
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import ProposeClaim
from ledger.moral.claim_errors import (
    ClaimAlreadyFiledError,
    ClaimDayInvalidError,
    ClaimPointsInvalidError,
    EvidenceRequiredError,
    PaperEntryTooLateError,
    PhotoAlreadyUsedError,
    ProposerNotAllowedError,
)
from ledger.moral.claim_kinds import ClaimState, Source
from ledger.moral.claim_photo import ClaimPhoto
from ledger.moral.items import EvidenceKind, Item, Proposer
from ledger.moral.room import room_for
from ledger.moral.score_errors import DeductionCapReachedError, ItemCapReachedError
from ledger.registry.errors import OwnProposalError

ACT_DAYS_AGO_MAX = 31
"""``claim_days_max``: so long after an act it can be filed."""
PAPER_DAYS_AGO_MAX = 10
"""``paper_entry_days``: so long after an act its paper sheet is typed in (VP-7)."""
PHOTOS_MAX = 3
"""Pictures of one claim."""
FILINGS_MAX = 9
"""So often the same act can be filed anew after it was withdrawn or sent back."""

ON_PAPER = frozenset({Source.PAPER_SHEET, Source.IMPORT})
MAY_BE_FILED_ANEW = frozenset({ClaimState.WITHDRAWN, ClaimState.REJECTED})


@dataclass(frozen=True, slots=True)
class Filed:
    """Under which ID an act is filed, and the pictures it is filed with."""

    claim_id: UUID
    photos: tuple[ClaimPhoto | None, ...]


def check_day(occurred_on: date, source: Source, at: datetime) -> None:
    """Refuse an act that is still to come, or is too long ago."""
    today = local_date(at)
    if source in ON_PAPER and occurred_on < today - timedelta(days=PAPER_DAYS_AGO_MAX):
        raise PaperEntryTooLateError(days_max=PAPER_DAYS_AGO_MAX)
    first = today - timedelta(days=ACT_DAYS_AGO_MAX)
    if not first <= occurred_on <= today:
        raise ClaimDayInvalidError(first=first.isoformat(), last=today.isoformat())


def check_proposer(
    session: Session, command: ProposeClaim, household: Household, item: Item
) -> None:
    """Refuse a role the item does not name, and whoever is not what they say they are."""
    role = command.proposer_role
    if role not in item.proposers:
        raise ProposerNotAllowedError(item_code=item.code, proposers=list(item.proposers))
    if role is Proposer.HOUSEHOLD:
        require_member(household, command.proposed_by)
    elif household.has(command.proposed_by):
        raise OwnProposalError
    if role is Proposer.NEIGHBOUR:
        own = household_of(session, command.proposer_household_id or household.id)
        require_member(own, command.proposed_by)
        if own.unit_code != household.unit_code:
            raise OtherVillageError
    if command.person_id is not None and not household.has(command.person_id):
        raise NotInHouseholdError(number=household.number)


def check_evidence(command: ProposeClaim, item: Item) -> tuple[str, ...]:
    """Return of which kinds the evidence is; refuse less than one that the item takes.

    A paper sheet is evidence by its picture, whatever else the item takes.
    """
    given = set(command.evidence)
    if command.photo_ids:
        given.add(EvidenceKind.PHOTO)
    else:
        given.discard(EvidenceKind.PHOTO)
    on_paper = command.source is Source.PAPER_SHEET
    enough = EvidenceKind.NONE in item.evidence or bool(given & set(item.evidence))
    if on_paper and not command.photo_ids:
        raise EvidenceRequiredError(evidence=[EvidenceKind.PHOTO.value])
    if not enough and not on_paper:
        raise EvidenceRequiredError(evidence=list(item.evidence))
    return tuple(it.value for it in EvidenceKind if it in given)


def points_of(session: Session, command: ProposeClaim, household_id: UUID, item: Item) -> int:
    """Return for how many points an act is filed: what is said, and what the caps leave."""
    said = item.points if command.points is None else command.points
    if not 1 <= said <= item.points:
        raise ClaimPointsInvalidError(points_max=item.points)
    room = room_for(session, household_id, item, command.occurred_on, said)
    if room <= 0:
        refusal = DeductionCapReachedError if item.is_deduction else ItemCapReachedError
        raise refusal(item_code=item.code)
    return room


def file_under(session: Session, command: ProposeClaim, household_id: UUID) -> Filed:
    """Return where to file an act; refuse one that is filed already, or by a used picture."""
    photos = tuple(
        session.find(ClaimPhoto, ClaimPhoto.create_id(it)) for it in command.photo_hashes
    )
    evidence = command.photo_hashes[0] if command.photo_hashes else command.key
    claim_id = _free_id(session, command, household_id, evidence)
    for photo in photos:
        used = photo.claims_of(household_id, command.item_code) if photo else []
        session.require(*used)
        if any(_counts(session.find(Claim, it)) for it in used):
            raise PhotoAlreadyUsedError
    return Filed(claim_id, photos)


def _free_id(session: Session, command: ProposeClaim, household_id: UUID, evidence: str) -> UUID:
    identifier = household_id
    for n in range(FILINGS_MAX):
        anew = f"{evidence}/{n}" if n else evidence
        identifier = Claim.create_id(household_id, command.item_code, command.occurred_on, anew)
        session.require(identifier)
        found = session.find(Claim, identifier)
        if found is None:
            return identifier
        if _counts(found):
            break
    raise ClaimAlreadyFiledError(claim_id=str(identifier))


def _counts(claim: Claim | None) -> bool:
    return claim is not None and claim.state not in MAY_BE_FILED_ANEW
