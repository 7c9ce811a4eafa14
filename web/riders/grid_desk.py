"""The desk of part-time grid work: who looks after which grid, and giving a term (兼职网格员)."""

from datetime import date
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.limits import NUMBER_LENGTH_MAX
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.refusals import RequestInvalidError
from api.riders.grid_work import counts_of, require_own_grid, running_quarter, worker_of
from api.services import services
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.moral.quarters import is_quarter
from ledger.registry.unit import UNIT_CODE_LENGTH_MAX
from ledger.stations.grid_worker import RENEW_DAYS
from ledger.stations.grid_worker_commands import (
    AppointGridWorker,
    EndGridWorker,
    RecordGridTraining,
    RenewGridWorker,
)
from projections.stations.grid_worker_views import GridWorkerRow
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see
from web.riders.grid_own import FIRST_QUARTER
from web.riders.grid_words import moved, quarter_said
from web.units import unit_name

pages = Pages("grid_desk")

SHOWN = 50
GRIDS_SHOWN = 200
GRID_LEVEL = "grid"


@pages.get("/desk/grid-workers")
@requires(Action.APPOINT_GRID_WORKER)
@fresh
def grid_workers() -> Response:
    """List who looks after which grid, the counts of a quarter, and one rider (兼职网格员)."""
    number = request.args.get("number", "").strip()[:NUMBER_LENGTH_MAX]
    rider = services().views.riders.by_number(number) if number else None
    return _page(rider.person_id if rider else None, number=number)


@pages.post("/desk/grid-workers/<uuid:person_id>/training")
@requires(Action.APPOINT_GRID_WORKER)
def train(person_id: UUID) -> Response:
    """Record that the rider was trained (记培训)."""
    stamp, who = form_stamp(), caller()
    held_on = _day("held_on")
    return _carried(
        person_id,
        RecordGridTraining(
            **stamp,
            person_id=person_id,
            unit_code=who.grant.unit_code,
            held_on=held_on,
            recorded_by=who.person_id,
        ),
    )


@pages.post("/desk/grid-workers/<uuid:person_id>/appointment")
@requires(Action.APPOINT_GRID_WORKER)
def appoint(person_id: UUID) -> Response:
    """Give the rider a grid for twelve months (聘任)."""
    stamp, unit = form_stamp(), request.form.get("unit_code", "").strip()[:UNIT_CODE_LENGTH_MAX]
    caller().require_unit(unit)
    return _carried(
        person_id,
        AppointGridWorker(
            **stamp,
            person_id=person_id,
            unit_code=unit,
            from_day=_day("from_day"),
            is_paid="is_paid" in request.form,
            appointed_by=caller().person_id,
        ),
    )


@pages.post("/desk/grid-workers/<uuid:person_id>/renewal")
@requires(Action.APPOINT_GRID_WORKER)
def renew(person_id: UUID) -> Response:
    """Let the term go on (续聘)."""
    stamp = form_stamp()
    require_own_grid(person_id)
    is_paid, by = "is_paid" in request.form, caller().person_id
    return _carried(
        person_id, RenewGridWorker(**stamp, person_id=person_id, is_paid=is_paid, renewed_by=by)
    )


@pages.post("/desk/grid-workers/<uuid:person_id>/ending")
@requires(Action.APPOINT_GRID_WORKER)
def end(person_id: UUID) -> Response:
    """End the term before its time (提前结束)."""
    stamp = form_stamp()
    require_own_grid(person_id)
    by = caller().person_id
    return _carried(person_id, EndGridWorker(**stamp, person_id=person_id, ended_by=by))


def _carried(person_id: UUID, command: Command) -> Response:
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _page(person_id, no)
    rider = services().views.riders.of(person_id)
    number = rider.number if rider else ""
    return see(".grid_workers", after=recorded.position, number=number)


def _day(name: str) -> date:
    typed = request.form.get(name, "")
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise RequestInvalidError({name: ["Not a day."]}) from None


def _page(person_id: UUID | None, no: LedgerError | None = None, *, number: str = "") -> Response:
    given, unit = services(), caller().grant.unit_code
    now, asked = running_quarter(given), request.args.get("quarter", "")
    quarter = asked if is_quarter(asked) and FIRST_QUARTER <= asked <= now else now
    after_id = request.args.get("after_id", type=UUID)
    found = given.views.grid_workers.in_unit(scope_of(unit), SHOWN, after_id)
    named = [it.person_id for it in found] + ([person_id] if person_id else [])
    names = given.directory.masked_names(named)
    more = url_for(".grid_workers", after_id=found[-1].person_id) if len(found) == SHOWN else ""
    return page(
        "grid_workers.html",
        status_of_page(no),
        number=number,
        number_length_max=NUMBER_LENGTH_MAX,
        code_length_max=UNIT_CODE_LENGTH_MAX,
        missing=bool(number) and person_id is None,
        rider=_rider(person_id, names.get(person_id, "")) if person_id else None,
        grids=_grids(unit),
        today=today(),
        rows=[_row(it, names.get(it.person_id, "")) for it in found],
        next_address=more,
        quarter=quarter_said(quarter),
        counts=counts_of(given, unit, quarter),
        earlier=_at(moved(quarter, -1)) if quarter > FIRST_QUARTER else "",
        later=_at(moved(quarter, 1)) if quarter < now else "",
        refusal=None if no is None else refusal(no.code),
        keys=[fresh_key() for _ in range(4)],
    )


def _rider(person_id: UUID, name: str) -> Context:
    row = worker_of(services(), person_id)
    rider = services().views.riders.of(person_id)
    days_left = (row.to_day - today()).days if row.to_day else 0
    return {
        "person_id": person_id,
        "number": rider.number if rider else "",
        "name": name,
        "agrees": row.agrees,
        "trained_on": row.trained_on,
        "grid_name": unit_name(row.unit_code) if row.unit_code else "",
        "from_day": row.from_day,
        "to_day": row.to_day,
        "near": bool(row.unit_code) and caller().reaches(row.unit_code),
        "renews": days_left <= RENEW_DAYS,
    }


def _grids(unit: str) -> list[Context]:
    """Return the grids right below the own unit, to choose from."""
    below = services().views.units.children(unit, GRIDS_SHOWN, as_of=today())
    return [{"code": it.code, "name": it.name} for it in below if it.level == GRID_LEVEL]


def _row(it: GridWorkerRow, name: str) -> Context:
    return {
        "name": name,
        "unit_code": it.unit_code,
        "from_day": it.from_day,
        "to_day": it.to_day,
        "is_paid": it.is_paid,
        "agrees": it.agrees,
    }


def _at(quarter: str) -> str:
    return url_for(".grid_workers", quarter=quarter)
