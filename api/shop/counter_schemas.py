"""Requests and answers of counters: vouchers taken along, and what was handed out offline."""

from marshmallow import Schema, fields, validate

from api.fields import Text, text
from api.limits import TOKEN_LENGTH_MAX
from api.reading import RequestSchema
from ledger.shop.kinds import Relation

HAND_OVERS_SENT_MAX = 100
"""Hand-overs of one request; a tablet that kept more sends several."""
NAME_LENGTH_MAX = 40


class CounterSchema(RequestSchema):
    """POST /shops/{shop_id}/counter/take and …/give-back."""

    counter_id = fields.UUID(required=True)


class OfflineHandOverSchema(RequestSchema):
    """One hand-over without a network, with the counter's time."""

    voucher_id = fields.UUID(required=True)
    counter_id = fields.UUID(required=True)
    digits = Text(required=True, validate=validate.Regexp(r"^[0-9]{4}$"))
    relation = fields.Enum(Relation, by_value=True, load_default=Relation.SELF)
    collector_name = text(NAME_LENGTH_MAX, load_default=None)
    collector_code = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=TOKEN_LENGTH_MAX)
    )
    handed_at = fields.AwareDateTime(required=True)


class HandOversSchema(RequestSchema):
    """POST /hand-overs/bulk: each with its own ``key``."""

    hand_overs = fields.List(
        fields.Raw(), required=True, validate=validate.Length(min=1, max=HAND_OVERS_SENT_MAX)
    )


class HandOverSentAnswer(Schema):
    """The answer to one hand-over, as if it had been sent alone."""

    key = fields.String(allow_none=True)
    status = fields.Integer()
    duplicate = fields.Boolean()
    body = fields.Dict()


class HandOversAnswer(Schema):
    """One answer a hand-over, in their order."""

    answers = fields.List(fields.Nested(HandOverSentAnswer))


class TakenLineAnswer(Schema):
    """Pieces of one item."""

    name = fields.String()
    measure = fields.String()
    quantity = fields.Integer()
    points = fields.Integer()


class TakenVoucherAnswer(Schema):
    """A voucher as a counter knows it without a network: masked name, no digits."""

    voucher_id = fields.UUID()
    number = fields.String()
    owner_id = fields.UUID()
    masked_name = fields.String()
    household_number = fields.String()
    amount = fields.Integer()
    collect_by = fields.Date()
    digits_hash = fields.String(
        metadata={
            "description": "PBKDF2 (SHA-256) of the digits with counter_id/voucher_id, in hex."
        }
    )
    lines = fields.List(fields.Nested(TakenLineAnswer))


class TakenAnswer(Schema):
    """What a counter has along, and until when only it hands that out."""

    counter_id = fields.UUID()
    until = fields.AwareDateTime()
    digits_rounds = fields.Integer(metadata={"description": "Rounds of PBKDF2."})
    position = fields.Integer(allow_none=True)
    vouchers = fields.List(fields.Nested(TakenVoucherAnswer))


class GivenBackAnswer(Schema):
    """How many vouchers any counter may hand out again."""

    given_back = fields.Integer()
    position = fields.Integer(allow_none=True)
