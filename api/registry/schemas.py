"""Requests and answers of units and refused scans."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code
from api.limits import SEARCH_LENGTH_MAX
from api.paging import PageQuery
from api.reading import ReadQuery, RequestSchema
from ledger.registry.commands import Heir
from ledger.registry.unit import LEVELS, UNIT_NAME_LENGTH_MAX

YEAR_MIN, YEAR_MAX = 1949, 2999
"""Years in which a change of the tree may begin."""
HEIRS_MAX = 20
CHILDREN_MAX = 1_000
"""Units right below one that can be handed on at once."""

_AS_OF = {"description": "A local day: the tree as it was, or will be, then. Today if not said."}


def check_year(day: date) -> None:
    """Refuse a day of a year in which nothing of ours can begin or end."""
    if not YEAR_MIN <= day.year <= YEAR_MAX:
        raise ValidationError(f"The year must be within {YEAR_MIN} and {YEAR_MAX}.")


class ChangeSchema(RequestSchema):
    """Base of every change: the first local day on which it holds."""

    valid_from = fields.Date(required=True, validate=check_year)


class RegisterUnitSchema(ChangeSchema):
    """POST /units."""

    code = unit_code(required=True)
    name = text(UNIT_NAME_LENGTH_MAX, required=True)
    level = fields.String(required=True, validate=validate.OneOf(LEVELS))
    parent_code = unit_code(required=True)


class RenameUnitSchema(ChangeSchema):
    """POST /units/{code}/renaming."""

    name = text(UNIT_NAME_LENGTH_MAX, required=True)


class MoveUnitSchema(ChangeSchema):
    """POST /units/{code}/move."""

    parent_code = unit_code(required=True)


class HeirSchema(RequestSchema):
    """A new unit that comes out of a split."""

    code = unit_code(required=True)
    name = text(UNIT_NAME_LENGTH_MAX, required=True)
    children = fields.List(
        unit_code(),
        load_default=list,
        validate=validate.Length(max=CHILDREN_MAX),
        metadata={"description": "Units right below the one that ends, which go to this heir."},
    )

    @post_load
    def _heir(self, loaded: dict[str, Any], **_: Any) -> Heir:
        children = tuple(loaded["children"])
        return Heir(code=loaded["code"], name=loaded["name"], children=children)


class SplitUnitSchema(ChangeSchema):
    """POST /units/{code}/split."""

    heirs = fields.List(
        fields.Nested(HeirSchema), required=True, validate=validate.Length(min=2, max=HEIRS_MAX)
    )


class MergeUnitSchema(ChangeSchema):
    """POST /units/{code}/merger."""

    into = unit_code(required=True)


class UnitChanged(CommandAnswer):
    """The unit that was changed."""

    unit_code = fields.String()


class UnitEnded(UnitChanged):
    """The unit that ended, and who comes after it."""

    into = fields.List(fields.String())


class UnitAnswer(Schema):
    """A unit from a day until another."""

    code = fields.String()
    name = fields.String()
    level = fields.String()
    parent_code = fields.String()
    state = fields.String(metadata={"description": "open, closed, split or merged"})
    valid_from = fields.Date()
    valid_to = fields.Date(
        attribute="until",
        allow_none=True,
        metadata={"description": "The first day it is no longer so; null if none is known."},
    )
    heirs = fields.List(
        fields.String(), metadata={"description": "Who came after it, if it was split or merged."}
    )


class UnitVersionsAnswer(Schema):
    """What a unit was from day to day, the first version first."""

    items = fields.List(fields.Nested(UnitAnswer))


class AsOfQuery(ReadQuery):
    """``?as_of=``."""

    as_of = fields.Date(load_default=None, metadata=_AS_OF)


class UnitsQuery(PageQuery):
    """``?parent=&q=&as_of=``."""

    parent = unit_code(load_default=None)
    q = text(SEARCH_LENGTH_MAX, load_default=None)
    as_of = fields.Date(load_default=None, metadata=_AS_OF)
