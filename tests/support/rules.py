"""A village with a rule book in force, said the short way."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.moral.items import Item, PledgeText
from ledger.moral.meetings import Meeting
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ClearRulebook,
    CloseConsultation,
    DraftRulebook,
    EnactRulebook,
    FileRulebook,
    RecordRulebookVote,
    SendRulebookForReview,
    SetPledgeText,
    SetRuleParameters,
)

Tell = Callable[..., Any]
"""`Village.tell` or `.do`: a command class, `at=`, and its values; the answer may be recorded."""
CLERK, TOWNSHIP = new_id(), new_id()

PLEDGE = PledgeText(
    title="我家的承诺",
    will_not=[f"不做第 {n} 件不文明的事" for n in range(1, 8)],
    will_lead=[f"带头做第 {n} 件好事" for n in range(1, 8)],
)


def meeting(held_on: date, **more: Any) -> Meeting:
    """Say how a meeting of representatives voted: 30 of 36 came, 24 were for it."""
    counts: dict[str, Any] = {
        "kind": "representatives",
        "eligible": 36,
        "present": 30,
        "votes_for": 24,
        "votes_against": 4,
        "abstained": 2,
    }
    return Meeting(held_on=held_on, **(counts | more))


def item(code: str, points: int, **more: Any) -> Item:
    """Say an item the short way."""
    said: dict[str, Any] = {
        "title": f"第 {code} 条",
        "text": "做了就记。",
        "kind": "environment",
        "evidence": ["photo"],
        "proposers": ["household", "neighbour", "grid_worker", "clerk"],
        "notice_days": 7 if more.get("is_deduction") or points >= 50 else 3,
    }
    return Item(code=code, points=points, **(said | more))


def draft_to_edit(tell: Tell, unit_code: str, at: datetime, clerk: UUID = CLERK) -> int:
    """Begin a draft from the template or the version before; return its number."""
    answer = _answer(
        tell(DraftRulebook, at=at, unit_code=unit_code, from_template=False, drafted_by=clerk)
    )
    version = int(answer["version"])
    tell(CloseConsultation, at=at, unit_code=unit_code, version=version, by=clerk, opinions=12)
    return version


def enact_rules(
    tell: Tell,
    unit_code: str,
    at: datetime,
    *,
    in_force_from: date | None = None,
    deductions_on: bool = False,
    extra: Iterable[Item] = (),
    pledge: PledgeText | None = None,
    clerk: UUID = CLERK,
    township: UUID = TOWNSHIP,
) -> int:
    """Bring a version into force all the way; return its number. ``at`` is when it is enacted."""
    began = at - timedelta(days=1)
    version = draft_to_edit(tell, unit_code, began, clerk)
    of: dict[str, Any] = {"unit_code": unit_code, "version": version}
    edit = 0
    for each in extra:
        tell(AddRuleItem, at=began, **of, by=clerk, edit=edit, item=each)
        edit += 1
    if deductions_on:
        more = {"deductions_on": True, "face_value_fen": 100}
        tell(SetRuleParameters, at=began, **of, by=clerk, edit=edit, **more)
        edit += 1
    if pledge is not None:
        tell(SetPledgeText, at=began, **of, by=clerk, edit=edit, pledge=pledge)
    finish_rules(tell, of, began, at, in_force_from, clerk, township)
    return version


def finish_rules(
    tell: Tell,
    of: dict[str, Any],
    began: datetime,
    at: datetime,
    in_force_from: date | None = None,
    clerk: UUID = CLERK,
    township: UUID = TOWNSHIP,
) -> None:
    """Send a draft to the township, vote, file and enact it."""
    tell(SendRulebookForReview, at=began, **of, by=clerk)
    tell(ClearRulebook, at=began, **of, by=township)
    tell(RecordRulebookVote, at=at, **of, by=clerk, meeting=meeting(local_date(at)))
    filed = {"filing_number": f"镇备〔{at.year}〕{of['version']}号", "filed_on": local_date(at)}
    tell(FileRulebook, at=at, **of, by=township, **filed)
    day = in_force_from or local_date(at)
    tell(EnactRulebook, at=at, **of, by=clerk, in_force_from=day)


def _answer(told: Any) -> dict[str, Any]:
    answer = getattr(told, "answer", told)
    return dict(answer)
