"""Doors of part-time grid work: the rider's own yes, and what the unit records (兼职网格员)."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import EmptySchema
from api.riders.grid_schemas import (
    GridAppointmentSchema,
    GridConsentRecorded,
    GridEndRecorded,
    GridRenewalSchema,
    GridSummaryAnswer,
    GridSummaryQuery,
    GridTermRecorded,
    GridTrainingRecorded,
    GridTrainingSchema,
    GridWorkerAnswer,
    GridWorkersQuery,
    OwnGridAnswer,
    OwnGridQuery,
)
from api.riders.grid_work import (
    counts_of,
    day_or_today,
    own_quarter,
    require_own_grid,
    running_quarter,
    worker_of,
)
from api.services import services
from ledger.stations.grid_worker_commands import (
    AgreeToGridWork,
    AppointGridWorker,
    EndGridWorker,
    LeaveGridWork,
    RecordGridTraining,
    RenewGridWorker,
)

blp = Doors("grid work", "Riders who look after a grid part-time, of their own accord")


@blp.get("/me/grid-work")
@requires(Action.OWN_GRID_WORK)
@blp.reads(OwnGridQuery, OwnGridAnswer)
def see_my_grid_work(asked: dict[str, Any]) -> Any:
    """Show what one agreed to, looks after, and did in a quarter (我的兼职网格)."""
    given, person_id = services(), caller().person_id
    quarter = asked["quarter"] or running_quarter(given)
    return {
        **asdict(worker_of(given, person_id)),
        "terms": given.views.grid_workers.terms(person_id),
        "quarter": own_quarter(given, person_id, quarter),
    }


@blp.post("/me/grid-work/agreement")
@requires(Action.OWN_GRID_WORK)
@blp.commands(EmptySchema, GridConsentRecorded)
def agree_to_grid_work(_loaded: dict[str, Any]) -> Response:
    """Say yes to one term of part-time grid work (愿意当兼职网格员)."""
    return execute(AgreeToGridWork(**stamp(), person_id=caller().person_id), 201)


@blp.post("/me/grid-work/leaving")
@requires(Action.OWN_GRID_WORK)
@blp.commands(EmptySchema, GridConsentRecorded)
def leave_grid_work(_loaded: dict[str, Any]) -> Response:
    """Take the yes back and leave; no reason is asked for (不当了)."""
    return execute(LeaveGridWork(**stamp(), person_id=caller().person_id), 201)


@blp.post("/riders/<uuid:person_id>/grid-training")
@requires(Action.APPOINT_GRID_WORKER)
@blp.commands(GridTrainingSchema, GridTrainingRecorded)
def record_grid_training(loaded: dict[str, Any], person_id: UUID) -> Response:
    """Record that a rider was trained (记培训)."""
    caller().require_unit(loaded["unit_code"])
    by = caller().person_id
    return execute(
        RecordGridTraining(**stamp(), person_id=person_id, recorded_by=by, **loaded), 201
    )


@blp.post("/riders/<uuid:person_id>/grid-appointment")
@requires(Action.APPOINT_GRID_WORKER)
@blp.commands(GridAppointmentSchema, GridTermRecorded)
def appoint_grid_worker(loaded: dict[str, Any], person_id: UUID) -> Response:
    """Give a rider a grid for twelve months (聘任)."""
    caller().require_unit(loaded["unit_code"])
    loaded["from_day"] = day_or_today(services(), loaded["from_day"])
    by = caller().person_id
    return execute(
        AppointGridWorker(**stamp(), person_id=person_id, appointed_by=by, **loaded), 201
    )


@blp.post("/riders/<uuid:person_id>/grid-renewal")
@requires(Action.APPOINT_GRID_WORKER)
@blp.commands(GridRenewalSchema, GridTermRecorded)
def renew_grid_worker(loaded: dict[str, Any], person_id: UUID) -> Response:
    """Let a term go on for twelve months (续聘)."""
    require_own_grid(person_id)
    by = caller().person_id
    return execute(RenewGridWorker(**stamp(), person_id=person_id, renewed_by=by, **loaded), 201)


@blp.post("/riders/<uuid:person_id>/grid-ending")
@requires(Action.APPOINT_GRID_WORKER)
@blp.commands(EmptySchema, GridEndRecorded)
def end_grid_worker(_loaded: dict[str, Any], person_id: UUID) -> Response:
    """End a term before its time (提前结束)."""
    require_own_grid(person_id)
    by = caller().person_id
    return execute(EndGridWorker(**stamp(), person_id=person_id, ended_by=by), 201)


@blp.get("/grid-workers")
@requires(Action.APPOINT_GRID_WORKER)
@blp.reads(GridWorkersQuery, pages_of(GridWorkerAnswer))
def list_grid_workers(asked: dict[str, Any]) -> Any:
    """List who looks after which grid, by grid (兼职网格员名单)."""
    unit, limit = asked_unit(asked["unit"]), asked["limit"]
    given, after = services(), read_cursor(asked["cursor"], UUID)
    found = given.views.grid_workers.in_unit(scope_of(unit), limit, after)
    names = given.directory.masked_names(it.person_id for it in found)
    rows = [{**asdict(it), "display_name": names.get(it.person_id)} for it in found]
    return page(rows, found[-1].person_id if len(found) == limit else None)


@blp.get("/grid-workers/summary")
@requires(Action.SEE_OVERVIEW)
@blp.reads(GridSummaryQuery, GridSummaryAnswer)
def sum_grid_workers(asked: dict[str, Any]) -> Any:
    """Count the terms of a quarter; no names (季度小结)."""
    given, unit = services(), asked_unit(asked["unit"])
    quarter = asked["quarter"] or running_quarter(given)
    return {"unit": unit, "quarter": quarter, **asdict(counts_of(given, unit, quarter))}
