"""Requests and answers of corrections, complaints and evaluations."""

from typing import Any

from marshmallow import Schema, fields, validates_schema

from api.answers import CommandAnswer
from api.fields import Moment, text, unit_code, whole
from api.paging import PageQuery
from api.reading import RequestSchema
from api.refusals import RequestInvalidError
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.evaluation import STARS_MAX, STARS_MIN
from people.texts import TEXT_LENGTH_MAX

MINUTES_MAX = 24 * 60 + 30
"""Of an activity that lasts a day, with its grace."""


class IntervalSchema(RequestSchema):
    """Two times, or minutes."""

    begins = Moment(load_default=None, allow_none=True)
    ends = Moment(load_default=None, allow_none=True)
    minutes = whole(0, MINUTES_MAX, load_default=None, allow_none=True)

    @validates_schema
    def check_one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse neither and both."""
        times = data.get("begins") is not None and data.get("ends") is not None
        some = data.get("begins") is not None or data.get("ends") is not None
        if times == (data.get("minutes") is not None) or some != times:
            raise RequestInvalidError({"minutes": ["Two times, or minutes, and not both."]})


class RequestCorrectionSchema(IntervalSchema):
    """POST /attendances/<id>/corrections."""

    reason = fields.Enum(CorrectionReason, by_value=True, required=True)
    words = text(TEXT_LENGTH_MAX, load_default=None, allow_none=True)


class AcceptCorrectionSchema(IntervalSchema):
    """POST /attendances/<id>/corrections/<n>/acceptance."""

    words = text(TEXT_LENGTH_MAX, load_default=None, allow_none=True)


class WordsSchema(RequestSchema):
    """An answer in words."""

    words = text(TEXT_LENGTH_MAX, required=True)


class ComplaintSchema(WordsSchema):
    """POST /activities/<id>/complaints."""

    kind = fields.Enum(ComplaintKind, by_value=True, required=True)


class AnswerComplaintSchema(WordsSchema):
    """POST /complaints/<id>/answer."""

    upheld = fields.Boolean(required=True, truthy={True}, falsy={False})


class StarsSchema(RequestSchema):
    """One to five."""

    stars = whole(STARS_MIN, STARS_MAX, required=True)


class WaitingQuery(PageQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class CorrectionRecorded(CommandAnswer):
    """Which request of which attendance."""

    attendance_id = fields.UUID()
    number = fields.Integer()
    answer_due_on = fields.Date(allow_none=True)
    minutes = fields.Integer()
    held_minutes = fields.Integer()


class CorrectionAnswer(Schema):
    """A request to correct an attendance, and what came of it; both sides see the same."""

    attendance_id = fields.UUID()
    number = fields.Integer()
    activity_id = fields.UUID()
    person_id = fields.UUID()
    display_name = fields.String(allow_none=True)
    state = fields.String(metadata={"description": "open, accepted, declined, withdrawn"})
    reason = fields.String()
    words = fields.String(allow_none=True)
    wants_from = fields.AwareDateTime(allow_none=True)
    wants_to = fields.AwareDateTime(allow_none=True)
    wants_minutes = fields.Integer(allow_none=True)
    requested_at = fields.AwareDateTime()
    answer_due_on = fields.Date(
        allow_none=True, metadata={"description": "Null while the year's days off are not known."}
    )
    decided_at = fields.AwareDateTime(allow_none=True)
    decided_by = fields.UUID(allow_none=True)
    answer = fields.String(allow_none=True)
    previous_minutes = fields.Integer(allow_none=True)
    minutes = fields.Integer(allow_none=True)
    counted_from = fields.AwareDateTime(allow_none=True)
    counted_to = fields.AwareDateTime(allow_none=True)


class ComplaintRecorded(CommandAnswer):
    """The complaint that stands now."""

    complaint_id = fields.UUID()
    answer_due_on = fields.Date(allow_none=True)


class ComplaintAnswer(Schema):
    """A complaint, and how its unit answered."""

    complaint_id = fields.UUID()
    activity_id = fields.UUID()
    state = fields.String(metadata={"description": "open, upheld, not_upheld, withdrawn"})
    kind = fields.String()
    words = fields.String(allow_none=True)
    made_at = fields.AwareDateTime()
    answer_due_on = fields.Date(allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)
    answer = fields.String(allow_none=True)


class EvaluationRecorded(CommandAnswer):
    """What is said now."""

    stars = fields.Integer()


class EvaluationsAnswer(Schema):
    """How an activity was evaluated, and by oneself."""

    count = fields.Integer()
    stars = fields.Integer(metadata={"description": "The sum of all stars."})
    own_stars = fields.Integer(allow_none=True)
    stars_of_me = fields.Integer(
        allow_none=True, metadata={"description": "How the leader evaluated the caller."}
    )


class MessageAnswer(Schema):
    """One thing somebody should know of what others did."""

    position = fields.Integer()
    kind = fields.String()
    activity_id = fields.UUID(allow_none=True)
    subject_id = fields.UUID(allow_none=True)
    amount = fields.Integer()
    told_at = fields.AwareDateTime()
