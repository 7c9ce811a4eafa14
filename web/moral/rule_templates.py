"""Templates of a county: what its villages' drafts begin with."""

from flask import Response, request
from msgspec.structs import replace

from api.auth import caller
from api.execution import answer_of, carry_out
from api.moral.rulebook_finding import template_of, village_of
from api.permissions import Action, may, requires
from api.reach import today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.items import Item, Linkage
from ledger.moral.rulebook_commands import PublishRuleTemplate
from ledger.moral.rulebook_errors import RulebookNotInForceError
from ledger.registry.county_levels import COUNTY_CODE_LENGTH
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.moral.rule_forms import number, typed
from web.moral.rule_words import item_shown, linkage_shown, refusal_facts
from web.rendering import fresh_key, page, see
from web.units import unit_name

pages = Pages("rule_templates")


@pages.get("/rulebooks/templates")
@requires(Action.SEE_RULE_DRAFTS)
@fresh
def templates() -> Response:
    """Show what the county's villages begin with (模板)."""
    return _page(None)


@pages.post("/rulebooks/templates")
@requires(Action.PUBLISH_RULE_TEMPLATE)
def publish() -> Response:
    """Publish it with other points and caps, and without what was not ticked (发布模板)."""
    shown = template_of(caller().grant.unit_code)
    items = tuple(_typed(it) for it in shown["items"] if request.form.get(f"keep-{it.code}"))
    return _published(items, tuple(shown["linkages"]))


@pages.post("/rulebooks/templates/adoption")
@requires(Action.PUBLISH_RULE_TEMPLATE)
def adopt() -> Response:
    """Publish what a village of the county has in force (用某村的细则作模板)."""
    try:
        village = village_of(typed("unit_code"))
        caller().require_unit(village)
        row = services().views.rulebooks.in_force_on(village, today())
        if row is None:
            raise RulebookNotInForceError(unit_code=village)
    except LedgerError as no:
        return _page(no)
    version = row.version
    return _published(tuple(version.items.values()), tuple(version.linkages.values()))


def _published(items: tuple[Item, ...], linkages: tuple[Linkage, ...]) -> Response:
    county = caller().grant.unit_code[:COUNTY_CODE_LENGTH]
    try:
        caller().require_unit(county)
        command = PublishRuleTemplate(
            **form_stamp(),
            county_code=county,
            items=items,
            linkages=linkages,
            published_by=caller().person_id,
        )
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _page(no)
    return see(".templates", after=answer_of(recorded)["position"])


def _typed(item: Item) -> Item:
    """Return an item with the points and caps that were typed."""
    code = item.code
    return replace(
        item,
        points=number(f"points-{code}") or 0,
        day_cap=number(f"day-{code}"),
        month_cap=number(f"month-{code}"),
        year_cap=number(f"year-{code}"),
    )


def _limits(item: Item) -> list[tuple[str, str, int | None]]:
    return [
        ("day", "日封顶", item.day_cap),
        ("month", "月封顶", item.month_cap),
        ("year", "年封顶", item.year_cap),
    ]


def _page(no: LedgerError | None) -> Response:
    shown = template_of(caller().grant.unit_code)
    return page(
        "rule_templates.html",
        status_of_page(no),
        county=unit_name(shown["county_code"]),
        number=shown["number"],
        rows=[
            {**item_shown(it), "value": it.points, "limits": _limits(it)} for it in shown["items"]
        ],
        linkages=[linkage_shown(it) for it in shown["linkages"]],
        may_publish=may(caller().role, Action.PUBLISH_RULE_TEMPLATE),
        refusal=None if no is None else refusal(no.code),
        facts=[] if no is None else refusal_facts(no.code, no.facts),
        key=fresh_key(),
        second_key=fresh_key(),
    )
