"""Requests and answers of the points shop."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import Text, text, unit_code, whole
from api.limits import TOKEN_LENGTH_MAX
from api.paging import PageQuery
from api.reading import ReadQuery, RequestSchema
from api.shop.receipts import PAPERS
from ledger.shop.amounts import (
    QUANTITY_PER_VOUCHER_MAX,
)
from ledger.shop.hand_over import LINES_MAX
from ledger.shop.kinds import ItemKind, Relation
from ledger.shop.shop import SHOP_NAME_LENGTH_MAX
from ledger.shop.voucher import State

COLLECTOR_LENGTH_MAX = 50
"""Characters of the name of somebody who collects and is not known here."""


class OpenShopSchema(RequestSchema):
    """POST /shops."""

    unit_code = unit_code(required=True)
    name = text(SHOP_NAME_LENGTH_MAX, required=True)


class BasketLineSchema(RequestSchema):
    """Pieces of one item."""

    item_id = fields.UUID(required=True)
    quantity = whole(1, QUANTITY_PER_VOUCHER_MAX, required=True)


class ReserveVoucherSchema(RequestSchema):
    """POST /vouchers: a basket, or one item as its shorthand."""

    basket = fields.List(
        fields.Nested(BasketLineSchema), load_default=None, validate=validate.Length(1, LINES_MAX)
    )
    item_id = fields.UUID(load_default=None)
    quantity = whole(1, QUANTITY_PER_VOUCHER_MAX, load_default=1)
    wallet_id = fields.UUID(load_default=None, allow_none=True)


class ShownSchema(RequestSchema):
    """How whoever came shows that the points are theirs to spend."""

    digits = Text(load_default=None, allow_none=True, validate=validate.Regexp(r"^[0-9]{4}$"))
    code = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=TOKEN_LENGTH_MAX),
        metadata={"description": "The scanned code of the own phone of whoever came."},
    )
    card = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=TOKEN_LENGTH_MAX),
        metadata={"description": "The scanned paper card; its digits are on its back."},
    )
    card_digits = Text(load_default=None, allow_none=True, validate=validate.Regexp(r"^[0-9]{4}$"))
    signed = fields.Boolean(
        load_default=False,
        metadata={"description": "Signed on paper; it then needs its picture, photo_id."},
    )


class CameSchema(ShownSchema):
    """Who came, as well: by a code of their own, or by name."""

    relation = fields.Enum(Relation, by_value=True, load_default=Relation.SELF)
    collector = text(COLLECTOR_LENGTH_MAX, load_default=None)
    collector_code = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=TOKEN_LENGTH_MAX),
        metadata={"description": "The scanned code or card of whoever came for somebody else."},
    )
    photo_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "A picture of the goods, or of the paper that was signed."},
    )


class CollectVoucherSchema(CameSchema):
    """POST /vouchers/{voucher_id}/collection: all of the voucher, or a basket out of it."""

    basket = fields.List(
        fields.Nested(BasketLineSchema), load_default=None, validate=validate.Length(1, LINES_MAX)
    )
    counter_id = fields.UUID(load_default=None, allow_none=True)
    handed_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "When it left the shop; counts only at a counter that has it."},
    )


class ShopsQuery(PageQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class ShopVouchersQuery(PageQuery):
    """``?state=reserved&pickup_code=``."""

    state = fields.String(
        load_default=State.RESERVED.value, validate=validate.OneOf((State.RESERVED.value,))
    )
    pickup_code = Text(load_default=None, validate=validate.Regexp(r"^[0-9]{4}$"))


class ShopAnswer(Schema):
    """A points shop."""

    shop_id = fields.UUID()
    unit_code = fields.String()
    name = fields.String()


class ItemAnswer(Schema):
    """One kind of thing in a shop."""

    item_id = fields.UUID()
    shop_id = fields.UUID()
    unit_code = fields.String()
    name = fields.String()
    category = fields.String()
    price_points = fields.Integer()
    kind = fields.String(validate=validate.OneOf([it.value for it in ItemKind]))
    measure = fields.String()
    hint = fields.String()
    picture_id = fields.UUID(allow_none=True)
    quarter_max = fields.Integer(metadata={"description": "Pieces a household may have; 0: any."})
    is_offered = fields.Boolean()
    free = fields.Integer(metadata={"description": "Pieces that can be reserved now."})


class VoucherLineAnswer(Schema):
    """Pieces of one item of a voucher; ``handed`` of them left the shop."""

    item_id = fields.UUID()
    name = fields.String()
    measure = fields.String()
    quantity = fields.Integer()
    points = fields.Integer()
    handed = fields.Integer()


class VoucherRowAnswer(Schema):
    """A voucher in a list; its digits are for its owner alone."""

    voucher_id = fields.UUID()
    lines = fields.List(fields.Nested(VoucherLineAnswer))
    shop_id = fields.UUID()
    quantity = fields.Integer()
    amount = fields.Integer(metadata={"description": "Points."})
    state = fields.String(validate=validate.OneOf([it.value for it in State]))
    collect_by = fields.Date()
    reserved_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)


class HandOverAnswer(VoucherRowAnswer):
    """A voucher that was handed out, for whoever watches over its shop, with its pictures."""

    photo_id = fields.UUID(
        allow_none=True, metadata={"description": "Of the signed slip, or of the goods."}
    )
    returned_photo_id = fields.UUID(
        allow_none=True, metadata={"description": "Of the signed slip that took it back."}
    )


class VoucherAnswer(VoucherRowAnswer):
    """A voucher; its code only while it is reserved, and only for its owner."""

    shop_name = fields.String()
    position = fields.Integer(metadata={"description": "Of the hand-over, or the reservation."})
    fingerprint = fields.String(metadata={"description": "As on the slip; empty before it."})
    wallet_id = fields.UUID()
    pickup_code = fields.String(allow_none=True)
    token = fields.String(allow_none=True)
    url = fields.String(allow_none=True)


class ReceiptQuery(ReadQuery):
    """``?paper=58mm``: for a printer at the counter, or ``a4`` with room to sign."""

    paper = fields.String(load_default=PAPERS[0], validate=validate.OneOf(PAPERS))


class ShopOpened(CommandAnswer):
    """The shop that stands now."""

    shop_id = fields.UUID()


class ItemListed(CommandAnswer):
    """The item that is offered now."""

    item_id = fields.UUID()


class VoucherReserved(CommandAnswer):
    """The voucher: points are held, pieces are set aside."""

    voucher_id = fields.UUID()
    quantity = fields.Integer()
    amount = fields.Integer()
    collect_by = fields.Date()
    pickup_code = fields.String()
    available = fields.Integer()
    token = fields.String()
    url = fields.String()


class VoucherEnded(CommandAnswer):
    """What became of the voucher."""

    voucher_id = fields.UUID()
    state = fields.String()
    amount = fields.Integer()
