"""Doors of rule books: reading them, and changing the text of a draft."""

from dataclasses import asdict
from typing import Any

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.moral.rulebook_answers import (
    RulebookAnswer,
    RulebookVersionAnswer,
    RuleDraftRecorded,
    RuleEditRecorded,
    RuleTemplateAnswer,
    RuleTemplateRecorded,
    RuleTrialAnswer,
)
from api.moral.rulebook_finding import (
    PUBLIC_STAGES,
    last_year,
    own_village,
    public_version,
    template_of,
    trial_of,
    version_of,
    version_told,
    village_of,
)
from api.moral.rulebook_schemas import (
    PutRuleItemSchema,
    PutRuleLinkageSchema,
    PutRulePledgeSchema,
    RuleDraftSchema,
    RuleEditSchema,
    RuleParametersSchema,
    RuleTemplateSchema,
    RuleTrialQuery,
)
from api.permissions import Action, requires
from api.reach import today
from api.reading import ReadQuery
from api.services import services
from ledger.moral.items import Item, Linkage, PledgeText
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ChangeRuleItem,
    DraftRulebook,
    PublishRuleTemplate,
    RemoveLinkage,
    RemoveRuleItem,
    SetLinkage,
    SetPledgeText,
    SetRuleParameters,
)

blp = Doors("rulebooks", "Rule books of villages: every version, drafts, trials, templates")

BOOK = "/rulebooks/<string:unit_code>"
VERSION = f"{BOOK}/versions/<int:version>"


@blp.get("/rulebooks/<string:unit_code>")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, RulebookAnswer)
def see_rulebook(_asked: dict[str, Any], unit_code: str) -> Any:
    """Show the version in force today, and which others there are (积分细则)."""
    village = village_of(unit_code)
    books = services().views.rulebooks
    now = books.in_force_on(village, today())
    shown = [it for it in books.versions(village) if it.stage in PUBLIC_STAGES]
    return {
        "unit_code": village,
        "in_force": None if now is None else version_told(now),
        "versions": shown,
    }


@blp.get("/rulebooks/<string:unit_code>/versions/<int:version>")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, RulebookVersionAnswer)
def see_rulebook_version(_asked: dict[str, Any], unit_code: str, version: int) -> Any:
    """Show a version: in force, or no more, or while people are asked about it (某一版)."""
    return version_told(public_version(village_of(unit_code), version))


@blp.get("/rulebooks/<string:unit_code>/versions/<int:version>/draft")
@requires(Action.SEE_RULE_DRAFTS)
@blp.reads(ReadQuery, RulebookVersionAnswer)
def see_rulebook_draft(_asked: dict[str, Any], unit_code: str, version: int) -> Any:
    """Show a version in any state to whoever works on it (草案)."""
    return version_told(version_of(own_village(unit_code), version))


@blp.get("/rulebooks/<string:unit_code>/versions/<int:version>/trial")
@requires(Action.SEE_RULE_DRAFTS)
@blp.reads(RuleTrialQuery, RuleTrialAnswer)
def try_rulebook(asked: dict[str, Any], unit_code: str, version: int) -> Any:
    """Try a version over the acts of the last twelve months (试算)."""
    village = own_village(unit_code)
    run = trial_of(village, version_of(village, version).version)
    first, last = last_year()
    budget = asked["budget_fen"]
    runway = run.runway_days(budget) if budget else None
    return {**asdict(run), "first": first, "last": last, "runway_days": runway}


@blp.post("/rulebooks/<string:unit_code>/versions")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(RuleDraftSchema, RuleDraftRecorded)
def draft_rulebook(loaded: dict[str, Any], unit_code: str) -> Response:
    """Begin a version, from the last one or from the template (起草)."""
    by = caller().person_id
    command = DraftRulebook(
        **stamp(),
        unit_code=own_village(unit_code),
        from_template=loaded["from_template"],
        drafted_by=by,
    )
    return execute(command, 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/items")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(PutRuleItemSchema, RuleEditRecorded)
def add_rule_item(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Add an item to a draft; one that infringes rights is refused (新增条文)."""
    said = {"edit": loaded["edit"], "item": Item(**loaded["item"])}
    return execute(AddRuleItem(**stamp(), **_of(unit_code, version), **said), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/items/changes")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(PutRuleItemSchema, RuleEditRecorded)
def change_rule_item(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Change an item of a draft (改条文)."""
    said = {"edit": loaded["edit"], "item": Item(**loaded["item"])}
    return execute(ChangeRuleItem(**stamp(), **_of(unit_code, version), **said), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/items/<string:code>/removal")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(RuleEditSchema, RuleEditRecorded)
def remove_rule_item(loaded: dict[str, Any], unit_code: str, version: int, code: str) -> Response:
    """Take an item out of a draft (删条文)."""
    said = {"edit": loaded["edit"], "item_code": code}
    return execute(RemoveRuleItem(**stamp(), **_of(unit_code, version), **said), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/linkages")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(PutRuleLinkageSchema, RuleEditRecorded)
def set_linkage(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Say what points are good for; only a closed list of kinds (兑换挂钩)."""
    said = {"edit": loaded["edit"], "linkage": Linkage(**loaded["linkage"])}
    return execute(SetLinkage(**stamp(), **_of(unit_code, version), **said), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/linkages/<string:code>/removal")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(RuleEditSchema, RuleEditRecorded)
def remove_linkage(loaded: dict[str, Any], unit_code: str, version: int, code: str) -> Response:
    """Take a linkage out of a draft (删挂钩)."""
    said = {"edit": loaded["edit"], "linkage_code": code}
    return execute(RemoveLinkage(**stamp(), **_of(unit_code, version), **said), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/parameters")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(RuleParametersSchema, RuleEditRecorded)
def set_rule_parameters(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Switch deductions on or off, and say what a point is worth (扣分开关、一分值多少)."""
    return execute(SetRuleParameters(**stamp(), **_of(unit_code, version), **loaded), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/pledge")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(PutRulePledgeSchema, RuleEditRecorded)
def set_pledge_text(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Write what households sign, the village's own words (承诺书)."""
    pledge = None if loaded["pledge"] is None else PledgeText(**loaded["pledge"])
    said = {"edit": loaded["edit"], "pledge": pledge}
    return execute(SetPledgeText(**stamp(), **_of(unit_code, version), **said), 201)


@blp.get("/rule-templates/<string:county_code>")
@requires(Action.SEE_RULE_DRAFTS)
@blp.reads(ReadQuery, RuleTemplateAnswer)
def see_rule_template(_asked: dict[str, Any], county_code: str) -> Any:
    """Show what drafts of a county's villages begin with (模板)."""
    return template_of(village_of(county_code))


@blp.post("/rule-templates/<string:county_code>")
@requires(Action.PUBLISH_RULE_TEMPLATE)
@blp.commands(RuleTemplateSchema, RuleTemplateRecorded)
def publish_rule_template(loaded: dict[str, Any], county_code: str) -> Response:
    """Offer a county's own items to its villages (发布模板)."""
    caller().require_unit(county_code)
    command = PublishRuleTemplate(
        **stamp(),
        county_code=county_code,
        items=tuple(Item(**it) for it in loaded["items"]),
        linkages=tuple(Linkage(**it) for it in loaded["linkages"]),
        published_by=caller().person_id,
    )
    return execute(command, 201)


def _of(unit_code: str, version: int) -> dict[str, Any]:
    return {"unit_code": own_village(unit_code), "version": version, "by": caller().person_id}
