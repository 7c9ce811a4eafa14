"""Requests and answers of the catalogue and of stock."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import Text, text, whole
from api.limits import CATEGORY_LENGTH_MAX
from api.paging import PageQuery
from api.reading import RequestSchema
from ledger.shop.amounts import (
    ITEM_NAME_LENGTH_MAX,
    PIECE_COST_FEN_MAX,
    PRICE_POINTS_MAX,
    QUANTITY_MAX,
)
from ledger.shop.kinds import DamageReason, ItemKind, Source, VarianceReason

HINT_LENGTH_MAX = 50
MEASURE_LENGTH_MAX = 4
WORDS_LENGTH_MAX = 200
DONOR_LENGTH_MAX = 50


class OfferSchema(RequestSchema):
    """What is said of an item beside its name and price."""

    category = text(CATEGORY_LENGTH_MAX, required=True)
    kind = fields.String(
        load_default=ItemKind.GOODS.value, validate=validate.OneOf([it.value for it in ItemKind])
    )
    measure = text(MEASURE_LENGTH_MAX, load_default="份")
    hint = Text(load_default="", validate=validate.Length(max=HINT_LENGTH_MAX))
    picture_id = fields.UUID(load_default=None, allow_none=True)
    low_stock_at = whole(0, QUANTITY_MAX, load_default=0)
    quarter_max = whole(0, QUANTITY_MAX, load_default=0)


class ListItemSchema(OfferSchema):
    """POST /shops/{shop_id}/items."""

    name = text(ITEM_NAME_LENGTH_MAX, required=True)
    price_points = whole(1, PRICE_POINTS_MAX, required=True)


class ChangeItemSchema(RequestSchema):
    """POST /items/{item_id}/changes: what is left out stays."""

    price_points = whole(1, PRICE_POINTS_MAX, load_default=None, allow_none=True)
    offer = fields.Nested(OfferSchema, load_default=None, allow_none=True)


class ReceiveStockSchema(RequestSchema):
    """POST /items/{item_id}/receipts: a batch."""

    quantity = whole(1, QUANTITY_MAX, required=True)
    source = fields.Enum(Source, by_value=True, load_default=Source.COLLECTIVE)
    cost_fen = whole(0, PIECE_COST_FEN_MAX, load_default=0)
    best_before = fields.Date(load_default=None, allow_none=True)
    donor = Text(load_default="", validate=validate.Length(max=DONOR_LENGTH_MAX))
    thanks_donor = fields.Boolean(load_default=False)


class CountStockSchema(RequestSchema):
    """POST /items/{item_id}/counts: what differs from the book needs a reason."""

    counted = whole(0, QUANTITY_MAX, required=True)
    reason = fields.Enum(VarianceReason, by_value=True, load_default=None, allow_none=True)
    words = Text(load_default="", validate=validate.Length(max=WORDS_LENGTH_MAX))
    photo_id = fields.UUID(load_default=None, allow_none=True)


class DecideCountSchema(RequestSchema):
    """POST /counts/{count_id}/decision."""

    agrees = fields.Boolean(required=True)


class WriteOffSchema(RequestSchema):
    """POST /items/{item_id}/write-offs."""

    quantity = whole(1, QUANTITY_MAX, required=True)
    reason = fields.Enum(DamageReason, by_value=True, required=True)
    photo_id = fields.UUID(load_default=None, allow_none=True)


class TransferSchema(RequestSchema):
    """POST /items/{item_id}/transfers."""

    to_item_id = fields.UUID(required=True)
    quantity = whole(1, QUANTITY_MAX, required=True)


class CountsQuery(PageQuery):
    """``?waiting=true``: only what waits for a second person."""

    waiting = fields.Boolean(load_default=False)


class ItemChanged(CommandAnswer):
    """What the item costs now."""

    item_id = fields.UUID()
    price_points = fields.Integer()


class ItemOffered(CommandAnswer):
    """Whether the item is offered now."""

    item_id = fields.UUID()
    is_offered = fields.Boolean()


class StockReceived(CommandAnswer):
    """The batch, and how many pieces there are now."""

    item_id = fields.UUID()
    batch_id = fields.UUID()
    on_hand = fields.Integer()


class StockCounted(CommandAnswer):
    """What the book said; a count that differs waits for a second person."""

    item_id = fields.UUID()
    count_id = fields.UUID()
    book = fields.Integer()
    counted = fields.Integer()
    waits = fields.Boolean()


class StockLeft(CommandAnswer):
    """How many pieces there are now."""

    item_id = fields.UUID()
    on_hand = fields.Integer()


class StockSent(CommandAnswer):
    """How many pieces there are now, here and there."""

    transfer_id = fields.UUID()
    on_hand = fields.Integer()
    arrived = fields.Integer()


class MoveAnswer(Schema):
    """Pieces of one batch that came or went."""

    position = fields.Integer()
    line = fields.Integer()
    item_id = fields.UUID()
    day = fields.Date()
    kind = fields.String()
    quantity = fields.Integer(metadata={"description": "Signed."})
    cost_fen = fields.Integer(metadata={"description": "Of one piece."})
    batch_id = fields.UUID()
    best_before = fields.Date(allow_none=True)
    source = fields.String()
    reason = fields.String()
    photo_id = fields.UUID(allow_none=True)


class CountAnswer(Schema):
    """A count: waiting, agreed, settled or rejected."""

    count_id = fields.UUID()
    item_id = fields.UUID()
    book = fields.Integer()
    counted = fields.Integer()
    reason = fields.String()
    state = fields.String()
    counted_at = fields.AwareDateTime()
    decided_at = fields.AwareDateTime(allow_none=True)
