"""Scenes of rule books, with every kind of event they have."""

from typing import Any
from uuid import UUID

from ledger.households.commands import RegisterHousehold
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.moral.items import Linkage
from ledger.moral.pledging import SignPledge
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ChangeRuleItem,
    ClearRulebook,
    DraftRulebook,
    DropRulebookDraft,
    PublishRuleTemplate,
    RecordRulebookVote,
    RemoveLinkage,
    RemoveRuleItem,
    ReturnRulebook,
    SendRulebookForReview,
    SetLinkage,
)
from ledger.registry.consent_purposes import AgeBand
from tests.support.rules import (
    CLERK,
    PLEDGE,
    TOWNSHIP,
    Tell,
    draft_to_edit,
    enact_rules,
    item,
    meeting,
)

ITEMS = (
    item("01", 2),
    item("21", 5, evidence=["record"]),
    item("31", 3, evidence=["record"]),
    item("92", 10, kind="safety", evidence=["record"], is_deduction=True, is_safety=True),
)


def play_rules(tell: Tell, unit_code: str, now: Any) -> None:
    """Draft in vain, then bring a version into force, and have a household sign its pledge."""
    county = {"county_code": unit_code[:6], "items": ITEMS, "linkages": ()}
    tell(PublishRuleTemplate, at=now, published_by=new_id(), **county)
    _draft_in_vain(tell, unit_code, now)
    enact_rules(tell, unit_code, now, pledge=PLEDGE, deductions_on=True)
    head = NewMember(new_id(), Relation.HEAD)
    home = {"unit_code": unit_code, "group": "", "number": f"{now:%m%d}", "members": (head,)}
    told = tell(RegisterHousehold, at=now, **home)
    household_id = UUID(str(told.answer["household_id"]))
    signer = {"person_id": head.person_id, "age": AgeBand.ADULT}
    tell(SignPledge, at=now, household_id=household_id, **signer)


def _draft_in_vain(tell: Tell, unit_code: str, now: Any) -> None:
    version = draft_to_edit(tell, unit_code, now)
    of: dict[str, Any] = {"at": now, "unit_code": unit_code, "version": version, "by": CLERK}
    by_township = of | {"by": TOWNSHIP}
    tell(AddRuleItem, **of, edit=0, item=item("08", 2))
    tell(ChangeRuleItem, **of, edit=1, item=item("08", 3))
    tell(RemoveRuleItem, **of, edit=2, item_code="08")
    goods = Linkage(code="79", kind="goods", text="换洗衣粉")
    tell(SetLinkage, **of, edit=3, linkage=goods)
    tell(RemoveLinkage, **of, edit=4, linkage_code="79")
    tell(SendRulebookForReview, **of)
    tell(ReturnRulebook, **by_township, text_id=new_id())
    tell(SendRulebookForReview, **of)
    tell(ClearRulebook, **by_township)
    no = meeting(local_date(now), votes_for=10, votes_against=15, abstained=5)
    tell(RecordRulebookVote, **of, meeting=no)
    tell(DropRulebookDraft, **of)
    begin = {"at": now, "unit_code": unit_code, "from_template": True, "drafted_by": CLERK}
    dropped = tell(DraftRulebook, **begin).answer["version"]
    tell(DropRulebookDraft, **(of | {"version": dropped}))
