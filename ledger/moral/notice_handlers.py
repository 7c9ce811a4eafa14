"""Handlers of public notices: publishing, and delivering what is deducted."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from ledger.households.finding import household_of, require_member
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.moral.claim import Claim
from ledger.moral.claim_notice import deliver, publicise
from ledger.moral.days import calendar_from
from ledger.moral.notice import Notice
from ledger.moral.notice_commands import DeliverNotice, PublishNotice
from ledger.moral.notice_errors import (
    ClaimElsewhereError,
    ClaimNotFoundError,
    NoticeEmptyError,
    NoticeKindsMixedError,
    NoticeMonthOpenError,
)
from ledger.moral.notice_kinds import NOTICE_LINES_MAX, Delivery, NoticeKind, days_of, kind_of


def claim_of(session: Session, claim_id: UUID) -> Claim:
    """Return a claim, or refuse."""
    session.require(claim_id)
    found = session.find(Claim, claim_id)
    if found is None:
        raise ClaimNotFoundError
    return found


def _publish_streams(command: PublishNotice) -> list[UUID]:
    year = local_date(command.at).year
    return [
        *command.claim_ids,
        *Notice.candidates(command.unit_code, year, command.number_from),
    ]


@handles(PublishNotice, streams=_publish_streams)
def publish_notice(session: Session, command: PublishNotice) -> Answer:
    """Publish acts of one kind; each of them says in the same save that it stands there."""
    claims = _lines(session, command)
    kind, days = _one_kind(claims)
    year, calendar = local_date(command.at).year, calendar_from(session, command.at)
    number = _free_number(session, command.unit_code, year, command.number_from)
    notice_id = Notice.create_id(command.unit_code, year, number)
    for line, claim in enumerate(claims, 1):
        publicise(claim, notice_id, line, calendar, command.at)
    closes_at = claims[0].closes_at
    notice = Notice._create(  # noqa: SLF001 - what it came to is for readers only
        Notice.Published,
        id=notice_id,
        unit_code=command.unit_code,
        year=year,
        number=number,
        kind=kind.value,
        days=days,
        month=command.month,
        claim_ids=list(command.claim_ids),
        points=sum(it.points for it in claims),
        published_by=command.published_by,
        closes_at=closes_at,
        occurred_at=command.at,
    )
    session.add(notice)
    return {"notice_id": notice.id, "year": year, "number": number, "closes_at": closes_at}


@handles(DeliverNotice, streams=lambda c: [c.claim_id])
def deliver_notice(session: Session, command: DeliverNotice) -> Answer:
    """Start the days of a deduction. In the app only its own household reads it."""
    claim = claim_of(session, command.claim_id)
    household = household_of(session, claim.household_id)
    if command.method is Delivery.READ_IN_APP:
        require_member(household, command.delivered_by)
    calendar = calendar_from(session, command.at)
    deliver(claim, command.method, command.delivered_by, command.on, calendar, command.at)
    return {"claim_id": claim.id, "closes_at": claim.closes_at}


def _lines(session: Session, command: PublishNotice) -> list[Claim]:
    ids = command.claim_ids
    if not 0 < len(ids) <= NOTICE_LINES_MAX or len(set(ids)) < len(ids):
        raise NoticeEmptyError(lines_max=NOTICE_LINES_MAX)
    session.require(*ids)
    claims = [claim_of(session, it) for it in ids]
    if any(it.unit_code != command.unit_code for it in claims):
        raise ClaimElsewhereError
    if command.month:
        _require_over(command.month, claims, local_date(command.at))
    return claims


def _require_over(month: str, claims: Sequence[Claim], today: date) -> None:
    """Refuse a month that runs, and acts after its last day: they are of the next list (VP-6)."""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=31)).replace(day=1)
    if today < following or any(it.occurred_on >= following for it in claims):
        raise NoticeMonthOpenError(month=month)


def _one_kind(claims: Sequence[Claim]) -> tuple[NoticeKind, int]:
    kinds = {(kind_of(it), days_of(it)) for it in claims}
    if len(kinds) > 1:
        raise NoticeKindsMixedError(kinds=sorted(it.value for it, _ in kinds))
    return kinds.pop()


def _free_number(session: Session, unit_code: str, year: int, number: int) -> int:
    """Return the first number of a village and year that no notice has."""
    while True:
        streams = Notice.candidates(unit_code, year, number)
        session.require(*streams)
        for it in streams:
            if session.find(Notice, it) is None:
                return number
            number += 1
