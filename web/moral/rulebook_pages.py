"""Pages of rule books that everybody may read: in force, earlier, compared, on paper."""

from typing import Any

from flask import Response, request, url_for

from api.auth import caller
from api.moral.rulebook_finding import (
    PUBLIC_STAGES,
    VILLAGE_CODE_LENGTH,
    public_version,
    village_of,
)
from api.moral.rulebook_paper import rulebook_paper
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from projections.moral.rulebooks.views import RulebookRow
from web.blueprints import Pages, fresh
from web.formats import date_day
from web.moral.rule_words import compared, line_shown, version_shown
from web.rendering import moved, page
from web.units import unit_name

pages = Pages("rulebooks")


@pages.get("/rulebooks")
@requires(Action.SEE_SELF)
def own_rulebook() -> Response:
    """Lead to the rule book of where one belongs (积分细则)."""
    unit = caller().grant.unit_code[:VILLAGE_CODE_LENGTH]
    return moved(url_for(".rulebook", unit_code=unit))


@pages.get("/rulebooks/<string:unit_code>")
@requires(Action.PUBLIC)
@fresh
def rulebook(unit_code: str) -> Response:
    """Show the version in force with its meeting and filing, and every other one (积分细则)."""
    village = village_of(unit_code)
    return _shown(village, services().views.rulebooks.in_force_on(village, today()))


@pages.get("/rulebooks/<string:unit_code>/versions/<int:version>")
@requires(Action.PUBLIC)
@fresh
def rulebook_version(unit_code: str, version: int) -> Response:
    """Show one version, in force or not (某一版)."""
    village = village_of(unit_code)
    return _shown(village, public_version(village, version))


@pages.get("/rulebooks/<string:unit_code>/comparison")
@requires(Action.PUBLIC)
@fresh
def comparison(unit_code: str) -> Response:
    """Show what differs between two versions (和上一版比)."""
    village = village_of(unit_code)
    newer = public_version(village, request.args.get("to", 0, type=int))
    older = public_version(village, request.args.get("from", 0, type=int))
    return page(
        "rulebook_compared.html",
        unit_name=unit_name(village),
        back=url_for(".rulebook_version", unit_code=village, version=newer.number),
        older=line_shown(older),
        newer=line_shown(newer),
        lines=compared(older.version, newer.version),
    )


@pages.get("/rulebooks/<string:unit_code>/versions/<int:version>/paper")
@requires(Action.PUBLIC)
@fresh
def paper(unit_code: str, version: int) -> Response:
    """Give a version as a paper to put on the wall (打印)."""
    village = village_of(unit_code)
    row = public_version(village, version)
    return rulebook_paper(row, paper_words(row), unit_name(village))


def paper_words(row: RulebookRow) -> dict[str, Any]:
    """Return what stands on the paper, in words."""
    shown = version_shown(row)
    pledge, meeting = row.version.pledge, shown["meeting"]
    facts = [["状态", shown["stage_words"]]]
    if meeting:
        facts += [
            ["会议", f"{meeting['kind']}，{date_day(meeting['held_on'])}，{meeting['came']}"],
            ["表决", f"{meeting['votes']}（{meeting['article']}）"],
        ]
    if row.version.filing_number and row.version.filed_on:
        filed = f"{row.version.filing_number}，{date_day(row.version.filed_on)}"
        facts.append(["备案号", filed])
    if row.in_force_from:
        facts.append(["生效", f"{date_day(row.in_force_from)}起"])
    words = None
    if pledge is not None:
        words = {"title": pledge.title, "nots": pledge.will_not, "leads": pledge.will_lead}
    for each in shown["deductions"]:
        each["points"] = f"扣 {each['points'][1:]}"  # the font of papers has no minus sign
    return {**shown, "facts": facts, "pledge": words, "state": shown["stage_words"]}


def _shown(village: str, row: RulebookRow | None) -> Response:
    rows = services().views.rulebooks.versions(village)
    others = [it for it in rows if it.stage in PUBLIC_STAGES]
    now = services().views.rulebooks.in_force_on(village, today())
    before = _before(others, row)
    return page(
        "rulebook.html",
        unit_name=unit_name(village),
        unit_code=village,
        version=None if row is None else version_shown(row),
        is_now=row is not None and now is not None and row.number == now.number,
        now_number=now.number if now else 0,
        before=before.number if before else 0,
        others=[line_shown(it) for it in others if row is None or it.number != row.number],
    )


def _before(others: list[RulebookRow], row: RulebookRow | None) -> RulebookRow | None:
    """Return the version that was in force before one."""
    if row is None:
        return None
    earlier = [it for it in others if it.version.is_enacted and it.number < row.number]
    return max(earlier, key=lambda it: it.number, default=None)
