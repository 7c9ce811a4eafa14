"""The rider's own page of part-time grid work: a yes, a term, a quarter in counts (我的聘任)."""

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.riders.grid_work import own_quarter, running_quarter, worker_of
from api.services import services
from ledger.kernel.clock import local_date
from ledger.moral.quarters import is_quarter
from ledger.stations.grid_worker import RENEW_DAYS
from ledger.stations.grid_worker_commands import AgreeToGridWork, LeaveGridWork
from web.blueprints import Pages, fresh
from web.forms import form_stamp
from web.rendering import fresh_key, page, see
from web.riders.grid_words import ENDINGS, moved, quarter_said
from web.units import unit_name

pages = Pages("grid_own")

TERMS_SHOWN = 6
FIRST_QUARTER = "2026Q1"
"""Nobody looked after a grid by this ledger before."""


@pages.get("/me/appointment")
@requires(Action.OWN_GRID_WORK)
@fresh
def appointment() -> Response:
    """Show what one agreed to and looks after (兼职网格员)."""
    given, person_id = services(), caller().person_id
    row, now = worker_of(given, person_id), running_quarter(given)
    asked = request.args.get("quarter", "")
    quarter = asked if is_quarter(asked) and FIRST_QUARTER <= asked <= now else now
    today = local_date(given.clock())
    days_left = (row.to_day - today).days if row.to_day else 0
    return page(
        "appointment.html",
        key=fresh_key(),
        grid_name=unit_name(row.unit_code) if row.unit_code else "",
        row=row,
        renews=bool(row.unit_code) and days_left <= RENEW_DAYS,
        renew_days=RENEW_DAYS,
        terms=[
            {"words": ENDINGS[it.cause], "from_day": it.from_day, "to_day": it.to_day}
            for it in given.views.grid_workers.terms(person_id, TERMS_SHOWN)
            if it.cause
        ],
        quarter=quarter_said(quarter),
        counts=own_quarter(given, person_id, quarter),
        earlier=_address(moved(quarter, -1)) if quarter > FIRST_QUARTER else "",
        later=_address(moved(quarter, 1)) if quarter < now else "",
    )


@pages.post("/me/appointment/agreement")
@requires(Action.OWN_GRID_WORK)
def agree() -> Response:
    """Say yes to one term (我愿意)."""
    recorded = carry_out(services(), AgreeToGridWork(**form_stamp(), person_id=caller().person_id))
    return see(".appointment", after=recorded.position)


@pages.post("/me/appointment/leaving")
@requires(Action.OWN_GRID_WORK)
def leave() -> Response:
    """Take the yes back, or leave the grid (不当了)."""
    recorded = carry_out(services(), LeaveGridWork(**form_stamp(), person_id=caller().person_id))
    return see(".appointment", after=recorded.position)


def _address(quarter: str) -> str:
    return url_for(".appointment", quarter=quarter)
