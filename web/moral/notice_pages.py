"""Public notices for everybody: what a village has on its board, one notice, its sheet."""

from uuid import UUID

from flask import Response, request

from api.auth import Caller
from api.boards.schemas import CITY
from api.limits import PAGE_ITEMS_MAX
from api.moral.notice_acting import notice_of
from api.moral.notice_paper import printed_notice
from api.moral.notice_shown import (
    deductions_of_month,
    lines_shown,
    next_list_on,
)
from api.permissions import Action, may, requires
from api.rates.guard import count_address
from api.rates.quotas import PAPERS, PUBLIC_LISTS
from api.reach import today
from api.services import services
from ledger.kernel.clock import local_date
from ledger.moral.notice_kinds import NoticeKind
from ledger.registry.errors import UnitNotFoundError
from projections.moral.notices.rows import NoticeRow
from projections.registry.units import UnitRow
from web.blueprints import Pages, fresh
from web.moral.account_links import latest_account
from web.moral.notice_words import count_shown, line_shown, notice_shown, with_query
from web.moral.period_pages import latest_report
from web.rendering import Context, page
from web.session import short_unit_name, visitor
from web.villagers_groups import in_order

pages = Pages("notices")

SHOWN = 20
"""Notices of a village that run at a time; a village has one to four."""


@pages.get("/notices")
@requires(Action.PUBLIC)
@fresh
def notices() -> Response:
    """Show what a village has on notice, for everybody (公示)."""
    count_address(services(), PUBLIC_LISTS)
    who, views = visitor(), services().views
    unit = views.units.of(request.args.get("unit") or _own_unit(who), today())
    if unit is None:
        raise UnitNotFoundError
    running = views.notices.running(unit.code, SHOWN)
    group = request.args.get("group", "")
    shown = [_notice(it, who, group) for it in running if it.kind != NoticeKind.DEDUCTIONS]
    groups = in_order(line["group"] for it in shown for line in it["all"])
    now = services().clock()
    below = views.units.children(unit.code, PAGE_ITEMS_MAX, as_of=today())
    return kept_a_while(
        page(
            "notices.html",
            unit_name=short_unit_name(unit.name),
            above=_above(unit),
            below=[_place(it) for it in below],
            notices=shown,
            groups=[
                {"name": it or "全部", "is_chosen": it == group, "address": _address(unit.code, it)}
                for it in ("", *groups)
            ],
            deductions=[count_shown(it) for it in deductions_of_month(unit.code, local_date(now))],
            next_list_on=next_list_on(now),
            report=latest_report(unit.code),
            account=latest_account(unit.code),
            objects=who is None or may(who.role, Action.OBJECT),
        ),
        who,
    )


@pages.get("/notices/<uuid:notice_id>")
@requires(Action.PUBLIC)
@fresh
def notice(notice_id: UUID) -> Response:
    """Show one notice; the code on its sheet leads here (一张公示)."""
    count_address(services(), PUBLIC_LISTS)
    row, who = notice_of(notice_id), visitor()
    unit = services().views.units.of(row.unit_code, today())
    counts = deductions_of_month(row.unit_code, local_date(row.published_at))
    return kept_a_while(
        page(
            "notice.html",
            unit_name=short_unit_name(unit.name) if unit else row.unit_code,
            notice=_notice(row, who, ""),
            position=row.position,
            deductions=[count_shown(it) for it in counts],
            back=_address(row.unit_code, ""),
            objects=who is None or may(who.role, Action.OBJECT),
            enters=who is not None and may(who.role, Action.ENTER_OBJECTION),
        ),
        who,
    )


@pages.get("/notices/<uuid:notice_id>/print")
@requires(Action.PUBLIC)
@fresh
def sheet(notice_id: UUID) -> Response:
    """Give anybody the sheet for the board (张贴版)."""
    count_address(services(), PAPERS)
    return printed_notice(services(), notice_of(notice_id))


def kept_a_while(response: Response, who: Caller | None) -> Response:
    """Let a browser without a sign-in keep a public page for half a minute."""
    if who is None:
        response.headers["Cache-Control"] = "private, max-age=30"
        response.vary.add("Cookie")
    return response


def _notice(row: NoticeRow, who: Caller | None, group: str) -> Context:
    lines = [line_shown(it) for it in lines_shown(row, who, services().clock())]
    shown = [it for it in lines if not group or it["group"] == group]
    return notice_shown(row) | {"all": lines, "rows": shown}


def _own_unit(who: Caller | None) -> str:
    return CITY if who is None else who.grant.unit_code


def _address(unit: str, group: str) -> str:
    return with_query("/notices", unit=unit, group=group)


def _above(unit: UnitRow) -> Context | None:
    """Return the way to the unit above, within the city."""
    above = services().views.units.of(unit.parent_code, today()) if unit.code != CITY else None
    return None if above is None else _place(above)


def _place(unit: UnitRow) -> Context:
    return {"name": short_unit_name(unit.name), "address": _address(unit.code, "")}
