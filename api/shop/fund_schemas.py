"""Shapes of requests and answers about a village's money. All money is in fen."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code, whole
from api.reading import ReadQuery, RequestSchema
from ledger.shop.fund_kinds import (
    AMOUNT_FEN_MAX,
    FACE_VALUE_FEN_DEFAULT,
    FACE_VALUE_FEN_MAX,
    ReturnCause,
    Source,
)
from people.texts import TEXT_LENGTH_MAX

DONOR_LENGTH_MAX = 60
_MONTH = validate.Regexp(r"^20[0-9]{2}-(0[1-9]|1[0-2])$", error="Not a month.")


class OpenFundSchema(RequestSchema):
    """POST /fund."""

    face_value_fen = whole(1, FACE_VALUE_FEN_MAX, load_default=FACE_VALUE_FEN_DEFAULT)


class FaceValueSchema(RequestSchema):
    """PUT /fund/face-value."""

    face_value_fen = whole(1, FACE_VALUE_FEN_MAX, required=True)


class ReceiveMoneySchema(RequestSchema):
    """POST /fund/receipts: ``donor`` is who gave it, to be thanked by name only if they agreed."""

    source = fields.Enum(Source, by_value=True, required=True)
    amount_fen = whole(1, AMOUNT_FEN_MAX, required=True)
    received_on = fields.Date(required=True)
    words = text(TEXT_LENGTH_MAX, load_default=None)
    donor = text(DONOR_LENGTH_MAX, load_default=None)
    thanks_donor = fields.Boolean(load_default=False)


class ReturnMoneySchema(RequestSchema):
    """POST /fund/receipts/{id}/return."""

    cause = fields.Enum(ReturnCause, by_value=True, required=True)
    words = text(TEXT_LENGTH_MAX, required=True)


class GainApprovalSchema(RequestSchema):
    """POST /fund/gains/{claim}/approval: nothing more to say."""


class FundQuery(ReadQuery):
    """``?unit=``: the caller's own unit if not said."""

    unit = unit_code(load_default=None)


class FundMonthsQuery(FundQuery):
    """``?first=&last=``: months, both included."""

    first = fields.String(required=True, validate=_MONTH)
    last = fields.String(required=True, validate=_MONTH)


class FundOpenedAnswer(CommandAnswer):
    """What a point is worth from now on."""

    unit_code = fields.String()
    face_value_fen = fields.Integer()


class MoneyReceivedAnswer(CommandAnswer):
    """The receipt, and all that came in so far."""

    receipt_id = fields.UUID()
    received_fen = fields.Integer()


class MoneyReturnedAnswer(CommandAnswer):
    """What no longer counts."""

    receipt_id = fields.UUID()
    amount_fen = fields.Integer()


class GainApprovedAnswer(CommandAnswer):
    """The gain that the next round posts."""

    claim_id = fields.UUID()


_PERMILLE: dict[str, Any] = {"description": "Tenths of a percent; null without any money."}


class FundAnswer(Schema):
    """A village's money, and the points it stands behind."""

    unit_code = fields.String()
    face_value_fen = fields.Integer()
    outstanding_points = fields.Integer(
        metadata={"description": "Unspent points of households, reserved ones included."}
    )
    promised_fen = fields.Integer()
    collective_fen = fields.Integer()
    partner_fen = fields.Integer()
    donation_fen = fields.Integer()
    fiscal_fen = fields.Integer()
    received_fen = fields.Integer()
    redeemed_points = fields.Integer()
    redeemed_fen = fields.Integer()
    budget_fen = fields.Integer(metadata={"description": "received_fen − redeemed_fen"})
    permille = fields.Integer(allow_none=True, metadata=_PERMILLE)
    room_points = fields.Integer()
    is_warned = fields.Boolean(metadata={"description": "80 % or more."})
    is_at_limit = fields.Boolean(metadata={"description": "Gains wait for approval."})
    runs_out_on = fields.Date(allow_none=True, metadata={"description": "As the rate rises now."})


class FundMonthAnswer(Schema):
    """One month of a village; the last five say how things stood at its end."""

    month = fields.String()
    gained = fields.Integer()
    deducted = fields.Integer()
    reversed = fields.Integer()
    expired = fields.Integer()
    forfeited = fields.Integer()
    moved = fields.Integer()
    redeemed_points = fields.Integer()
    redeemed_fen = fields.Integer()
    collective_fen = fields.Integer()
    partner_fen = fields.Integer()
    donation_fen = fields.Integer()
    fiscal_fen = fields.Integer()
    face_value_fen = fields.Integer()
    outstanding_points = fields.Integer()
    budget_fen = fields.Integer()


class FundMonthsAnswer(Schema):
    """Months of a village, empty ones included."""

    months = fields.List(fields.Nested(FundMonthAnswer))


class FundReceiptAnswer(Schema):
    """Money that came in."""

    receipt_id = fields.UUID()
    source = fields.String()
    amount_fen = fields.Integer()
    received_on = fields.Date()
    words = fields.String()
    donor = fields.String()
    thanks_donor = fields.Boolean()
    recorded_by = fields.UUID()
    recorded_at = fields.AwareDateTime()
    counts = fields.Boolean(metadata={"description": "False once it was taken back."})
    cause = fields.String()
    returned_by = fields.UUID(allow_none=True)
    returned_at = fields.AwareDateTime(allow_none=True)
    return_words = fields.String()


class WaitingGainAnswer(Schema):
    """A gain whose notice has ended, and that waits for money or approval."""

    claim_id = fields.UUID()
    household_id = fields.UUID()
    item_code = fields.String()
    points = fields.Integer()
    occurred_on = fields.Date()
    due_at = fields.AwareDateTime()
    is_approved = fields.Boolean()
