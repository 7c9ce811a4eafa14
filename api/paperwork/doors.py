"""Doors of paperwork: the public list of entered minutes, and what is overdue."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from api.answers import pages_of
from api.auth import asked_unit
from api.boards.schemas import CITY
from api.doors import Doors
from api.fields import unit_code
from api.paging import PageQuery, page, read_cursor
from api.paperwork.overdue import Due, overdue_of
from api.paperwork.public import public_lines
from api.permissions import Action, requires
from api.rates.guard import count_address
from api.rates.quotas import PUBLIC_LISTS
from api.reach import scope_of
from api.services import services

blp = Doors("paperwork", "What is recorded by when, and minutes that people entered")


class MadeUpQuery(PageQuery):
    """``?unit=``: the city if not said."""

    unit = unit_code(load_default=CITY)


class MadeUpAnswer(Schema):
    """Minutes that people entered. Nothing leads to a person."""

    served_on = fields.Date()
    title = fields.String()
    unit_code = fields.String()
    who = fields.String(metadata={"description": "adult, minor, erased"})
    masked_name = fields.String(metadata={"description": "Only of adults; else empty."})
    minutes = fields.Integer()
    reason = fields.String()
    entered_by = fields.String(metadata={"description": "A role, `asked_for` or `staff`."})
    confirmed_by = fields.String(metadata={"description": "A role, or `staff`."})
    is_late = fields.Boolean()
    days_late = fields.Integer(
        allow_none=True, metadata={"description": "Null while the year's holidays are not known."}
    )


class OverdueQuery(PageQuery):
    """``?unit=``: the caller's own unit if not said."""

    unit = unit_code(load_default=None)


class DueAnswer(Schema):
    """An activity that is not recorded."""

    activity_id = fields.UUID()
    unit_code = fields.String()
    title = fields.String()
    ended_at = fields.AwareDateTime()
    due_on = fields.Date(
        allow_none=True, metadata={"description": "Null while the year's holidays are not known."}
    )
    days_over = fields.Integer()


class UnitCountAnswer(Schema):
    """How many are overdue in a unit."""

    unit_code = fields.String()
    overdue = fields.Integer()


class OverdueAnswer(Schema):
    """What is overdue, worst first, and apart what is due soon or waits for a calendar."""

    total = fields.Integer()
    by_unit = fields.List(fields.Nested(UnitCountAnswer))
    items = fields.List(fields.Nested(DueAnswer), required=True)
    next = fields.String(required=True, allow_none=True)
    due_soon = fields.List(fields.Nested(DueAnswer))
    waiting_for_calendar = fields.List(fields.Nested(DueAnswer))


@blp.get("/public/entries")
@requires(Action.PUBLIC)
@blp.reads(MadeUpQuery, pages_of(MadeUpAnswer))
def list_made_up(asked: dict[str, Any]) -> Any:
    """List minutes that people entered in a unit and below, the latest first (补录公示).

    For everybody. Names are masked; minors and people who were forgotten have none.
    """
    count_address(services(), PUBLIC_LISTS)
    before, limit = read_cursor(asked["cursor"], int), asked["limit"]
    lines = public_lines(scope_of(asked["unit"]), limit, before)
    return page(lines, lines[-1].position if len(lines) == limit else None)


@blp.get("/overdue")
@requires(Action.SEE_OVERDUE)
@blp.reads(OverdueQuery, OverdueAnswer)
def list_overdue(asked: dict[str, Any]) -> Any:
    """List activities that are not recorded in time, worst first (超期)."""
    unit, limit = asked_unit(asked["unit"]), asked["limit"]
    after = read_cursor(asked["cursor"], tuple[datetime, UUID])
    found = overdue_of(unit, limit, after)
    last = found.overdue[-1].row if len(found.overdue) == limit else None
    return {
        **page(
            [_shown(it) for it in found.overdue],
            (last.ends_at, last.activity_id) if last else None,
        ),
        "total": found.total,
        "by_unit": [{"unit_code": code, "overdue": many} for code, many in found.by_unit],
        "due_soon": [_shown(it) for it in found.soon],
        "waiting_for_calendar": [_shown(it) for it in found.waiting],
    }


def _shown(it: Due) -> dict[str, Any]:
    told = {"ended_at": it.row.ends_at, "due_on": it.due_on, "days_over": it.days_over}
    return {**asdict(it.row), **told}
