"""Requests and answers of leaderboards."""

from marshmallow import Schema, fields, validate

from api.fields import Text
from api.paging import PageQuery
from api.reading import ReadQuery
from projections.boards.board import ALL_TIME, SCOPE_LENGTHS

CITY = "1501"


def _scope() -> Text:
    shapes = "|".join(f"[0-9]{{{length}}}" for length in SCOPE_LENGTHS)
    return Text(
        load_default=CITY,
        validate=validate.Regexp(rf"^(?:{shapes})$", error="Not a unit that has boards."),
    )


def _period() -> Text:
    return Text(
        load_default=ALL_TIME,
        validate=validate.Regexp(r"^(?:all|20[0-9]{2}-(?:0[1-9]|1[0-2]))$"),
    )


class BoardQuery(PageQuery):
    """``?unit=&period=``: the city and all time if not said; a period is ``all`` or a month."""

    unit = _scope()
    period = _period()


class PlaceQuery(ReadQuery):
    """``?unit=&period=``."""

    unit = _scope()
    period = _period()


class StandingAnswer(Schema):
    """One place. Ranks are true: places of those who are not listed are left out."""

    rank = fields.Integer()
    name = fields.String(metadata={"description": "Masked for persons, who agreed to be listed."})
    value = fields.Integer()
    member_id = fields.String(
        metadata={"description": "Of a station or unit; persons have none here."}
    )


class BoardAnswer(Schema):
    """A page of a leaderboard."""

    board = fields.String()
    unit = fields.String()
    period = fields.String()
    items = fields.List(fields.Nested(StandingAnswer))
    next = fields.String(allow_none=True)


class OwnPlaceAnswer(Schema):
    """Where the caller stands; both null if on no place."""

    rank = fields.Integer(allow_none=True)
    value = fields.Integer(allow_none=True)
