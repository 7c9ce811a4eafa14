"""The way of a draft to force: opinions, township, meeting, filing, a day (征求意见至公布)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.moral.item_rules import check_item, check_linkage
from ledger.moral.meetings import Meeting, check_meeting
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_errors import (
    FilingInvalidError,
    PledgeSampleError,
    RulebookDayTakenError,
    RuleItemInvalidError,
)
from ledger.moral.versions import EDITABLE, Stage
from ledger.registry.separation import Hands, Step

FILING_NUMBER_LENGTH_MAX = 40
IN_FORCE_WITHIN_DAYS = 366
"""No version is set to begin later than a year from now."""
OPINIONS_MAX = 100_000


def close_consultation(
    book: Rulebook, version: int, *, opinions: int, by: UUID, at: datetime
) -> None:
    """End the time for opinions, and say how many there were; from now on the text is worked on."""
    book.at_stage(version, Stage.CONSULTATION)
    if not 0 <= opinions <= OPINIONS_MAX:
        raise RuleItemInvalidError(flaws=["opinions"])
    book.record(book.ConsultationClosed, version, at, opinions=opinions, closed_by=by)


def send_for_review(book: Rulebook, version: int, *, by: UUID, at: datetime) -> None:
    """Send the text to the township; every line of it is checked once more."""
    draft = book.at_stage(version, Stage.EDITING)
    if not draft.items:
        raise RuleItemInvalidError(flaws=["no_items"])
    if draft.pledge is not None and draft.pledge.is_sample:
        raise PledgeSampleError(version=version)
    for item in draft.items.values():
        check_item(item)
    for linkage in draft.linkages.values():
        check_linkage(linkage)
    book.record(book.SentForReview, version, at, edit=draft.edit, sent_by=by)


def return_draft(
    book: Rulebook, version: int, *, by: UUID, text_id: UUID | None, at: datetime
) -> None:
    """Send it back to the village, and say why."""
    book.at_stage(version, Stage.REVIEW)
    book.record(book.Returned, version, at, returned_by=by, text_id=text_id)


def clear_draft(book: Rulebook, version: int, *, by: UUID, at: datetime) -> None:
    """Have nothing against it; whoever sent it does not review it."""
    draft = book.at_stage(version, Stage.REVIEW)
    Hands.of(propose=draft.sent_by).refuse(Step.REVIEW, by)
    book.record(book.Cleared, version, at, fixed_on=local_date(at), cleared_by=by)


def record_vote(book: Rulebook, version: int, meeting: Meeting, *, by: UUID, at: datetime) -> bool:
    """Enter how a meeting voted; a meeting too small decides nothing. Tell whether it passed."""
    draft = book.at_stage(version, Stage.VOTING)
    assert draft.fixed_on is not None, "a text that is voted on was fixed on some day"
    check_meeting(meeting, fixed_on=draft.fixed_on, today=local_date(at))
    outcome = book.Passed if meeting.passes else book.VotedDown
    book.record(outcome, version, at, meeting=meeting, recorded_by=by)
    return meeting.passes


def file_version(
    book: Rulebook, version: int, number: str, filed_on: date, *, by: UUID, at: datetime
) -> None:
    """File it with the township under a number."""
    passed = book.at_stage(version, Stage.PASSED)
    assert passed.meeting is not None, "a version that was passed was passed by a meeting"
    cleaned = number.strip()
    fits = 0 < len(cleaned) <= FILING_NUMBER_LENGTH_MAX
    if not fits or not passed.meeting.held_on <= filed_on <= local_date(at):
        raise FilingInvalidError(
            length_max=FILING_NUMBER_LENGTH_MAX, held_on=passed.meeting.held_on.isoformat()
        )
    book.record(book.Filed, version, at, filing_number=cleaned, filed_on=filed_on, filed_by=by)


def enact(book: Rulebook, version: int, in_force_from: date, *, by: UUID, at: datetime) -> None:
    """Put it in force from a day: never from one that is over, never beside another version."""
    filed = book.at_stage(version, Stage.FILED)
    assert filed.meeting is not None, "what was filed was passed"
    assert filed.filing_number, "what was filed has a number"
    before = book.last_enacted
    earliest = local_date(at)
    if before is not None and before.in_force_from is not None:
        earliest = max(earliest, before.in_force_from + timedelta(days=1))
    latest = local_date(at) + timedelta(days=IN_FORCE_WITHIN_DAYS)
    if not earliest <= in_force_from <= latest:
        raise RulebookDayTakenError(earliest=earliest.isoformat(), latest=latest.isoformat())
    book.record(book.Enacted, version, at, in_force_from=in_force_from, enacted_by=by)


def drop_draft(book: Rulebook, version: int, *, by: UUID, at: datetime) -> None:
    """Give a draft up before anybody has voted on it."""
    book.at_stage(version, *EDITABLE, Stage.REVIEW, Stage.VOTING)
    book.record(book.Dropped, version, at, dropped_by=by)
