"""Requests and answers of months."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text
from api.reading import RequestSchema
from people.texts import TEXT_LENGTH_MAX

HASH_PATTERN = r"\A[0-9a-f]{64}\Z"
CHECK_LENGTH_MAX = 40


class SignPeriodSchema(RequestSchema):
    """POST /periods/{period}/signature: the digest of the figures the clerk has seen."""

    figures_hash = fields.String(required=True, validate=validate.Regexp(HASH_PATTERN))


class LockPeriodSchema(RequestSchema):
    """POST /periods/{period}/lock: the fingerprint of the report the clerk has signed."""

    report_hash = fields.String(required=True, validate=validate.Regexp(HASH_PATTERN))


class ExplainSchema(RequestSchema):
    """POST /periods/{period}/explanations."""

    check = text(CHECK_LENGTH_MAX, required=True)
    words = text(TEXT_LENGTH_MAX, required=True)


class ReopenSchema(RequestSchema):
    """POST /units/{unit}/periods/{period}/reopening."""

    words = text(TEXT_LENGTH_MAX, required=True)


class MonthFiguresAnswer(Schema):
    """Where all points of a village's households went in a month."""

    opening = fields.Integer()
    earned = fields.Integer()
    deducted = fields.Integer()
    redeemed = fields.Integer()
    expired = fields.Integer()
    forfeited = fields.Integer()
    reversed = fields.Integer(metadata={"description": "Signed."})
    moved = fields.Integer(metadata={"description": "Signed."})
    closing = fields.Integer()
    uncollected = fields.Integer(metadata={"description": "Of deductions; never in the books."})
    shortfall = fields.Integer(metadata={"description": "Carried by the village."})
    entries = fields.Integer()


class MonthCheckAnswer(Schema):
    """One check before the close."""

    code = fields.String()
    title = fields.String()
    state = fields.String()
    shown = fields.String()


class MonthReportAnswer(Schema):
    """One version of a month's report."""

    version = fields.Integer()
    state = fields.String()
    figures = fields.Nested(MonthFiguresAnswer)
    brought = fields.Integer(metadata={"description": "Of `earned`, from older platforms."})
    position = fields.Integer()
    report_hash = fields.String()
    drawn_up_at = fields.AwareDateTime()
    locked_at = fields.AwareDateTime(allow_none=True)


class PeriodAnswer(Schema):
    """A month: what the books say now, what was checked, what was signed."""

    unit_code = fields.String()
    period = fields.String()
    position = fields.Integer()
    figures = fields.Nested(MonthFiguresAnswer)
    brought = fields.Integer(metadata={"description": "Of `earned`, from older platforms."})
    figures_hash = fields.String(metadata={"description": "Sent back with the signature."})
    checks = fields.List(fields.Nested(MonthCheckAnswer))
    reports = fields.List(fields.Nested(MonthReportAnswer))


class PeriodSignedAnswer(CommandAnswer):
    """The report that was signed."""

    report_hash = fields.String()


class PeriodLockedAnswer(CommandAnswer):
    """The version that is closed."""

    version = fields.Integer()
    report_hash = fields.String()


class CheckExplainedAnswer(CommandAnswer):
    """The check that was explained."""

    check = fields.String()


class ReopeningAnswer(CommandAnswer):
    """The version it is about."""

    version = fields.Integer()
