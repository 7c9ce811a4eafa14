"""What is overdue, for streets and civil affairs; and the public list of entered minutes."""

from datetime import datetime
from uuid import UUID

from flask import Response, request, url_for

from api.auth import asked_unit, caller
from api.boards.schemas import CITY
from api.limits import PAGE_ITEMS_MAX, POSITION_MAX
from api.paging import read_cursor, write_cursor
from api.paperwork.overdue import Due, overdue_of
from api.paperwork.public import PublicLine, public_lines
from api.permissions import Action, may, requires
from api.rates.guard import count_address
from api.rates.quotas import PUBLIC_LISTS
from api.reach import scope_of, today
from api.services import services
from ledger.registry.errors import UnitNotFoundError
from projections.registry.units import UnitRow
from web.blueprints import Pages, fresh
from web.paperwork.words import REASONS, WHO, role_in_words
from web.rendering import Context, page
from web.session import short_unit_name, visitor
from web.units import unit_name

pages = Pages("paperwork")

SHOWN = 50


@pages.get("/overdue")
@requires(Action.SEE_OVERDUE)
@fresh
def overdue() -> Response:
    """List activities that are not recorded in time, worst first (超期)."""
    unit = asked_unit(request.args.get("unit"))
    found = overdue_of(unit, SHOWN, read_cursor(request.args.get("cursor"), tuple[datetime, UUID]))
    last = found.overdue[-1].row if len(found.overdue) == SHOWN else None
    cursor = write_cursor((last.ends_at, last.activity_id)) if last else ""
    return page(
        "overdue.html",
        unit_name=unit_name(unit),
        total=found.total,
        units=[
            {"name": unit_name(code), "count": many, "address": url_for(".overdue", unit=code)}
            for code, many in found.by_unit
        ],
        whole=unit == caller().grant.unit_code,
        overdue=[_due(it) for it in found.overdue],
        soon=[_due(it) for it in found.soon],
        waiting=[_due(it) for it in found.waiting],
        next_address=url_for(".overdue", unit=unit, cursor=cursor) if cursor else "",
    )


@pages.get("/public/entries")
@requires(Action.PUBLIC)
def made_up() -> Response:
    """List the minutes that people entered, for everybody (补录公示)."""
    count_address(services(), PUBLIC_LISTS)
    who, views = visitor(), services().views
    unit = views.units.of(request.args.get("unit", CITY), today())
    if unit is None:
        raise UnitNotFoundError
    before = request.args.get("before", type=int)
    before = before if before and 0 < before <= POSITION_MAX else None
    lines = public_lines(scope_of(unit.code), SHOWN, before)
    full = len(lines) == SHOWN
    below = views.units.children(unit.code, PAGE_ITEMS_MAX, as_of=today())
    return page(
        "made_up.html",
        unit_name=short_unit_name(unit.name),
        above=_above(unit),
        below=[{"name": short_unit_name(it.name), "address": _address(it.code)} for it in below],
        rows=[_line(it) for it in lines],
        later=before is not None,
        address=_address(unit.code),
        next_address=_address(unit.code, before=lines[-1].position) if full else "",
        sees_overview=who is not None and may(who.role, Action.SEE_OVERVIEW),
    )


def _address(unit: str, before: int | None = None) -> str:
    return url_for(".made_up", unit=unit, before=before)


def _above(unit: UnitRow) -> Context | None:
    """Return the way to the unit above, within the city."""
    above = services().views.units.of(unit.parent_code, today()) if unit.code != CITY else None
    if above is None:
        return None
    return {"name": short_unit_name(above.name), "address": _address(above.code)}


def _line(it: PublicLine) -> Context:
    return {
        "name": it.masked_name or WHO[it.who],
        "title": it.title,
        "served_on": it.served_on,
        "unit_name": unit_name(it.unit_code),
        "minutes": it.minutes,
        "reason": REASONS.get(it.reason, REASONS["other"]),
        "entered_by": role_in_words(it.entered_by),
        "confirmed_by": role_in_words(it.confirmed_by),
        "is_late": it.is_late,
        "days_late": it.days_late,
    }


def _due(it: Due) -> Context:
    return {
        "title": it.row.title,
        "unit_name": unit_name(it.row.unit_code),
        "ended_at": it.row.ends_at,
        "due_on": it.due_on,
        "days_over": it.days_over,
        "address": url_for("pages_volunteering.activity", activity_id=it.row.activity_id),
    }
