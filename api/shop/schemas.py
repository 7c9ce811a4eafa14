"""Requests and answers of the points shop."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import Text, text, unit_code, whole
from api.limits import CATEGORY_LENGTH_MAX, TOKEN_LENGTH_MAX
from api.paging import PageQuery
from api.reading import RequestSchema
from ledger.shop.item import (
    ITEM_NAME_LENGTH_MAX,
    PRICE_POINTS_MAX,
    QUANTITY_MAX,
    QUANTITY_PER_VOUCHER_MAX,
)
from ledger.shop.shop import SHOP_NAME_LENGTH_MAX
from ledger.shop.voucher import State


class OpenShopSchema(RequestSchema):
    """POST /shops."""

    unit_code = unit_code(required=True)
    name = text(SHOP_NAME_LENGTH_MAX, required=True)


class ListItemSchema(RequestSchema):
    """POST /shops/{shop_id}/items."""

    name = text(ITEM_NAME_LENGTH_MAX, required=True)
    category = text(CATEGORY_LENGTH_MAX, required=True)
    price_points = whole(1, PRICE_POINTS_MAX, required=True)


class ReceiveStockSchema(RequestSchema):
    """POST /items/{item_id}/receipts."""

    quantity = whole(1, QUANTITY_MAX, required=True)


class ReserveVoucherSchema(RequestSchema):
    """POST /vouchers."""

    item_id = fields.UUID(required=True)
    quantity = whole(1, QUANTITY_PER_VOUCHER_MAX, required=True)
    wallet_id = fields.UUID(load_default=None, allow_none=True)


class CollectVoucherSchema(RequestSchema):
    """POST /vouchers/{voucher_id}/collection."""

    card = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=TOKEN_LENGTH_MAX)
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
    free = fields.Integer(metadata={"description": "Pieces that can be reserved now."})


class VoucherRowAnswer(Schema):
    """A voucher in a list."""

    voucher_id = fields.UUID()
    item_id = fields.UUID()
    shop_id = fields.UUID()
    quantity = fields.Integer()
    amount = fields.Integer(metadata={"description": "Points."})
    state = fields.String(validate=validate.OneOf([it.value for it in State]))
    collect_by = fields.Date()
    pickup_code = fields.String()
    reserved_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)


class VoucherAnswer(VoucherRowAnswer):
    """A voucher; its code only while it is reserved, and only for its owner."""

    item_name = fields.String()
    shop_name = fields.String()
    wallet_id = fields.UUID()
    token = fields.String(allow_none=True)
    url = fields.String(allow_none=True)


class ShopOpened(CommandAnswer):
    """The shop that stands now."""

    shop_id = fields.UUID()


class ItemListed(CommandAnswer):
    """The item that is offered now."""

    item_id = fields.UUID()


class StockReceived(CommandAnswer):
    """How many pieces there are now."""

    item_id = fields.UUID()
    on_hand = fields.Integer()


class VoucherReserved(CommandAnswer):
    """The voucher: points are held, pieces are set aside."""

    voucher_id = fields.UUID()
    item_id = fields.UUID()
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
