"""Requests and answers of part-time grid work."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import unit_code
from api.paging import PageQuery
from api.reading import ReadQuery, RequestSchema
from api.registry.schemas import check_year
from api.riders.statement_doors import OwnReportsAnswer
from ledger.moral.quarters import PATTERN

QUARTER = validate.Regexp(PATTERN, error="Not a quarter, such as 2026Q4.")


class GridTrainingSchema(RequestSchema):
    """POST /riders/{person_id}/grid-training."""

    unit_code = unit_code(required=True, metadata={"description": "Who trained the rider."})
    held_on = fields.Date(required=True, validate=check_year)


class GridAppointmentSchema(RequestSchema):
    """POST /riders/{person_id}/grid-appointment."""

    unit_code = unit_code(required=True, metadata={"description": "The grid."})
    from_day = fields.Date(
        load_default=None, validate=check_year, metadata={"description": "Today if not said."}
    )
    is_paid = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        metadata={"description": "Any money at all: then patrols of the grid give no minutes."},
    )


class GridRenewalSchema(RequestSchema):
    """POST /riders/{person_id}/grid-renewal."""

    is_paid = fields.Boolean(required=True, truthy={True}, falsy={False})


class GridWorkersQuery(PageQuery):
    """``?unit=``: the caller's own unit if not said."""

    unit = unit_code(load_default=None)


class GridSummaryQuery(ReadQuery):
    """``?unit=&quarter=``: the own unit and the running quarter if not said."""

    unit = unit_code(load_default=None)
    quarter = fields.String(load_default=None, validate=QUARTER)


class OwnGridQuery(ReadQuery):
    """``?quarter=``: the running one if not said."""

    quarter = fields.String(load_default=None, validate=QUARTER)


class GridTermAnswer(Schema):
    """One term; ``cause`` is empty while it is not over."""

    unit_code = fields.String()
    from_day = fields.Date()
    to_day = fields.Date()
    is_paid = fields.Boolean()
    cause = fields.String(metadata={"description": "asked, unit, expired or empty."})


class GridQuarterAnswer(Schema):
    """Counts of one rider's quarter; nothing is asked for, so nothing can be missed."""

    quarter = fields.String()
    visit_days = fields.Integer()
    visits = fields.Integer()
    points = fields.Integer(metadata={"description": "Of visits."})
    reports = fields.Nested(OwnReportsAnswer)


class OwnGridAnswer(Schema):
    """What a rider agreed to, was taught and looks after."""

    agrees = fields.Boolean()
    trained_on = fields.Date(allow_none=True)
    unit_code = fields.String(metadata={"description": "The grid; empty without a term."})
    from_day = fields.Date(allow_none=True)
    to_day = fields.Date(allow_none=True)
    is_paid = fields.Boolean()
    terms = fields.List(fields.Nested(GridTermAnswer))
    quarter = fields.Nested(GridQuarterAnswer)


class GridWorkerAnswer(Schema):
    """Who looks after a grid; the name is masked."""

    person_id = fields.UUID()
    display_name = fields.String(allow_none=True)
    unit_code = fields.String()
    from_day = fields.Date()
    to_day = fields.Date()
    is_paid = fields.Boolean()


class GridSummaryAnswer(Schema):
    """Terms of a unit and below in a quarter, as counts; no names."""

    unit = fields.String()
    quarter = fields.String()
    begun = fields.Integer()
    running = fields.Integer(metadata={"description": "On the last day of the quarter."})
    left = fields.Integer(metadata={"description": "The rider asked."})
    ended = fields.Integer(metadata={"description": "The unit ended it."})
    expired = fields.Integer()


class GridConsentRecorded(CommandAnswer):
    """Whether the rider says yes now."""

    person_id = fields.UUID()
    agrees = fields.Boolean()


class GridTrainingRecorded(CommandAnswer):
    """Whose training was recorded."""

    person_id = fields.UUID()
    held_on = fields.Date()


class GridTermRecorded(CommandAnswer):
    """The term that stands now."""

    person_id = fields.UUID()
    unit_code = fields.String()
    from_day = fields.Date()
    to_day = fields.Date()


class GridEndRecorded(CommandAnswer):
    """The last day of the term."""

    person_id = fields.UUID()
    to_day = fields.Date()
