"""Requests and answers of cards and proxy acts."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import whole
from api.limits import TOKEN_LENGTH_MAX
from api.reading import RequestSchema
from ledger.registry.proxy import Consent
from ledger.shop.item import QUANTITY_PER_VOUCHER_MAX


class CardAnswer(Schema):
    """A card to print: its serial in letters, and what its code holds."""

    card_id = fields.UUID()
    person_id = fields.UUID()
    serial = fields.String()
    url = fields.String()


class ProxyReservationSchema(RequestSchema):
    """POST /proxy/vouchers: with the scanned `card`, or with `person_id` by other consent."""

    item_id = fields.UUID(required=True)
    quantity = whole(1, QUANTITY_PER_VOUCHER_MAX, load_default=1)
    consent = fields.Enum(Consent, by_value=True, required=True)
    card = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=TOKEN_LENGTH_MAX)
    )
    person_id = fields.UUID(load_default=None, allow_none=True)


class ProxyReserved(CommandAnswer):
    """The voucher that waits for the person."""

    voucher_id = fields.UUID()
    quantity = fields.Integer()
    amount = fields.Integer()
    collect_by = fields.Date()
    available = fields.Integer()


class ProxyActAnswer(Schema):
    """Something that was done for the caller."""

    position = fields.Integer()
    act = fields.String()
    subject_id = fields.UUID()
    consent = fields.String()
    operator_name = fields.String(metadata={"description": "Masked."})
    occurred_at = fields.AwareDateTime()
