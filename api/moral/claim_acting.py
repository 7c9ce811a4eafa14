"""What doors and pages do alike with claims: propose, withdraw, screen, warn and send back."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.moral.claim_finding import (
    STAFF,
    claim_to_screen,
    claim_to_see,
    panel_of,
    village_of,
)
from api.moral.notice_acting import require_village
from api.photos.evidence import keep_as_evidence, sent_photos
from api.services import services
from api.volunteering.notes import noted
from ledger.households.errors import HouseholdMemberRequiredError, HouseholdNotFoundError
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.moral.claim_commands import (
    ProposeClaim,
    PutRight,
    ReturnClaim,
    ScreenClaim,
    TakeBackScreening,
    WarnHousehold,
    WithdrawClaim,
)
from ledger.moral.claim_kinds import Source
from ledger.moral.items import EvidenceKind, Proposer
from projections.households.views import HouseholdRow

Answered = tuple[list[dict[str, Any]], int | None]
"""What came of each claim: its state, or the code of the refusal; and the last position."""


def propose(stamp: Stamp, asked: dict[str, Any]) -> Recorded:
    """Propose an act of the own household, as a neighbour, or as staff of the village."""
    who = caller()
    own = services().views.households.of_person(who.person_id)
    household = _household(asked, own)
    role = _role(household, own)
    if role in STAFF.values():
        require_village(who, household.unit_code)
    source = Source(asked["source"]) if role in STAFF.values() else Source.PHONE
    photos = sent_photos(asked["photo_ids"])
    marks = tuple(it.perceptual_hash for it in photos)
    facts = {name: asked[name] for name in ("item_code", "occurred_on", "points", "person_id")}

    def carry(text_id: UUID | None) -> Recorded:
        command = ProposeClaim(
            **stamp,
            **facts,
            household_id=household.household_id,
            proposed_by=who.person_id,
            proposer_role=role,
            proposer_household_id=own.household_id if own and role is Proposer.NEIGHBOUR else None,
            entered_by=who.person_id if source is not Source.PHONE else None,
            source=source,
            text_id=text_id,
            photo_ids=tuple(asked["photo_ids"]),
            photo_hashes=tuple(it.hash for it in photos),
            photo_marks=marks if source is Source.PHONE else (),
            evidence=tuple(EvidenceKind(it) for it in asked["evidence"]),
        )
        recorded = carry_out(services(), command)
        keep_as_evidence(asked["photo_ids"])
        return recorded

    about = who.person_id if role is Proposer.HOUSEHOLD else None
    return noted(stamp["key"], asked["words"], about, carry)


def withdraw(stamp: Stamp, claim_id: UUID) -> Recorded:
    """Take a claim back."""
    row = claim_to_see(claim_id)
    by = caller().person_id
    return carry_out(services(), WithdrawClaim(**stamp, claim_id=row.claim_id, withdrawn_by=by))


def screen(stamp: Stamp, claim_id: UUID, points: int | None, words: str) -> Recorded:
    """Hand a claim to the panel."""
    row = claim_to_screen(claim_id)

    def carry(text_id: UUID | None) -> Recorded:
        command = ScreenClaim(
            **stamp,
            claim_id=row.claim_id,
            screened_by=caller().person_id,
            points=points,
            text_id=text_id,
            panel=panel_of(row.unit_code),
        )
        return carry_out(services(), command)

    return noted(stamp["key"], words, None, carry)


def take_back(stamp: Stamp, claim_id: UUID) -> Recorded:
    """Take the caller's own screening back."""
    row = claim_to_screen(claim_id)
    by = caller().person_id
    command = TakeBackScreening(**stamp, claim_id=row.claim_id, taken_back_by=by)
    return carry_out(services(), command)


def screen_all(stamp: Stamp, claim_ids: Sequence[UUID]) -> Answered:
    """Screen claims as they were proposed, each with its own answer."""
    return each_alone(stamp, claim_ids, lambda own, it: screen(own, it, None, ""))


def each_alone(
    stamp: Stamp, claim_ids: Sequence[UUID], act: Callable[[Stamp, UUID], Recorded]
) -> Answered:
    """Do the same with claims one by one; say of each what came of it, and how far the log is."""
    results, position = [], None
    for claim_id in dict.fromkeys(claim_ids):
        own = Stamp(
            key=f"{stamp['key']}/{claim_id.hex[:12]}",
            at=stamp["at"],
            fingerprint=stamp["fingerprint"],
        )
        result = {"claim_id": claim_id, "state": "", "code": ""}
        try:
            recorded = act(own, claim_id)
            result["state"] = recorded.answer["state"]
            position = max(position or 0, recorded.position or 0)
        except LedgerError as refusal:
            result["code"] = refusal.code
        results.append(result)
    return results, position


def send_back(stamp: Stamp, claim_id: UUID, words: str) -> Recorded:
    """Send a claim back, with the reason."""
    row = claim_to_screen(claim_id)
    by = caller().person_id

    def carry(text_id: UUID | None) -> Recorded:
        command = ReturnClaim(**stamp, claim_id=row.claim_id, returned_by=by, text_id=text_id)
        return carry_out(services(), command)

    return noted(stamp["key"], words, None, carry)


def warn(stamp: Stamp, claim_id: UUID) -> Recorded:
    """Warn the household of a deduction."""
    row = claim_to_screen(claim_id)
    by = caller().person_id
    return carry_out(services(), WarnHousehold(**stamp, claim_id=row.claim_id, warned_by=by))


def put_right(stamp: Stamp, claim_id: UUID, words: str) -> Recorded:
    """Find it put right."""
    row = claim_to_screen(claim_id)
    by = caller().person_id

    def carry(text_id: UUID | None) -> Recorded:
        command = PutRight(**stamp, claim_id=row.claim_id, found_by=by, text_id=text_id)
        return carry_out(services(), command)

    return noted(stamp["key"], words, None, carry)


def village_to_file_in() -> str:
    """Return the village whose items may be filed: that of the work, or of the own household."""
    return _village_to_file_in(services().views.households.of_person(caller().person_id))


def _village_to_file_in(own: HouseholdRow | None) -> str:
    if caller().role in STAFF:
        return village_of(caller())
    if own is None:
        raise HouseholdMemberRequiredError
    return own.unit_code


def _household(asked: dict[str, Any], own: HouseholdRow | None) -> HouseholdRow:
    household_id, number = asked.get("household_id"), asked.get("household_number")
    if household_id is None and number is None:
        if own is None:
            raise HouseholdMemberRequiredError
        return own
    views = services().views.households
    if household_id is not None:
        found = views.survivor(household_id)
    else:
        found = views.by_number(_village_to_file_in(own), str(number).strip())
    if found is None:
        raise HouseholdNotFoundError
    return found


def _role(household: HouseholdRow, own: HouseholdRow | None) -> Proposer:
    is_own = own is not None and own.household_id == household.household_id
    if is_own:
        return Proposer.HOUSEHOLD
    return STAFF.get(caller().role, Proposer.NEIGHBOUR)
