"""The door of the overview."""

from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields, validate

from api.auth import asked_unit
from api.doors import Doors
from api.fields import unit_code
from api.overview.report import Line, overview_of
from api.permissions import Action, requires
from api.reach import today
from api.reading import ReadQuery
from projections.overview.views import Figures

blp = Doors("overview", "Totals of units by month")

MONTH = r"^(20[2-9][0-9])-(0[1-9]|1[0-2])$"


class OverviewQuery(ReadQuery):
    """``?unit=&month=``: the caller's own unit and this month if not said."""

    unit = unit_code(load_default=None)
    month = fields.String(
        load_default=None,
        validate=validate.Regexp(MONTH, error="Not a month such as 2026-11."),
    )


class FiguresAnswer(Schema):
    """Sums of a month."""

    minutes = fields.Integer(metadata={"description": "Counted minutes of volunteer service."})
    verified_minutes = fields.Integer(metadata={"description": "Those that scans prove."})
    supplementary_minutes = fields.Integer(
        metadata={"description": "Those that people ticked or entered."}
    )
    back_office_entries = fields.Integer(
        attribute="back_office", metadata={"description": "Attendances that people entered."}
    )
    late_entries = fields.Integer(
        attribute="late", metadata={"description": "Attendances recorded after the deadline."}
    )
    visits = fields.Integer(metadata={"description": "Counted visits at stations."})
    points_issued = fields.Integer(attribute="issued")
    points_redeemed = fields.Integer(attribute="redeemed")


class LineAnswer(FiguresAnswer):
    """A unit right below, as it was called then."""

    unit_code = fields.String()
    name = fields.String()
    people_serving = fields.Integer()


class TotalAnswer(FiguresAnswer):
    """The sum of all lines and of what none of them answers for alone."""

    people_serving = fields.Integer()


class OverviewAnswer(Schema):
    """A month of a unit; nobody is named."""

    unit_code = fields.String()
    name = fields.String()
    month = fields.String()
    as_of = fields.Date(metadata={"description": "The day whose tree the lines follow."})
    items = fields.List(fields.Nested(LineAnswer))
    own = fields.Nested(FiguresAnswer)
    total = fields.Nested(TotalAnswer)


@blp.get("/overview")
@requires(Action.SEE_OVERVIEW)
@blp.reads(OverviewQuery, OverviewAnswer)
def see_overview(asked: dict[str, Any]) -> Any:
    """Sum a month of a unit up, line by line of the units below, by the tree of then (一览).

    Minutes, visits, points and how many people served; no names.
    """
    unit = asked_unit(asked["unit"])
    found = overview_of(unit, asked["month"] or f"{today():%Y-%m}")
    return {
        "unit_code": found.unit.code,
        "name": found.unit.name,
        "month": found.month,
        "as_of": found.as_of,
        "items": [_shown(it) for it in found.lines],
        "own": found.own,
        "total": {**_figures(found.total), "people_serving": found.serving},
    }


def _shown(line: Line) -> dict[str, Any]:
    named = {"unit_code": line.unit.code, "name": line.unit.name, "people_serving": line.serving}
    return {**_figures(line.figures), **named}


def _figures(figures: Figures) -> dict[str, int]:
    return {**asdict(figures), "verified_minutes": figures.verified_minutes}
