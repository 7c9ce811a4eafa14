"""Rule books as pages read them: what is in force, what was, and what waits for the township."""

from datetime import timedelta
from typing import Any

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.moral.items import Linkage
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ChangeRuleItem,
    ClearRulebook,
    DropRulebookDraft,
    PublishRuleTemplate,
    RecordRulebookVote,
    RemoveLinkage,
    RemoveRuleItem,
    ReturnRulebook,
    SendRulebookForReview,
    SetLinkage,
)
from ledger.moral.versions import Stage
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.rules import CLERK, PLEDGE, TOWNSHIP, draft_to_edit, enact_rules, item, meeting

UNIT = "150104003005"


def of(version: int, by: Any = CLERK) -> dict[str, Any]:
    return {"unit_code": UNIT, "version": version, "by": by}


def test_every_version_stays_readable_and_its_day_tells_which_counts(setting: Setting) -> None:
    village = setting.village
    day = local_date(village.now)
    enact_rules(village.record, UNIT, village.now, pledge=PLEDGE, deductions_on=True)
    later = village.now + timedelta(days=40)
    enact_rules(village.record, UNIT, later, extra=[item("08", 4)])
    views = setting.project()
    books = views.rulebooks
    assert [(it.number, it.stage) for it in books.versions(UNIT)] == [
        (2, Stage.ENACTED),
        (1, Stage.ENACTED),
    ]
    first, second = books.in_force_on(UNIT, day), books.in_force_on(UNIT, local_date(later))
    assert first is not None
    assert second is not None
    assert (first.number, second.number) == (1, 2)
    assert (first.version.pledge, first.version.deductions_on) == (PLEDGE, True)
    assert first.version.meeting == meeting(day)
    assert (second.version.items["08"].points, "08" in first.version.items) == (4, False)
    assert books.in_force_on(UNIT, day - timedelta(days=1)) is None
    assert books.draft(UNIT) is None
    assert books.unit_of(Rulebook.create_id(UNIT)) == UNIT
    assert books.unit_of(new_id()) is None
    stored: Rulebook = setting.ledger.repository.get(Rulebook.create_id(UNIT))
    assert [it.version for it in reversed(books.versions(UNIT))] == [*stored.versions.values()]
    assert find_differences(setting.ledger, setting.store) == []


def test_a_draft_shows_its_edits_and_waits_for_the_township(setting: Setting) -> None:
    tell = setting.village.record
    version = draft_to_edit(tell, UNIT, setting.village.now)
    tell(AddRuleItem, **of(version), edit=0, item=item("08", 4))
    tell(ChangeRuleItem, **of(version), edit=1, item=item("08", 6))
    tell(RemoveRuleItem, **of(version), edit=2, item_code="01")
    goods = Linkage(code="79", kind="goods", text="换洗衣粉")
    tell(SetLinkage, **of(version), edit=3, linkage=goods)
    tell(RemoveLinkage, **of(version), edit=4, linkage_code="71")
    books = setting.project().rulebooks
    draft = books.draft(UNIT)
    assert draft is not None
    assert (draft.version.edit, draft.edited_by, draft.opinions) == (5, CLERK, 12)
    assert draft.version.items["08"].points == 6
    assert "01" not in draft.version.items
    assert list(draft.version.linkages)[-1] == "79"

    tell(SendRulebookForReview, **of(version))
    books = setting.project().rulebooks
    assert [it.number for it in books.waiting(UNIT[:9], [Stage.REVIEW])] == [version]
    assert books.count_waiting("150105", [Stage.REVIEW]) == 0
    tell(ReturnRulebook, **of(version, TOWNSHIP), text_id=new_id())
    books = setting.project().rulebooks
    assert (returned := books.draft(UNIT)) is not None
    assert (returned.stage, returned.returned_text_id is not None) == (Stage.EDITING, True)

    tell(SendRulebookForReview, **of(version))
    tell(ClearRulebook, **of(version, TOWNSHIP))
    no = meeting(local_date(setting.village.now), votes_for=10, votes_against=15, abstained=5)
    tell(RecordRulebookVote, **of(version), meeting=no)
    books = setting.project().rulebooks
    assert (down := books.draft(UNIT)) is not None
    assert (down.stage, down.voted_down, down.returned_text_id) == (Stage.EDITING, no, None)
    tell(DropRulebookDraft, **of(version))
    assert setting.project().rulebooks.draft(UNIT) is None
    assert find_differences(setting.ledger, setting.store) == []


def test_a_county_offers_its_last_template(setting: Setting) -> None:
    for points in (4, 5):
        setting.village.do(
            PublishRuleTemplate,
            county_code="150104",
            items=(item("01", points),),
            linkages=(),
            published_by=new_id(),
        )
    template = setting.project().rule_templates.of("150104")
    assert template is not None
    assert (template.number, template.body.items[0].points) == (2, 5)
    assert setting.views().rule_templates.of("150105") is None
