"""Doors of hand-overs: redeem at once, take back, and see what was handed out."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import fields, validate

from api.answers import CommandAnswer, pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.fields import text
from api.idempotency import stamp
from api.limits import POSITION_MAX, TOKEN_LENGTH_MAX
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.services import services
from api.shop.collecting import came_of
from api.shop.confirming import shown_of
from api.shop.redeeming import redeem_shown, undo_at_counter, undo_by_committee
from api.shop.schemas import BasketLineSchema, CameSchema, HandOverAnswer, ShownSchema
from api.shop.vouchers import basket_of
from ledger.shop.hand_over import LINES_MAX
from people.roles import Role
from people.texts import TEXT_LENGTH_MAX

blp = Doors("hand_overs", "What left a points shop, and what came back")


class RedeemSchema(CameSchema):
    """POST /shops/{shop_id}/redemptions: a code, a card, or a gate with somebody's proof."""

    gate = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=TOKEN_LENGTH_MAX),
        metadata={"description": "Says which household it is; it confirms nothing."},
    )
    basket = fields.List(
        fields.Nested(BasketLineSchema), required=True, validate=validate.Length(1, LINES_MAX)
    )


class UndoHandOverSchema(ShownSchema):
    """POST /vouchers/{voucher_id}/undoing: what the keeper is shown, or the committee's reason."""

    words = text(TEXT_LENGTH_MAX, load_default=None)
    photo_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "A picture of the paper that was signed."},
    )


class Redeemed(CommandAnswer):
    """What was handed out, and what is left."""

    voucher_id = fields.UUID()
    amount = fields.Integer(metadata={"description": "Points."})
    available = fields.Integer()


class HandOverUndone(CommandAnswer):
    """What came back."""

    voucher_id = fields.UUID()
    state = fields.String()
    amount = fields.Integer()
    available = fields.Integer()


@blp.post("/shops/<uuid:shop_id>/redemptions")
@requires(Action.COLLECT_VOUCHER)
@blp.commands(RedeemSchema, Redeemed)
def redeem_at_counter(loaded: dict[str, Any], shop_id: UUID) -> Response:
    """Reserve and hand over at once to whoever stands at the own counter (当面兑换)."""
    caller().require_place(shop_id)
    basket = basket_of(loaded | {"item_id": None})
    shown, came = shown_of(loaded), came_of(loaded)
    recorded = redeem_shown(stamp(), shop_id, shown, basket, came=came, gate=loaded["gate"])
    return told(recorded, 201)


@blp.post("/vouchers/<uuid:voucher_id>/undoing")
@requires(Action.UNDO_HAND_OVER)
@blp.commands(UndoHandOverSchema, HandOverUndone, status=200)
def undo_hand_over(loaded: dict[str, Any], voucher_id: UUID) -> Response:
    """Take a hand-over back (整单撤回): within 15 minutes at the counter, later by the committee.

    Pieces go back to the batches they came from, points to their lots; both entries stay.
    """
    if caller().role is Role.SHOP_KEEPER:
        shown = shown_of(loaded)
        return told(undo_at_counter(stamp(), voucher_id, shown, loaded["photo_id"]), 200)
    return told(undo_by_committee(stamp(), voucher_id, loaded["words"] or ""), 200)


@blp.get("/hand-overs")
@requires(Action.SEE_HAND_OVERS)
@blp.reads(PageQuery, pages_of(HandOverAnswer))
def list_hand_overs(asked: dict[str, Any]) -> Any:
    """List what the shops of the caller's unit handed out, the latest first (发放记录)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    known = before if before is not None and 0 < before <= POSITION_MAX else None
    scope = scope_of(caller().grant.unit_code)
    found = services().views.vouchers.handed_out(scope, limit, known)
    return page(found, found[-1].position if len(found) == limit else None)
