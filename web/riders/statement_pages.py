"""Pages of a rider's month: what was there, what came and why, what went and where (月账单)."""

from typing import Final

from flask import Response, url_for

from api.permissions import Action, requires
from api.riders.statement_doors import own_statement, statement_response
from api.riders.statement_words import month_said, source_said, spending_said
from api.riders.statements import (
    FIRST_MONTH,
    Statement,
    is_month,
    moved,
    running_month,
    settled_month,
)
from api.services import services
from projections.wallets.months import MonthSum
from projections.wallets.views import Entry
from web.blueprints import Pages, fresh
from web.rendering import Context, page, see
from web.shop.wares import names_of

pages = Pages("statements")

LOOKS: Final = {
    "visit": ("scan", "red"),
    "award": ("star", "honey"),
    "report_accepted": ("camera", "red"),
    "report_resolved": ("check", "ok"),
    "major_hazard": ("shield", "ok"),
}
"""Drawing and colour of what points came from."""
LOOKS_OTHERWISE: Final = ("dots", "info")
COUNTED: Final = ("件", "次")
SETTLED = "settled"
"""The latest month that is settled, as the message of it leads there."""


@pages.get("/me/statements")
@requires(Action.OWN_STATEMENTS)
def latest() -> Response:
    """Lead to the running month (本月账单)."""
    return see(".statement", month=running_month(services().clock()))


@pages.get("/me/statements/<month>")
@requires(Action.OWN_STATEMENTS)
@fresh
def statement(month: str) -> Response:
    """Show one's month; one that is not over says so (月账单)."""
    clock = services().clock()
    now = running_month(clock)
    if month == SETTLED:
        return see(".statement", month=settled_month(clock))
    if not is_month(month) or not FIRST_MONTH <= month <= now:
        return see(".statement", month=now)
    found = own_statement(month)
    return page(
        "statement.html",
        **_figures(found),
        month=month_said(month),
        is_running=month == now,
        reports=found.reports,
        sources=[_source(it) for it in found.sources],
        spending=[_line(it) for it in found.spending],
        paper=url_for(".paper", month=month),
        earlier=url_for(".statement", month=moved(month, -1)) if month > FIRST_MONTH else "",
        later=url_for(".statement", month=moved(month, 1)) if month < now else "",
    )


@pages.get("/me/statements/<month>/print")
@requires(Action.OWN_STATEMENTS)
def paper(month: str) -> Response:
    """Print one's month on A4 (打印)."""
    return statement_response(own_statement(month))


def _figures(found: Statement) -> Context:
    return {
        "opening": found.opening,
        "gained": found.gained,
        "spent": found.spent,
        "closing": found.closing,
        "is_settled": found.is_settled,
    }


def _source(it: MonthSum) -> Context:
    """Return a row of what came: how often, and what each of them gave if all gave the same."""
    words, unit = source_said(it.reason)
    icon, tone = LOOKS.get(it.reason, LOOKS_OTHERWISE)
    each, rest = divmod(it.amount, it.times) if it.times else (0, 1)
    return {
        "words": words,
        "unit": f"{unit}，每{unit} {each} 分" if unit in COUNTED and not rest else unit,
        "times": it.times,
        "amount": it.amount,
        "icon": icon,
        "tone": tone,
    }


def _line(it: Entry) -> Context:
    words = spending_said(it.kind)
    if it.kind in ("hold", "void", "refund") and it.source_id is not None:
        voucher = services().views.vouchers.of(it.source_id)
        if voucher is not None:
            words = f"{words} · {names_of(voucher)}"
    return {"words": words, "amount": it.amount, "occurred_at": it.occurred_at}
