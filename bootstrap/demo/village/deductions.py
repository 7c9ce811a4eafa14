"""Deductions, each at its own step: warned, told, posted, appealed, put right (VP-10)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from bootstrap.demo.village.acts import Acts
from bootstrap.demo.village.people import OUR_HOME, VILLAGE
from bootstrap.demo.village.telling import EVENING, Village, at
from ledger.moral.appeal import AppealMethod, AppealReason
from ledger.moral.appeal_commands import DecideAppeal, EscalateAppeal, FileAppeal
from ledger.moral.claim_commands import ProposeClaim, PutRight, WarnHousehold
from ledger.moral.claim_review import WARNING_DAYS
from ledger.moral.days import last_day
from ledger.moral.items import NOTICE_DAYS_LONG, EvidenceKind, Proposer
from ledger.moral.notice_commands import DeliverNotice, PublishNotice
from ledger.moral.notice_kinds import Delivery
from people.roles import Role

PILE, LITTER = "90", "91"
WARNED_HOME, PUT_RIGHT_HOME = "0088", "0035"
UPHELD_HOME, TOWNSHIP_HOME = "0064", "0031"
UNDELIVERED_HOME = "0038"
TWO_DAYS = timedelta(days=2)
SETTLING_DAYS = 6
"""So long before today a deduction was posted whose appeal has been decided since."""
LOOK_BACK_DAYS = range(18, 70)


@dataclass(frozen=True, slots=True)
class Steps:
    """The days of a deduction that is posted on the last of them."""

    seen: date
    screened: date
    published: date
    posted: date


def steps_before(village: Village, settling_days: int = 0) -> Steps:
    """Return the latest days on which a deduction can have been seen to be posted by now.

    Counted as the house counts: on the real calendar, its holidays included.
    """
    latest = village.today - timedelta(days=settling_days)
    for back in LOOK_BACK_DAYS:
        seen = latest - timedelta(days=back)
        screened = last_day(seen, WARNING_DAYS, village.calendar) + timedelta(days=1)
        published = screened + timedelta(days=1)
        ends = last_day(published, NOTICE_DAYS_LONG, village.calendar)
        if ends < latest:
            return Steps(seen, screened, published, ends + timedelta(days=1))
    raise AssertionError("no rest is so long")


def play(village: Village, acts: Acts) -> None:
    """Play all of them."""
    ours = _posted(village, acts, OUR_HOME, PILE, steps_before(village))
    upheld, kept = (
        _posted(village, acts, it, LITTER, steps_before(village, SETTLING_DAYS))
        for it in (UPHELD_HOME, TOWNSHIP_HOME)
    )
    _appeal(village, ours, OUR_HOME, "柴火垛是邻居家的，那天借我家门口停了一夜。", hours_ago=3)
    _appeal(village, upheld, UPHELD_HOME, "提醒后第二天就收拾了，有照片。", hours_ago=100)
    _appeal(village, kept, TOWNSHIP_HOME, "不是我家倒的，是外来的车。", hours_ago=98)
    _decide(village, upheld, "去看过，提醒期内已经收拾好，撤销。", is_upheld=True)
    _decide(village, kept, "查了门口的记录，是本户倒的，维持。", is_upheld=False)
    _go_on(village, kept)
    _on_notice(village, acts)
    warned = _warned(village, WARNED_HOME, PILE, village.ago(days=2))
    assert warned, "a household has days left to put it right"
    _put_right(village)


def _posted(village: Village, acts: Acts, number: str, item_code: str, days: Steps) -> UUID:
    on = at(days.published)
    claim_id = _warned(village, number, item_code, at(days.seen))
    _published(village, acts, claim_id, days.screened, on)
    told: dict[str, Any] = {"method": Delivery.READ_IN_APP, "on": days.published}
    by = {"delivered_by": village.homes[number].head}
    village.tell(DeliverNotice, at=on + timedelta(minutes=25), claim_id=claim_id, **told, **by)
    village.post_due(at(days.posted))
    return claim_id


def _on_notice(village: Village, acts: Acts) -> None:
    """Leave one whose household has not opened its notice: somebody has to bring it."""
    seen = village.today - timedelta(days=WARNING_DAYS + 2)
    while (until := last_day(seen, WARNING_DAYS, village.calendar)) > village.today - TWO_DAYS:
        seen -= timedelta(days=1)
    claim_id = _warned(village, UNDELIVERED_HOME, LITTER, at(seen))
    _published(village, acts, claim_id, until + timedelta(days=1), village.ago(hours=5))


def _published(village: Village, acts: Acts, claim_id: UUID, screened: date, on: datetime) -> None:
    acts.screen([claim_id], at(screened))
    acts.vote([claim_id], at(screened, EVENING), first=1)
    of = {"unit_code": VILLAGE, "claim_ids": (claim_id,), "published_by": village.one(Role.CLERK)}
    village.tell(PublishNotice, at=on, **of, number_from=1)


def _warned(village: Village, number: str, item_code: str, seen: datetime) -> UUID:
    """Let the second grid worker see it, and the clerk warn the household in private."""
    walker = village.one(Role.GRID_WORKER, 1)
    told = village.tell(
        ProposeClaim,
        at=seen,
        household_id=village.household(number),
        item_code=item_code,
        occurred_on=seen.date(),
        proposed_by=walker,
        proposer_role=Proposer.GRID_WORKER,
        text_id=village.words("门口堆了东西，挡着路，过了三天没动。", walker, seen),
        evidence=(EvidenceKind.WITNESS,),
    )
    claim_id = UUID(str(told["claim_id"]))
    of = {"claim_id": claim_id, "warned_by": village.one(Role.CLERK)}
    village.tell(WarnHousehold, at=seen + timedelta(hours=2), **of)
    return claim_id


def _put_right(village: Village) -> None:
    claim_id = _warned(village, PUT_RIGHT_HOME, LITTER, village.ago(days=6))
    finder, on = village.one(Role.GRID_WORKER, 1), village.ago(days=4)
    text = village.words("去看过，收拾干净了，不扣。", finder, on)
    village.tell(PutRight, at=on, claim_id=claim_id, found_by=finder, text_id=text)


def _appeal(village: Village, claim_id: UUID, number: str, said: str, *, hours_ago: int) -> None:
    head, on = village.homes[number].head, village.ago(hours=hours_ago)
    of = {"claim_id": claim_id, "filed_by": head, "text_id": village.words(said, head, on, head)}
    how = {"reason": AppealReason.NOT_OURS, "method": AppealMethod.PHONE_PAGE}
    village.tell(FileAppeal, at=on, **of, **how)


def _decide(village: Village, claim_id: UUID, said: str, *, is_upheld: bool) -> None:
    decider, on = village.one(Role.SUPERVISOR, 1), village.ago(hours=50)
    text = village.words(said, decider, on)
    by = {"is_upheld": is_upheld, "decided_by": decider, "by_township": False, "text_id": text}
    village.tell(DecideAppeal, at=on, claim_id=claim_id, **by)


def _go_on(village: Village, claim_id: UUID) -> None:
    """Ask the township, which has ten working days."""
    head, on = village.homes[TOWNSHIP_HOME].head, village.ago(hours=26)
    text = village.words("我家那天都在地里，请镇上再看看。", head, on, head)
    of = {"claim_id": claim_id, "escalated_by": head, "text_id": text}
    village.tell(EscalateAppeal, at=on, **of)
