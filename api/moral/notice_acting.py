"""What doors and pages do alike with public notices: publish, deliver, object, decide."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from api.auth import Caller, caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.moral.homes import adult_homes
from api.reach import reaches
from api.reading import settled
from api.refusals import OutsideUnitError
from api.services import services
from api.texts import with_text
from api.volunteering.notes import noted
from ledger.kernel.clock import local_date
from ledger.kernel.receipts import Recorded
from ledger.moral.notice_commands import (
    DecideObjection,
    DeliverNotice,
    ObjectToClaim,
    PublishNotice,
)
from ledger.moral.notice_errors import (
    ClaimNotFoundError,
    NoticeNotFoundError,
    ObjectionNotFoundError,
)
from ledger.moral.notice_kinds import Delivery, ObjectionMethod
from projections.moral.notices.rows import EntryRow, NoticeRow, ObjectionRow


def notice_of(notice_id: UUID) -> NoticeRow:
    """Return a notice, or refuse."""
    found = settled(services(), lambda: services().views.notices.of(notice_id))
    if found is None:
        raise NoticeNotFoundError
    return found


def entry_of(claim_id: UUID) -> EntryRow:
    """Return an act on its way, or refuse."""
    found = settled(services(), lambda: services().views.notices.entry(claim_id))
    if found is None:
        raise ClaimNotFoundError
    return found


def served_entry(claim_id: UUID) -> EntryRow:
    """Return an act of a village in which the caller works."""
    row = entry_of(claim_id)
    require_village(caller(), row.unit_code)
    return row


def objection_of(objection_id: UUID) -> ObjectionRow:
    """Return an objection of the caller's own village, or refuse."""
    found = settled(services(), lambda: services().views.objections.of(objection_id))
    if found is None:
        raise ObjectionNotFoundError
    caller().require_unit(found.unit_code)
    return found


def own_deduction(claim_id: UUID) -> EntryRow:
    """Return a deduction of the caller's own household; another's is as good as none."""
    row = entry_of(claim_id)
    if not row.is_deduction or not row.round or row.household_id not in adult_homes():
        raise ClaimNotFoundError
    return row


def is_of_village(who: Caller, unit_code: str) -> bool:
    """Tell whether somebody's unit is a village, lies in it or above it."""
    return who.reaches(unit_code) or reaches(unit_code, who.grant.unit_code)


def require_village(who: Caller, unit_code: str) -> None:
    """Refuse who has nothing to do with a village."""
    if not is_of_village(who, unit_code):
        raise OutsideUnitError(unit_code=who.grant.unit_code)


def publish(stamp: Stamp, unit_code: str, claim_ids: Sequence[UUID], month: str) -> Recorded:
    """Publish acts of the caller's own village."""
    caller().require_unit(unit_code)
    year = local_date(stamp["at"]).year
    command = PublishNotice(
        **stamp,
        unit_code=unit_code,
        claim_ids=tuple(claim_ids),
        month=month,
        published_by=caller().person_id,
        number_from=services().views.notices.next_number(unit_code, year),
    )
    return carry_out(services(), command)


def hand_over(stamp: Stamp, claim_id: UUID, on: date) -> Recorded:
    """Write down that the caller handed a notice over."""
    row = served_entry(claim_id)
    return _deliver(stamp, row, Delivery.HANDED_OVER, on)


def read_own(stamp: Stamp, claim_id: UUID) -> Recorded:
    """Write down that the caller has opened the notice of the own household."""
    row = own_deduction(claim_id)
    return _deliver(stamp, row, Delivery.READ_IN_APP, local_date(stamp["at"]))


def _deliver(stamp: Stamp, row: EntryRow, method: Delivery, on: date) -> Recorded:
    command = DeliverNotice(
        **stamp, claim_id=row.claim_id, method=method, delivered_by=caller().person_id, on=on
    )
    return carry_out(services(), command)


def object_own(stamp: Stamp, claim_id: UUID, words: str) -> Recorded:
    """Object as the caller; of a deduction nobody but its household knows."""
    row = entry_of(claim_id)
    if row.is_deduction:
        own_deduction(claim_id)
    require_village(caller(), row.unit_code)
    person_id = caller().person_id

    def carry(text_id: UUID) -> Recorded:
        command = ObjectToClaim(
            **stamp,
            claim_id=claim_id,
            objected_by=person_id,
            method=ObjectionMethod.PHONE_PAGE,
            text_id=text_id,
        )
        return carry_out(services(), command)

    return with_text(stamp["key"], words, person_id, carry)


def object_for(stamp: Stamp, claim_id: UUID, method: ObjectionMethod, words: str) -> Recorded:
    """Write down what somebody said; who it was stands in the words, for the committee alone."""
    row = served_entry(claim_id)

    def carry(text_id: UUID) -> Recorded:
        command = ObjectToClaim(
            **stamp,
            claim_id=row.claim_id,
            objected_by=None,
            method=method,
            text_id=text_id,
            entered_by=caller().person_id,
        )
        return carry_out(services(), command)

    return with_text(stamp["key"], words, None, carry)


def decide(stamp: Stamp, row: ObjectionRow, *, upheld: bool, words: str | None) -> Recorded:
    """Decide an objection."""

    def carry(text_id: UUID | None) -> Recorded:
        command = DecideObjection(
            **stamp,
            claim_id=row.claim_id,
            objection_id=row.objection_id,
            is_upheld=upheld,
            decided_by=caller().person_id,
            text_id=text_id,
        )
        return carry_out(services(), command)

    return noted(stamp["key"], words, None, carry)
