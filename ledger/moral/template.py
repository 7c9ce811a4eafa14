"""RuleTemplate: what drafts of a county begin with; one comes with the house (模板)."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.item_rules import ITEMS_MAX, LINKAGES_MAX, check_item, check_linkage
from ledger.moral.items import Item, Linkage, PledgeText
from ledger.moral.rulebook_errors import RuleItemInvalidError, RuleItemTakenError

BUILT_IN = "built-in"
"""How a draft names the template that comes with the house."""


class RuleTemplate(Aggregate):
    """One stream a county; the last one published is offered to its villages."""

    TOPIC = "rule_template"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "rule_template.created"

    class Opened(Created):
        TOPIC = "rule_template.opened"
        county_code: str

    class Published(Event):
        TOPIC = "rule_template.published"
        county_code: str
        version: int
        items: list[Item]
        linkages: list[Linkage]
        published_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(county_code: str) -> UUID:
        """One county, one stream."""
        return derive("rule-template", county_code)

    @event(Opened)
    def __init__(self, county_code: str) -> None:
        self.county_code = county_code
        self.published = 0
        self.items: list[Item] = []
        self.linkages: list[Linkage] = []

    def publish(
        self, items: list[Item], linkages: list[Linkage], published_by: UUID, at: datetime
    ) -> None:
        """Offer other items from now on; drafts under way stay as they are."""
        check_rules(items, linkages)
        self.trigger_event(
            self.Published,
            county_code=self.county_code,
            version=self.published + 1,
            items=items,
            linkages=linkages,
            published_by=published_by,
            occurred_at=at,
        )

    @event(Published)
    def _published(self, version: int, items: list[Item], linkages: list[Linkage]) -> None:
        self.published = version
        self.items = items
        self.linkages = linkages


class BuiltIn(msgspec.Struct, frozen=True):
    """What the file holds."""

    items: list[Item]
    linkages: list[Linkage]
    pledge: PledgeText


def built_in() -> BuiltIn:
    """Return the template that comes with the house."""
    return _BUILT_IN


def check_rules(items: list[Item], linkages: list[Linkage]) -> None:
    """Refuse rules of which one cannot be, and two under the same code."""
    if not items or len(items) > ITEMS_MAX or len(linkages) > LINKAGES_MAX:
        raise RuleItemInvalidError(flaws=["items_max"])
    seen: set[str] = set()
    for code in [*(it.code for it in items), *(it.code for it in linkages)]:
        if code in seen:
            raise RuleItemTakenError(item_code=code)
        seen.add(code)
    for item in items:
        check_item(item)
    for linkage in linkages:
        check_linkage(linkage)


_BUILT_IN = msgspec.json.decode(
    (Path(__file__).parent / "data" / "rules.json").read_bytes(), type=BuiltIn
)
