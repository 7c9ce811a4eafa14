"""Rule books: drafting, conflicts, the law of meetings, filing, and which version counts when."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.kernel.ids import new_id
from ledger.kernel.snapshots import restore, take
from ledger.moral.finding import item_of
from ledger.moral.items import Linkage
from ledger.moral.meetings import MeetingKind
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ChangeRuleItem,
    ClearRulebook,
    DraftRulebook,
    DropRulebookDraft,
    EnactRulebook,
    FileRulebook,
    PublishRuleTemplate,
    RecordRulebookVote,
    RemoveRuleItem,
    ReturnRulebook,
    SendRulebookForReview,
    SetLinkage,
    SetPledgeText,
    SetRuleParameters,
)
from ledger.moral.rulebook_errors import (
    DeductionsOffError,
    EditOutdatedError,
    FilingInvalidError,
    MeetingInvalidError,
    MeetingQuorumNotMetError,
    PledgeSampleError,
    RulebookDayTakenError,
    RulebookDraftOpenError,
    RulebookStepError,
    RuleInfringesRightsError,
    RuleItemInvalidError,
    RuleItemNotFoundError,
    RuleItemTakenError,
)
from ledger.moral.template import built_in
from ledger.moral.versions import Stage, Version
from ledger.registry.errors import OwnProposalError
from tests.support.ledgers import UNIT, Village, hohhot
from tests.support.rules import (
    CLERK,
    PLEDGE,
    TOWNSHIP,
    draft_to_edit,
    enact_rules,
    finish_rules,
    item,
    meeting,
)

AT = hohhot("2026-03-05 09:00")
DAY = date(2026, 3, 5)


def book_of(village: Village) -> Rulebook:
    book: Rulebook = village.load(Rulebook.create_id(UNIT))
    return book


def of(version: int, by: Any = CLERK) -> dict[str, Any]:
    return {"unit_code": UNIT, "version": version, "by": by}


def voting(village: Village) -> int:
    """A version that the township let pass today."""
    version = draft_to_edit(village.tell, UNIT, AT)
    village.tell(SendRulebookForReview, **of(version))
    village.tell(ClearRulebook, **of(version, TOWNSHIP))
    return version


def passed(village: Village) -> int:
    version = voting(village)
    village.tell(RecordRulebookVote, **of(version), meeting=meeting(DAY))
    return version


def test_a_first_draft_begins_with_the_template_of_the_house(village: Village) -> None:
    draft_to_edit(village.tell, UNIT, AT)
    draft = book_of(village).draft
    assert draft is not None
    assert (draft.number, draft.base, draft.deductions_on) == (1, "built-in", False)
    assert list(draft.items.values()) == built_in().items
    points = {code: draft.items[code].points for code in ("02", "11", "21", "51", "52", "53")}
    assert points == {"02": 2, "11": 2, "21": 5, "51": 20, "52": 50, "53": 100}
    assert (draft.items["54"].points, draft.items["55"].points) == (200, 300)


def test_a_county_s_own_template_comes_first(village: Village) -> None:
    own = (item("01", 4),)
    told = {"county_code": UNIT[:6], "items": own, "linkages": (), "published_by": new_id()}
    village.tell(PublishRuleTemplate, **told)
    draft_to_edit(village.tell, UNIT, AT)
    draft = book_of(village).draft
    assert draft is not None
    assert (draft.base, list(draft.items)) == (f"template:{UNIT[:6]}:1", ["01"])
    with pytest.raises(RuleItemTakenError):
        village.tell(PublishRuleTemplate, **(told | {"items": (*own, *own)}))


def test_a_version_in_force_needs_township_vote_filing_and_a_day(village: Village) -> None:
    version = enact_rules(village.tell, UNIT, AT, in_force_from=DAY + timedelta(days=10))
    book = book_of(village)
    assert book.in_force_on(DAY + timedelta(days=9)) is None
    found = book.in_force_on(DAY + timedelta(days=10))
    assert found is not None
    assert (found.number, found.filing_number) == (version, "镇备〔2026〕1号")
    assert found.meeting == meeting(DAY)
    assert found.in_force_from == DAY + timedelta(days=10)


@pytest.mark.parametrize("stage", ["editing", "review", "voting", "passed"])
def test_nothing_is_in_force_before_all_of_it_is_done(village: Village, stage: str) -> None:
    steps = {
        "editing": lambda: draft_to_edit(village.tell, UNIT, AT),
        "review": lambda: draft_to_edit(village.tell, UNIT, AT),
        "voting": lambda: voting(village),
        "passed": lambda: passed(village),
    }
    version = steps[stage]()
    if stage == "review":
        village.tell(SendRulebookForReview, **of(version))
    with pytest.raises(RulebookStepError) as refused:
        village.tell(EnactRulebook, **of(version), in_force_from=DAY)
    assert refused.value.facts == {"version": version, "stage": stage}
    assert book_of(village).in_force_on(DAY) is None


def test_an_entry_uses_the_version_of_its_own_day(village: Village) -> None:
    enact_rules(village.tell, UNIT, AT)
    later = AT + timedelta(days=30)
    enact_rules(village.tell, UNIT, later, extra=[item("08", 4)])
    book = book_of(village)
    old, new = (
        book.in_force_on(DAY + timedelta(days=29)),
        book.in_force_on(DAY + timedelta(days=30)),
    )
    assert old is not None
    assert new is not None
    assert (old.number, new.number) == (1, 2)
    assert "08" not in old.items
    assert new.items["08"].points == 4
    assert book.versions[1] == old, "earlier versions stay as they were"


def test_an_item_there_is_not_is_refused_and_so_is_a_deduction_that_is_off(
    village: Village,
) -> None:
    enact_rules(village.tell, UNIT, AT)
    version = book_of(village).in_force_on(DAY)
    assert isinstance(version, Version)
    assert item_of(version, "12").points == 2
    with pytest.raises(RuleItemNotFoundError):
        item_of(version, "99")
    with pytest.raises(DeductionsOffError):
        item_of(version, "90")


def test_deductions_are_off_until_the_village_votes_for_them(village: Village) -> None:
    enact_rules(village.tell, UNIT, AT, deductions_on=True)
    version = book_of(village).in_force_on(DAY)
    assert version is not None
    assert item_of(version, "90").points == 5


def test_two_people_who_edit_the_same_item_lose_nothing(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    there = built_in().items[6]
    first = item("12", 3)
    village.tell(ChangeRuleItem, **of(version), edit=0, item=first)
    with pytest.raises(EditOutdatedError) as refused:
        village.tell(ChangeRuleItem, **of(version, new_id()), edit=0, item=item("12", 4))
    facts = refused.value.facts
    assert (facts["edit"], facts["edited"], facts["part"]) == (1, 0, "12")
    assert facts["now"]["points"] == 3  # type: ignore[index]
    village.tell(ChangeRuleItem, **of(version), edit=0, item=item("13", 4))
    draft = book_of(village).draft
    assert draft is not None
    assert draft.items["12"] == first.tidied() != there
    assert draft.edit == 2, "another item is no conflict"
    with pytest.raises(EditOutdatedError):
        village.tell(RemoveRuleItem, **of(version), edit=0, item_code="12")
    village.tell(RemoveRuleItem, **of(version), edit=2, item_code="12")
    assert "12" not in (book_of(village).draft or draft).items


def test_the_same_text_again_changes_nothing(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    village.tell(ChangeRuleItem, **of(version), edit=0, item=built_in().items[0])
    assert (draft := book_of(village).draft) is not None
    assert draft.edit == 0


def test_a_code_stands_for_one_rule(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    with pytest.raises(RuleItemTakenError):
        village.tell(AddRuleItem, **of(version), edit=0, item=item("12", 3))
    with pytest.raises(RuleItemTakenError):
        village.tell(AddRuleItem, **of(version), edit=0, item=item("71", 3))
    goods = Linkage(code="12", kind="goods", text="换洗衣粉")
    with pytest.raises(RuleItemTakenError):
        village.tell(SetLinkage, **of(version), edit=0, linkage=goods)


FLAWED = {
    "points": item("08", 301, notice_days=7),
    "caps": item("08", 5, day_cap=10, month_cap=6),
    "notice_days_too_few": item("08", 50, notice_days=3),
    "notice_days": item("08", 5, notice_days=4),
    "deduction_points": item("08", 21, is_deduction=True),
    "deduction_month_cap": item("08", 5, is_deduction=True, month_cap=31),
    "deduction_kind": item("08", 5, is_deduction=True, kind="neighbour"),
    "safety_kind": item("08", 5, is_deduction=True, is_safety=True),
    "only_for_deductions": item("08", 5, kind="broken_pledge"),
    "code": item("8", 5),
    "title": item("08", 5, title=" "),
    "evidence": item("08", 5, evidence=["photo", "none"]),
    "proposers": item("08", 5, proposers=[]),
    "deduction_evidence": item("08", 5, is_deduction=True, evidence=["none"]),
}


@pytest.mark.parametrize("flaw", FLAWED)
def test_an_item_that_cannot_be_is_refused_with_its_flaw(village: Village, flaw: str) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    with pytest.raises(RuleItemInvalidError) as refused:
        village.tell(AddRuleItem, **of(version), edit=0, item=FLAWED[flaw])
    assert flaw in refused.value.facts["flaws"]  # type: ignore[operator]


A13 = {
    "score <60 ⇒ withhold land dividend": ("71", "农村集体经济组织法第四十二条"),
    "年度得分低于 60 的，暂缓发放土地分红": ("71", "村民委员会组织法第二十七条"),
    "litter ⇒ zero points": ("92", "村民委员会组织法第二十七条"),
    "乱倒垃圾的，积分清零": ("92", "村民委员会组织法第二十七条"),
    "fine 50 yuan": ("92", "行政处罚法第二条、第九条、第十六条"),
    "罚款 50 元": ("92", "行政处罚法第二条、第九条、第十六条"),
}


@pytest.mark.parametrize("text", A13)
def test_a13_a_rule_that_infringes_rights_is_refused_with_its_article(
    village: Village, text: str
) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    code, article = A13[text]
    bonus = Linkage(code=code, kind="bonus_from_public_welfare_fund", text=text)
    wrong = item(code, 5, is_deduction=True, title="乱倒垃圾", text=text)
    say: Any = (SetLinkage, {"linkage": bonus})
    if code != "71":
        say = (ChangeRuleItem, {"item": wrong})
    with pytest.raises(RuleInfringesRightsError) as refused:
        village.tell(say[0], **of(version), edit=0, **say[1])
    assert article in str(refused.value.facts["article"])
    assert refused.value.facts["allowed"] == "bonus_from_public_welfare_fund"
    book = book_of(village)
    assert (book.draft or Version(number=0, stage=Stage.DROPPED, items={})).edit == 0
    assert book.in_force_on(DAY) is None, "nothing active"


def test_a_meeting_that_is_too_small_decides_nothing(village: Village) -> None:
    version = voting(village)
    small: dict[str, dict[str, Any]] = {
        MeetingKind.VILLAGERS: {"eligible": 800, "present": 400},
        MeetingKind.HOUSEHOLDS: {"eligible": 324, "present": 215},
        MeetingKind.REPRESENTATIVES: {"eligible": 36, "present": 23},
    }
    for kind, counts in small.items():
        votes = {"votes_for": counts["present"], "votes_against": 0, "abstained": 0}
        few = meeting(DAY, kind=kind, **counts, **votes)
        with pytest.raises(MeetingQuorumNotMetError) as refused:
            village.tell(RecordRulebookVote, **of(version), meeting=few)
        assert refused.value.facts["needed"] == counts["present"] + 1
        assert "村民委员会组织法" in str(refused.value.facts["article"])
    assert book_of(village).versions[version].stage is Stage.VOTING


@pytest.mark.parametrize(
    ("kind", "eligible", "present"),
    [("villagers", 800, 401), ("households", 324, 216), ("representatives", 36, 24)],
)
def test_a_meeting_that_is_just_large_enough_decides(
    village: Village, kind: str, eligible: int, present: int
) -> None:
    version = voting(village)
    for_it = present // 2 + 1
    counts = {"eligible": eligible, "present": present, "votes_for": for_it}
    votes = {"votes_against": present - for_it, "abstained": 0}
    told = village.tell(
        RecordRulebookVote, **of(version), meeting=meeting(DAY, kind=kind, **counts, **votes)
    )
    assert told.answer["passed"] is True


def test_half_of_those_present_is_not_enough_and_the_draft_goes_back(village: Village) -> None:
    version = voting(village)
    told = village.tell(
        RecordRulebookVote,
        **of(version),
        meeting=meeting(DAY, votes_for=15, votes_against=10, abstained=5),
    )
    assert told.answer["passed"] is False
    assert book_of(village).versions[version].stage is Stage.EDITING
    with pytest.raises(RulebookStepError):
        village.tell(FileRulebook, **of(version, TOWNSHIP), filing_number="1", filed_on=DAY)


BAD_MEETINGS: dict[str, dict[str, Any]] = {
    "votes_do_not_add_up": {"votes_for": 25},
    "more_present_than_eligible": {"eligible": 29},
    "in_future": {"held_on": DAY + timedelta(days=1)},
    "before_text_was_fixed": {"held_on": DAY - timedelta(days=1)},
    "counts_negative": {"votes_against": -4, "votes_for": 32},
    "nobody_eligible": {"eligible": 0},
    "kind": {"kind": "friends"},
    "counts_too_large": {"eligible": 10**9},
}


@pytest.mark.parametrize("flaw", BAD_MEETINGS)
def test_a_meeting_that_cannot_have_been_is_refused(village: Village, flaw: str) -> None:
    version = voting(village)
    said = {"held_on": DAY} | BAD_MEETINGS[flaw]
    with pytest.raises(MeetingInvalidError) as refused:
        village.tell(RecordRulebookVote, **of(version), meeting=meeting(**said))
    assert flaw in refused.value.facts["flaws"]  # type: ignore[operator]


def test_what_the_township_has_seen_is_not_changed_any_more(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    village.tell(SendRulebookForReview, **of(version))
    with pytest.raises(RulebookStepError):
        village.tell(ChangeRuleItem, **of(version), edit=0, item=item("12", 3))
    with pytest.raises(OwnProposalError):
        village.tell(ClearRulebook, **of(version))
    village.tell(ReturnRulebook, **of(version, TOWNSHIP), text_id=new_id())
    village.tell(ChangeRuleItem, **of(version), edit=0, item=item("12", 3))
    with pytest.raises(RulebookStepError):
        village.tell(RecordRulebookVote, **of(version), meeting=meeting(DAY))


@pytest.mark.parametrize(
    ("number", "filed_on"),
    [(" ", DAY), ("x" * 41, DAY), ("1", DAY - timedelta(days=1)), ("1", DAY + timedelta(days=1))],
)
def test_a_filing_has_a_number_and_a_day_after_the_vote(
    village: Village, number: str, filed_on: date
) -> None:
    version = passed(village)
    with pytest.raises(FilingInvalidError):
        village.tell(FileRulebook, **of(version, TOWNSHIP), filing_number=number, filed_on=filed_on)


def test_versions_follow_each_other_and_never_begin_in_the_past(village: Village) -> None:
    enact_rules(village.tell, UNIT, AT, in_force_from=DAY + timedelta(days=20))
    version = draft_to_edit(village.tell, UNIT, AT)
    whole = {"unit_code": UNIT, "version": version}
    for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=20), DAY + timedelta(days=400)):
        with pytest.raises(RulebookDayTakenError) as refused:
            finish_or_enact(village, whole, day)
        assert refused.value.facts["earliest"] == "2026-03-26"
    finish_or_enact(village, whole, DAY + timedelta(days=21))


def finish_or_enact(village: Village, whole: dict[str, Any], day: date) -> None:
    if book_of(village).versions[whole["version"]].stage is Stage.FILED:
        village.tell(EnactRulebook, **whole, by=CLERK, in_force_from=day)
    else:
        finish_rules(village.tell, whole, AT, AT, day)


def test_one_draft_at_a_time_and_a_dropped_one_makes_room(village: Village) -> None:
    begin: dict[str, Any] = {"unit_code": UNIT, "from_template": True, "drafted_by": CLERK}
    version = draft_to_edit(village.tell, UNIT, AT)
    with pytest.raises(RulebookDraftOpenError):
        village.tell(DraftRulebook, **begin)
    village.tell(DropRulebookDraft, **of(version))
    assert village.tell(DraftRulebook, **begin).answer["version"] == version + 1


def test_the_sample_of_the_pledge_is_not_sent_to_the_township(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    village.tell(SetPledgeText, **of(version), edit=0, pledge=built_in().pledge)
    with pytest.raises(PledgeSampleError):
        village.tell(SendRulebookForReview, **of(version))
    village.tell(SetPledgeText, **of(version), edit=1, pledge=PLEDGE)
    village.tell(SendRulebookForReview, **of(version))


def test_parameters_are_checked(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    for fen in (0, 1_001):
        more = {"deductions_on": True, "face_value_fen": fen}
        with pytest.raises(RuleItemInvalidError):
            village.tell(SetRuleParameters, **of(version), edit=0, **more)


def test_a_rule_book_survives_a_snapshot(village: Village) -> None:
    enact_rules(village.tell, UNIT, AT, deductions_on=True, pledge=PLEDGE)
    book = book_of(village)
    again = restore(take(book))
    assert isinstance(again, Rulebook)
    assert (again.versions, again.touched) == (book.versions, book.touched)
