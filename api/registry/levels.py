"""Doors of levels: which a county has, and what they are called there."""

from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.fields import text
from api.idempotency import stamp
from api.permissions import Action, requires
from api.reading import ReadQuery, RequestSchema
from api.registry.doors import require_code
from api.services import services
from ledger.registry.commands import NameLevels
from ledger.registry.county_levels import (
    DEFAULT_NAMES,
    DEPTH_MAX,
    DEPTH_MIN,
    LEVEL_NAME_LENGTH_MAX,
)

blp = Doors("levels", "Levels of a county's tree")


class LevelSchema(RequestSchema):
    """A level and its name."""

    level = fields.String(required=True, validate=validate.OneOf(list(DEFAULT_NAMES)))
    name = text(LEVEL_NAME_LENGTH_MAX, required=True)


class LevelsSchema(RequestSchema):
    """POST /units/{code}/levels."""

    levels = fields.List(
        fields.Nested(LevelSchema),
        required=True,
        validate=validate.Length(min=DEPTH_MIN, max=DEPTH_MAX),
    )


class LevelsNamed(CommandAnswer):
    """The county, and how many levels it has now."""

    county_code = fields.String()
    depth = fields.Integer()


class LevelAnswer(Schema):
    """A level and its name."""

    level = fields.String()
    name = fields.String()


class LevelsAnswer(Schema):
    """The levels from the county down."""

    items = fields.List(fields.Nested(LevelAnswer))


@blp.get("/units/<string:code>/levels")
@requires(Action.SEE_UNITS)
@blp.reads(ReadQuery, LevelsAnswer)
def see_levels(_asked: dict[str, Any], code: str) -> Any:
    """Show the levels of the county a unit belongs to (层级)."""
    require_code(code)
    names = services().views.levels.of(code)
    return {"items": [{"level": level, "name": name} for level, name in names.items()]}


@blp.post("/units/<string:code>/levels")
@requires(Action.CHANGE_UNITS)
@blp.commands(LevelsSchema, LevelsNamed)
def name_levels(loaded: dict[str, Any], code: str) -> Response:
    """Say which levels a county has, three to six, and what they are called (设置层级).

    Units of a level that is taken away stay; no new ones are registered.
    """
    require_code(code)
    caller().require_unit(code)
    names = tuple((it["level"], it["name"]) for it in loaded["levels"])
    command = NameLevels(**stamp(), county_code=code, names=names, named_by=caller().person_id)
    return execute(command, 201)
