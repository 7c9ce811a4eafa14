"""Requests and answers of rounds."""

from marshmallow import Schema, fields, validate

from api.fields import text, whole
from api.reading import RequestSchema
from ledger.moral.claim_proposal import PHOTOS_MAX
from ledger.moral.round import Found

CHECKS_SENT_MAX = 500
"""Gates of one request: as much as a phone keeps in a day without a network."""
LIST_POINTS_MAX = 30
ITEM_CODE_LENGTH_MAX = 10


class GateCheckSchema(RequestSchema):
    """What was found at a gate, with the phone's time."""

    household_id = fields.UUID(required=True)
    item_code = text(ITEM_CODE_LENGTH_MAX, required=True)
    found = fields.String(required=True, validate=validate.OneOf([it.value for it in Found]))
    ticked = whole(0, LIST_POINTS_MAX, load_default=0)
    points_of_list = whole(1, LIST_POINTS_MAX, load_default=1)
    checked_at = fields.AwareDateTime(required=True)
    photo_ids = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=PHOTOS_MAX)
    )


class GateChecksSchema(RequestSchema):
    """POST /rounds/checks/bulk: each with its own ``key``."""

    checks = fields.List(
        fields.Raw(), required=True, validate=validate.Length(min=1, max=CHECKS_SENT_MAX)
    )


class GateCheckedAnswer(Schema):
    """The answer to one check, as if it had been sent alone."""

    key = fields.String(allow_none=True)
    status = fields.Integer()
    duplicate = fields.Boolean()
    body = fields.Dict()


class GateChecksAnswer(Schema):
    """One answer a check, in their order."""

    answers = fields.List(fields.Nested(GateCheckedAnswer))
