"""Rule books: which version counts when, conflicts of editing, and what may never be in one."""

from datetime import timedelta
from typing import Any

import pytest

from ledger.kernel.ids import new_id
from ledger.kernel.snapshots import restore, take
from ledger.moral.finding import item_of
from ledger.moral.items import Linkage
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ChangeRuleItem,
    PublishRuleTemplate,
    RemoveRuleItem,
    SetLinkage,
    SetRuleParameters,
)
from ledger.moral.rulebook_errors import (
    DeductionsOffError,
    EditOutdatedError,
    RuleInfringesRightsError,
    RuleItemInvalidError,
    RuleItemNotFoundError,
    RuleItemTakenError,
)
from ledger.moral.template import built_in
from ledger.moral.versions import Stage, Version
from tests.ledger.moral.rulebooks import AT, DAY, book_of, of
from tests.support.ledgers import UNIT, Village
from tests.support.rules import PLEDGE, draft_to_edit, enact_rules, item, meeting


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
