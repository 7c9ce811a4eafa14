"""Doors of assignments: the terms of roles in the security administrator's unit."""

from datetime import timedelta
from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer, pages_of
from api.assignments.giving import assign, end, is_running
from api.auth import asked_unit
from api.doors import Doors
from api.execution import told
from api.fields import unit_code
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.reading import RequestSchema
from api.registry.schemas import check_year
from api.services import services
from ledger.registry.commands import AssignRole, EndRole
from ledger.registry.role_holder import ROLES

blp = Doors("assignments", "Who has which role, where, from when until when")


class SeatSchema(RequestSchema):
    """Whose role, which and where."""

    person_id = fields.UUID(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    unit_code = unit_code(required=True)
    place_id = fields.UUID(
        load_default=None,
        metadata={"description": "The one shop or station a keeper keeps; null for all."},
    )


class AssignmentSchema(SeatSchema):
    """POST /assignments."""

    from_day = fields.Date(
        load_default=None, validate=check_year, metadata={"description": "Today if not said."}
    )
    to_day = fields.Date(
        load_default=None, validate=check_year, metadata={"description": "The last day, if known."}
    )


class EndingSchema(SeatSchema):
    """POST /assignments/ending."""

    last_day = fields.Date(
        load_default=None, validate=check_year, metadata={"description": "Yesterday if not said."}
    )


class AssignmentRecorded(CommandAnswer):
    """Whose term was given or ended."""

    person_id = fields.UUID()
    role = fields.String()
    unit_code = fields.String()


class AssignmentAnswer(Schema):
    """A term; the name is masked."""

    person_id = fields.UUID()
    display_name = fields.String(allow_none=True)
    role = fields.String()
    unit_code = fields.String()
    place_id = fields.UUID(attribute="place", allow_none=True)
    from_day = fields.Date()
    to_day = fields.Date(attribute="last_day", allow_none=True)
    running = fields.Boolean(metadata={"description": "Whether it opens doors today."})


class AssignmentsQuery(PageQuery):
    """``?unit=``: the caller's own unit if not said."""

    unit = unit_code(load_default=None)


@blp.get("/assignments")
@requires(Action.SEE_ASSIGNMENTS)
@blp.reads(AssignmentsQuery, pages_of(AssignmentAnswer))
def list_assignments(asked: dict[str, Any]) -> Any:
    """List the terms in a unit and below, running and ended, the latest first (任职)."""
    unit = asked_unit(asked["unit"])
    limit, offset = asked["limit"], max(read_cursor(asked["cursor"], int) or 0, 0)
    given, day = services(), today()
    found = given.views.role_terms.below(scope_of(unit), limit=limit, offset=offset)
    names = given.directory.masked_names(it.person_id for it in found)
    rows = [
        {
            "person_id": it.person_id,
            "display_name": names.get(it.person_id),
            "role": it.role,
            "unit_code": it.unit_code,
            "place": it.place,
            "from_day": it.from_day,
            "last_day": it.last_day,
            "running": is_running(it, day),
        }
        for it in found
    ]
    return page(rows, offset + limit if len(found) == limit else None)


@blp.post("/assignments")
@requires(Action.ASSIGN_ROLE, step_up=True)
@blp.commands(AssignmentSchema, AssignmentRecorded)
def assign_role(loaded: dict[str, Any]) -> Response:
    """Give somebody a role in a unit for a term (任命)."""
    loaded["from_day"] = loaded["from_day"] or today()
    recorded = assign(AssignRole(**stamp(), assigned_by=None, **loaded))
    return told(recorded, 201)


@blp.post("/assignments/ending")
@requires(Action.ASSIGN_ROLE, step_up=True)
@blp.commands(EndingSchema, AssignmentRecorded)
def end_role(loaded: dict[str, Any]) -> Response:
    """End a term with its last day (卸任); with yesterday, it is over now."""
    last_day = loaded.pop("last_day") or today() - timedelta(days=1)
    recorded = end(EndRole(**stamp(), ended_by=None, to_day=last_day, **loaded))
    return told(recorded, 201)
