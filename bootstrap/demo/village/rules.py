"""The village makes its rule book: from the county's template to a day in force (VP-1)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from bootstrap.demo.village import pictures
from bootstrap.demo.village.people import COUNTY, NAME, VILLAGE
from bootstrap.demo.village.telling import NOON, Village, at
from ledger.kernel.clock import local_date
from ledger.moral.items import PledgeText
from ledger.moral.meetings import Meeting, MeetingKind
from ledger.moral.pledging import SignPledge
from ledger.moral.rulebook_commands import (
    ChangeRuleItem,
    ClearRulebook,
    CloseConsultation,
    DraftRulebook,
    EnactRulebook,
    FileRulebook,
    PublishRuleTemplate,
    RecordRulebookVote,
    SendRulebookForReview,
    SetPledgeText,
    SetRuleParameters,
)
from ledger.moral.template import built_in
from ledger.registry.consent_purposes import AgeBand
from people.roles import Role

FILING_NUMBER = "双河镇备〔{year}〕{number:02d}号"
FACE_VALUE_FEN = 100
SIGNED_SHARE = 5
"""Four of five households sign the pledge."""
SIGNED_ON_PAPER = 3


def make_rules(village: Village) -> None:
    """Draft, hear opinions, have the township look, vote, file, enact; deductions are on."""
    first = village.month(2)
    begun, closed = (at(first - timedelta(days=it)) for it in (40, 22))
    published = {"county_code": COUNTY, "published_by": village.one(Role.COUNTY)}
    county = built_in()
    rules = {"items": tuple(county.items), "linkages": tuple(county.linkages)}
    village.tell(PublishRuleTemplate, at=begun - timedelta(days=5), **published, **rules)
    version = _drafted(village, begun, closed, opinions=37)
    of = {"unit_code": VILLAGE, "version": version, "by": village.one(Role.CLERK)}
    more = {"deductions_on": True, "face_value_fen": FACE_VALUE_FEN}
    village.tell(SetRuleParameters, at=closed, **of, edit=0, **more)
    village.tell(SetPledgeText, at=closed, **of, edit=1, pledge=_pledge())
    village.tell(SendRulebookForReview, at=closed, **of)
    _passed(village, of, first - timedelta(days=6), first - timedelta(days=18))


def propose_changes(village: Village) -> None:
    """Leave a second version on the township's desk, with one item worth more."""
    begun, closed = village.ago(days=12), village.ago(days=4)
    version = _drafted(village, begun, closed, opinions=9)
    of = {"unit_code": VILLAGE, "version": version, "by": village.one(Role.CLERK)}
    item = next(it for it in built_in().items if it.code == "12")
    changed = replace(
        item, text=f"{item.text}雪天、大风天每次也记。", points=3, day_cap=3, month_cap=15
    )
    village.tell(ChangeRuleItem, at=closed, **of, edit=0, item=changed)
    village.tell(SendRulebookForReview, at=closed, **of)


def sign_pledges(village: Village, on: datetime) -> int:
    """Let four of five households sign; the first few on paper, which the clerk types in."""
    signing = [it for n, it in enumerate(village.homes.values(), 1) if n % SIGNED_SHARE]
    for n, home in enumerate(signing):
        when = on + timedelta(minutes=7 * n)
        paper = _paper(village, n, home.head, when) if n < SIGNED_ON_PAPER else {}
        told = {"person_id": home.head, "age": AgeBand.ADULT, **paper}
        village.tell(SignPledge, at=when, household_id=village.household(home.number), **told)
    return len(signing)


def _paper(village: Village, n: int, head: UUID, on: datetime) -> dict[str, Any]:
    clerk = village.one(Role.CLERK)
    kept = pictures.keep(village.house, pictures.sheet(n), clerk, on, head)
    return {"entered_by": clerk, "photo_id": kept.photo_id, "photo_hash": kept.hash}


def _drafted(village: Village, begun: datetime, closed: datetime, *, opinions: int) -> int:
    clerk = village.one(Role.CLERK)
    draft = {"unit_code": VILLAGE, "from_template": False, "drafted_by": clerk}
    version = int(village.tell(DraftRulebook, at=begun, **draft)["version"])
    of = {"unit_code": VILLAGE, "version": version, "by": clerk}
    village.tell(CloseConsultation, at=closed, **of, opinions=opinions)
    return version


def _passed(village: Village, of: dict[str, Any], voted: Any, cleared: Any) -> None:
    """Vote as the law asks: two thirds of the households come, more than half of them agree."""
    township = of | {"by": village.one(Role.STREET)}
    village.tell(ClearRulebook, at=at(cleared), **township)
    counts = {"eligible": len(village.homes), "present": 86, "votes_for": 79}
    meeting = Meeting(
        kind=MeetingKind.HOUSEHOLDS, held_on=voted, votes_against=5, abstained=2, **counts
    )
    village.tell(RecordRulebookVote, at=at(voted, NOON), **of, meeting=meeting)
    filed = at(voted + timedelta(days=2))
    number = FILING_NUMBER.format(year=filed.year, number=14)
    filing = {"filing_number": number, "filed_on": local_date(filed)}
    village.tell(FileRulebook, at=filed, **township, **filing)
    village.tell(EnactRulebook, at=filed, **of, in_force_from=village.month(2))


def _pledge() -> PledgeText:
    """Return the county's sample as the village made it its own."""
    sample = built_in().pledge
    return PledgeText(
        title=f"{NAME}“七不七带”承诺书", will_not=sample.will_not, will_lead=sample.will_lead
    )
