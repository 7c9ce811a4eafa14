"""What the units below did in a month: totals for offices, without a name."""

import re
from dataclasses import asdict

from flask import Response, request, url_for

from api.auth import asked_unit
from api.overview.doors import MONTH
from api.overview.report import Overview, overview_of, was_there
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from projections.overview.views import Figures
from web.blueprints import Pages, fresh
from web.rendering import Context, page
from web.session import short_unit_name

pages = Pages("overview")

_MONTHS_A_YEAR = 12


@pages.get("/overview")
@requires(Action.SEE_OVERVIEW)
@fresh
def overview() -> Response:
    """Show the totals of a month, unit by unit, by the tree of then (一览)."""
    unit = asked_unit(request.args.get("unit"))
    now = f"{today():%Y-%m}"
    asked = request.args.get("month", "")
    month = asked if re.fullmatch(MONTH, asked) and asked <= now else now
    found = overview_of(unit, month)
    lines = [
        {
            "name": short_unit_name(it.unit.name),
            "address": url_for(".overview", unit=it.unit.code, month=month),
            "serving": it.serving,
            **_figures(it.figures),
        }
        for it in found.lines
    ]
    own = _figures(found.own)
    return page(
        "overview.html",
        unit_name=short_unit_name(found.unit.name),
        month=_said(month),
        earlier=_before(unit, month),
        later=url_for(".overview", unit=unit, month=_moved(month, 1)) if month < now else "",
        as_of=found.as_of,
        total={**_figures(found.total), "serving": found.serving},
        public_address=url_for("pages_paperwork.made_up", unit=unit),
        level=_level_of(found),
        lines=lines,
        own=own if any(own.values()) else None,
    )


def _level_of(found: Overview) -> str:
    """Return what the county calls the level of the lines; nothing if they are of several."""
    levels = {it.unit.level for it in found.lines}
    names = services().views.levels.of(found.lines[0].unit.code) if found.lines else {}
    return names.get(levels.pop(), "") if len(levels) == 1 else ""


def _figures(figures: Figures) -> Context:
    return {**asdict(figures), "verified_minutes": figures.verified_minutes}


def _moved(month: str, by: int) -> str:
    """Return the month before or after."""
    whole = int(month[:4]) * _MONTHS_A_YEAR + int(month[5:]) - 1 + by
    return f"{whole // _MONTHS_A_YEAR:04d}-{whole % _MONTHS_A_YEAR + 1:02d}"


def _before(unit_code: str, month: str) -> str:
    """Return the address of the month before, or nothing if the unit was not there yet."""
    before = _moved(month, -1)
    there = re.fullmatch(MONTH, before) and was_there(unit_code, before)
    return url_for(".overview", unit=unit_code, month=before) if there else ""


def _said(month: str) -> str:
    return f"{int(month[:4])} 年 {int(month[5:])} 月"
