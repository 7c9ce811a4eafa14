"""Requests and answers of public accounts."""

from marshmallow import Schema, fields, validate

from api.fields import QueryInt, unit_code
from api.moral.period_schemas import MonthFiguresAnswer
from api.paging import PageQuery
from api.reading import ReadQuery

VERSION_MAX = 1_000


class AccountsQuery(PageQuery):
    """Whose accounts."""

    unit = unit_code(required=True)


class AccountQuery(ReadQuery):
    """Which version: the latest, if none is named."""

    version = QueryInt(load_default=None, validate=validate.Range(min=1, max=VERSION_MAX))


class PublicAccountLineAnswer(Schema):
    """A quarter of which an account is public, and its latest version."""

    quarter = fields.String(metadata={"description": "2026Q3"})
    version = fields.Integer()
    published_at = fields.AwareDateTime()


class AccountMonthAnswer(Schema):
    """A closed month, with the version and fingerprint of its report."""

    period = fields.String()
    version = fields.Integer()
    report_hash = fields.String()
    figures = fields.Nested(MonthFiguresAnswer)


class AccountGainAnswer(Schema):
    """What a class of acts came to."""

    kind = fields.String()
    entries = fields.Integer()
    households = fields.Integer()
    points = fields.Integer()


class AccountGoodsAnswer(Schema):
    """Pieces of an item; without an item, of all others together."""

    item_id = fields.UUID(allow_none=True)
    name = fields.String()
    measure = fields.String()
    opening = fields.Integer()
    received = fields.Integer()
    issued = fields.Integer()
    corrected = fields.Integer(metadata={"description": "Signed."})
    closing = fields.Integer()


class AccountMoneyAnswer(Schema):
    """Money behind the points, in fen."""

    opening_fen = fields.Integer()
    collective_fen = fields.Integer()
    partner_fen = fields.Integer()
    donation_fen = fields.Integer()
    fiscal_fen = fields.Integer()
    paid_fen = fields.Integer()
    available_fen = fields.Integer()
    face_value_fen = fields.Integer()
    permille = fields.Integer(allow_none=True)


class AccountOutcomeAnswer(Schema):
    """How many objections, appeals or alarms ended so."""

    subject = fields.String()
    outcome = fields.String()
    count = fields.Integer()


class AccountStatementAnswer(Schema):
    """Everything an account says but names: those are in ``donors`` of the answer."""

    unit_code = fields.String()
    quarter = fields.String()
    households = fields.Integer()
    months = fields.List(fields.Nested(AccountMonthAnswer))
    gains = fields.List(fields.Nested(AccountGainAnswer))
    goods = fields.List(fields.Nested(AccountGoodsAnswer))
    goods_beyond = fields.Integer()
    money = fields.Nested(AccountMoneyAnswer, allow_none=True)
    outcomes = fields.List(fields.Nested(AccountOutcomeAnswer))
    donors = fields.List(fields.UUID())


class AccountChangeAnswer(Schema):
    """A figure that the version before states otherwise."""

    part = fields.String()
    key = fields.String()
    name = fields.String()
    before = fields.Integer()
    after = fields.Integer()


class PublicAccountAnswer(Schema):
    """One version of a quarter's account."""

    unit_code = fields.String()
    quarter = fields.String()
    version = fields.Integer()
    versions = fields.List(fields.Integer())
    statement = fields.Nested(AccountStatementAnswer)
    donors = fields.List(
        fields.String(), metadata={"description": "Names, as far as they are still kept."}
    )
    changes = fields.List(fields.Nested(AccountChangeAnswer))
    position = fields.Integer()
    statement_hash = fields.String()
    published_at = fields.AwareDateTime()
