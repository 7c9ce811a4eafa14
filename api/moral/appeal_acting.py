"""What doors and pages do alike with appeals: file, answer, go on to the township."""

from uuid import UUID

from api.auth import Caller, caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.moral.homes import adult_homes, own_homes
from api.moral.notice_acting import entry_of, is_of_village, served_entry
from api.reach import today
from api.reading import settled
from api.services import services
from api.volunteering.notes import noted
from ledger.households.errors import HouseholdAdultRequiredError
from ledger.kernel.receipts import Recorded
from ledger.moral.appeal import AppealMethod, AppealReason, AppealState
from ledger.moral.appeal_commands import (
    DecideAppeal,
    EscalateAppeal,
    FileAppeal,
    WithdrawAppeal,
)
from ledger.moral.appeal_errors import AppealNotFoundError
from ledger.moral.claim_errors import ClaimNotFoundError
from people.roles import Role
from projections.moral.appeals.views import AppealRow
from projections.moral.notices.rows import EntryRow

LEVELS = {Role.SUPERVISOR: AppealState.COMMITTEE, Role.STREET: AppealState.TOWNSHIP}
"""Who answers on which level."""


def own_entry(claim_id: UUID) -> EntryRow:
    """Return an act of the caller's own household; another's is as good as none."""
    row = entry_of(claim_id)
    if row.household_id not in own_homes():
        raise ClaimNotFoundError
    return row


def appeal_to_see(claim_id: UUID) -> AppealRow:
    """Return an appeal of the own household, or of the village one answers for."""
    row = settled(services(), lambda: services().views.appeals.of(claim_id))
    who = caller()
    if row is None or not (row.household_id in adult_homes() or _answers_for(who, row)):
        raise AppealNotFoundError
    return row


def _answers_for(who: Caller, row: AppealRow) -> bool:
    return who.role in (*LEVELS, Role.CLERK) and is_of_village(who, row.unit_code)


def file_own(stamp: Stamp, claim_id: UUID, reason: AppealReason, words: str | None) -> Recorded:
    """Appeal as an adult of the household."""
    own_entry(claim_id)
    return _file(stamp, claim_id, caller().person_id, reason, words, AppealMethod.PHONE_PAGE)


def file_for(
    stamp: Stamp,
    claim_id: UUID,
    person_id: UUID,
    reason: AppealReason,
    method: AppealMethod,
    words: str | None,
) -> Recorded:
    """Write down the appeal of somebody who said, called or wrote it."""
    served_entry(claim_id)
    return _file(stamp, claim_id, person_id, reason, words, method, caller().person_id)


def _file(
    stamp: Stamp,
    claim_id: UUID,
    person_id: UUID,
    reason: AppealReason,
    words: str | None,
    method: AppealMethod,
    entered_by: UUID | None = None,
) -> Recorded:
    _require_adult(person_id)

    def carry(text_id: UUID | None) -> Recorded:
        command = FileAppeal(
            **stamp,
            claim_id=claim_id,
            filed_by=person_id,
            reason=reason,
            method=method,
            entered_by=entered_by,
            text_id=text_id,
        )
        return carry_out(services(), command)

    recorded = noted(stamp["key"], words, person_id, carry)
    services().photos.hold(_evidence_of(claim_id))
    return recorded


def decide(stamp: Stamp, claim_id: UUID, *, upheld: bool, words: str | None) -> Recorded:
    """Answer on the caller's level: the committee first, the township second."""
    row = appeal_to_see(claim_id)
    who = caller()
    level = LEVELS[who.role]

    def carry(text_id: UUID | None) -> Recorded:
        command = DecideAppeal(
            **stamp,
            claim_id=row.claim_id,
            is_upheld=upheld,
            decided_by=who.person_id,
            by_township=level is AppealState.TOWNSHIP,
            text_id=text_id,
        )
        return carry_out(services(), command)

    recorded = noted(stamp["key"], words, row.filed_by, carry)
    services().photos.release(_evidence_of(claim_id), stamp["at"])
    return recorded


def escalate(stamp: Stamp, claim_id: UUID, words: str | None) -> Recorded:
    """Ask the township, as an adult of the household."""
    own_entry(claim_id)
    person_id = caller().person_id
    _require_adult(person_id)

    def carry(text_id: UUID | None) -> Recorded:
        command = EscalateAppeal(
            **stamp, claim_id=claim_id, escalated_by=person_id, text_id=text_id
        )
        return carry_out(services(), command)

    recorded = noted(stamp["key"], words, person_id, carry)
    services().photos.hold(_evidence_of(claim_id))
    return recorded


def withdraw(stamp: Stamp, claim_id: UUID) -> Recorded:
    """Take one's own appeal back."""
    own_entry(claim_id)
    command = WithdrawAppeal(**stamp, claim_id=claim_id, withdrawn_by=caller().person_id)
    recorded = carry_out(services(), command)
    services().photos.release(_evidence_of(claim_id), stamp["at"])
    return recorded


def _require_adult(person_id: UUID) -> None:
    if services().directory.minors.is_minor(person_id, today()):
        raise HouseholdAdultRequiredError


def _evidence_of(claim_id: UUID) -> list[UUID]:
    """Return the pictures of an act; while it is appealed against their term does not end."""
    row = services().views.claims.get(claim_id)
    return [UUID(it) for it in row.photo_ids] if row else []
