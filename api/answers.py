"""Shapes of answers that several doors share."""

from functools import cache
from typing import Any

from marshmallow import Schema, fields


class CommandAnswer(Schema):
    """What every command is answered with."""

    position = fields.Integer(
        allow_none=True,
        metadata={
            "description": "Pass it as `?after=` to read what was written; null if nothing was."
        },
    )


@cache
def pages_of(item: type[Schema]) -> Schema:
    """Make the shape of a page of items."""
    name = item.__name__.removesuffix("Row").removesuffix("Answer") + "Page"
    shape: dict[str, Any] = {
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(
            required=True,
            allow_none=True,
            metadata={"description": "The `cursor` of the next page; null on the last one."},
        ),
    }
    return Schema.from_dict(shape, name=name)()
