"""Requests and answers of points accounts."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import Moment, unit_code, whole
from api.limits import AWARD_POINTS_MAX
from api.paging import PageQuery
from api.reading import ReadQuery, RequestSchema
from ledger.wallets.wallet import Reason


class CreditSchema(RequestSchema):
    """POST /wallets/{wallet_id}/credits."""

    amount = whole(1, AWARD_POINTS_MAX, required=True)
    reason = fields.String(required=True, validate=validate.OneOf((Reason.AWARD.value,)))
    occurred_at = Moment(load_default=None)


class ReversalSchema(RequestSchema):
    """POST /entries/{entry_id}/reversal."""

    wallet_id = fields.UUID(required=True)


class TrialBalanceQuery(ReadQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class EntriesQuery(PageQuery):
    """``?wallet_id=``: needed by whoever has several accounts."""

    wallet_id = fields.UUID(load_default=None)


class LotAnswer(Schema):
    """Points that count up to the end of a day."""

    expires_on = fields.Date()
    amount = fields.Integer()


class AccountAnswer(Schema):
    """One points account: what can be spent, what is set aside, and what ever came and went."""

    wallet_id = fields.UUID()
    kind = fields.String()
    unit_code = fields.String()
    available = fields.Integer()
    held = fields.Integer()
    credited = fields.Integer()
    redeemed = fields.Integer()
    expired = fields.Integer()
    reversed = fields.Integer()
    forfeited = fields.Integer()
    deducted = fields.Integer()
    lots = fields.List(fields.Nested(LotAnswer), metadata={"description": "Soonest first."})


class AccountsAnswer(Schema):
    """All accounts of the caller."""

    items = fields.List(fields.Nested(AccountAnswer))


class EntryAnswer(Schema):
    """One line of an account's history."""

    position = fields.Integer()
    kind = fields.String()
    amount = fields.Integer(metadata={"description": "What it did to the available points."})
    points = fields.Integer(metadata={"description": "How many points it was about."})
    reason = fields.String()
    source_id = fields.UUID(allow_none=True)
    entry_id = fields.UUID(allow_none=True)
    occurred_at = fields.AwareDateTime()
    recorded_at = fields.AwareDateTime()
    balance_after = fields.Integer()


class TrialBalanceAnswer(Schema):
    """Where all points of a unit went; `difference` is zero when none appeared or vanished."""

    unit_code = fields.String()
    issued = fields.Integer()
    available = fields.Integer()
    held = fields.Integer()
    redeemed = fields.Integer()
    expired = fields.Integer()
    forfeited = fields.Integer(metadata={"description": "Of people who wanted to be forgotten."})
    deducted = fields.Integer(metadata={"description": "By deductions, less what came back."})
    difference = fields.Integer()


class PointsCredited(CommandAnswer):
    """The entry that was posted."""

    entry_id = fields.UUID()
    amount = fields.Integer()


class EntryReversed(CommandAnswer):
    """The entry that undoes the other."""

    entry_id = fields.UUID()
