"""Requests and answers of public notices and objections."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code
from api.paging import PageQuery
from api.reading import ReadQuery, RequestSchema
from ledger.moral.notice_kinds import NOTICE_LINES_MAX, NoticeKind, ObjectionMethod
from people.texts import TEXT_LENGTH_MAX

MONTH_PATTERN = r"\A(20\d\d-(0[1-9]|1[0-2]))?\Z"


class VillageQuery(ReadQuery):
    """Whose notices."""

    unit = unit_code(required=True)


class DraftsQuery(PageQuery):
    """What the panel has passed in the caller's village."""


class PublishNoticeSchema(RequestSchema):
    """POST /notices: acts of one kind in the order in which they stand there."""

    claim_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=NOTICE_LINES_MAX)
    )
    month = fields.String(
        load_default="",
        validate=validate.Regexp(MONTH_PATTERN),
        metadata={"description": "2026-11: the list of a month that is over."},
    )


class NoticePublishedAnswer(CommandAnswer):
    """The notice, and when it ends; deductions have no such moment yet."""

    notice_id = fields.UUID()
    year = fields.Integer()
    number = fields.Integer()
    closes_at = fields.AwareDateTime(allow_none=True)


class NoticeLineAnswer(Schema):
    """A line: masked where the household agreed to that, and else without any number."""

    claim_id = fields.UUID()
    line = fields.Integer()
    group = fields.String()
    masked = fields.String(metadata={"description": "Empty: one household, not named."})
    number = fields.String(metadata={"description": "Full, for the supervision committee only."})
    item_code = fields.String()
    title = fields.String()
    points = fields.Integer()
    state = fields.String()
    round = fields.Integer()
    closes_at = fields.AwareDateTime(allow_none=True)
    is_open = fields.Boolean()
    is_own = fields.Boolean()


class DeductionCountAnswer(Schema):
    """Households of a type of deductions; null stands for fewer than three."""

    item_code = fields.String()
    title = fields.String()
    households = fields.Integer(allow_none=True)


class PublicNoticeAnswer(Schema):
    """What everybody may know of a notice; of deductions neither lines nor sums."""

    notice_id = fields.UUID()
    unit_code = fields.String()
    year = fields.Integer()
    number = fields.Integer()
    kind = fields.String(validate=validate.OneOf([it.value for it in NoticeKind]))
    days = fields.Integer()
    month = fields.String()
    published_at = fields.AwareDateTime()
    closes_at = fields.AwareDateTime(allow_none=True)
    total_lines = fields.Integer(allow_none=True)
    total_points = fields.Integer(allow_none=True)


class OnePublicNoticeAnswer(PublicNoticeAnswer):
    """A notice with its lines, and the deductions of the month as counts by type."""

    lines = fields.List(fields.Nested(NoticeLineAnswer))
    deductions = fields.List(fields.Nested(DeductionCountAnswer))


class VillagePublicNoticesAnswer(Schema):
    """The notices of a village on which something waits yet."""

    items = fields.List(fields.Nested(PublicNoticeAnswer))
    deductions = fields.List(fields.Nested(DeductionCountAnswer))
    next_list_on = fields.Date()


class NoticeDraftAnswer(Schema):
    """An act that waits for a notice, for the clerk."""

    claim_id = fields.UUID()
    household_id = fields.UUID()
    number = fields.String()
    item_code = fields.String()
    title = fields.String()
    points = fields.Integer()
    is_deduction = fields.Boolean()
    kind = fields.String()
    occurred_on = fields.Date()


class NoticeDeliverySchema(RequestSchema):
    """POST …/delivery: the day it was handed over."""

    on = fields.Date(required=True)


class NoticeDeliveredAnswer(CommandAnswer):
    """When the days of the deduction end."""

    claim_id = fields.UUID()
    closes_at = fields.AwareDateTime()


class ObjectionSchema(RequestSchema):
    """POST …/objections: why; without names of others."""

    words = text(TEXT_LENGTH_MAX, required=True)


class SpokenObjectionSchema(ObjectionSchema):
    """POST …/spoken-objections: what somebody told the caller, and how."""

    method = fields.Enum(
        ObjectionMethod,
        by_value=True,
        required=True,
        validate=validate.NoneOf([ObjectionMethod.PHONE_PAGE]),
    )


class ObjectedAnswer(CommandAnswer):
    """The objection, and until when it is answered."""

    claim_id = fields.UUID()
    objection_id = fields.UUID()
    answer_due_on = fields.Date(allow_none=True)


class ObjectionAnswer(Schema):
    """An objection as the committee sees it."""

    objection_id = fields.UUID()
    claim_id = fields.UUID()
    household_number = fields.String()
    title = fields.String()
    points = fields.Integer()
    is_deduction = fields.Boolean()
    method = fields.String()
    words = fields.String(allow_none=True)
    display_name = fields.String(allow_none=True)
    objected_at = fields.AwareDateTime()
    answer_due_on = fields.Date(allow_none=True)


class ObjectionDecisionSchema(RequestSchema):
    """POST …/decision."""

    upheld = fields.Boolean(required=True, truthy={True}, falsy={False})
    words = text(TEXT_LENGTH_MAX, load_default=None, allow_none=True)


class ObjectionDecidedAnswer(CommandAnswer):
    """Where the act stands now; kept, with the end of its new period."""

    claim_id = fields.UUID()
    state = fields.String()
    closes_at = fields.AwareDateTime(allow_none=True)
