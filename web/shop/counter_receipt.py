"""The fourth step: what left the shop, the slip, and the way back within some minutes."""

from typing import Any
from uuid import UUID

from flask import Response

from api.services import Services, services
from api.words_zh import RELATIONS
from ledger.shop.errors import VoucherNotFoundError
from ledger.shop.kinds import Confirmation
from ledger.shop.voucher import State
from projections.shop.views import VoucherRow
from web.session import name_of
from web.shop.counter_basket import WARES_MAX
from web.shop.counter_drawing import Refusal, desk, draw
from web.shop.counter_words import HAND_WAYS, done_shown, owner_words, slip_of
from web.shop.wares import shop_shown

_GONE = (State.COLLECTED.value, State.UNDONE.value)


def draw_receipt(
    shop_id: UUID, voucher_id: UUID, no: Refusal | None = None, *, photo_id: UUID | None = None
) -> Response:
    """Draw what was handed over, with its slip; ``photo_id`` is of a try to take it back."""
    given = services()
    voucher = given.views.vouchers.of(voucher_id)
    if voucher is None or voucher.shop_id != shop_id or voucher.state not in _GONE:
        return desk(shop_id, VoucherNotFoundError())
    shown = done_shown(voucher)
    balance = given.views.balances.of(voucher.wallet_id)
    left, owner = balance.available if balance else None, owner_words(given, voucher.owner_id)
    keeper = name_of(voucher.keeper_id)
    slip = slip_of(voucher, shop=shop_shown(shop_id)["name"], keeper=keeper, owner=owner, left=left)
    return draw(
        "counter_receipt.html",
        shop_id,
        4,
        no,
        voucher=shown | {"may_undo": given.clock() <= shown["undo_until"]},
        owner={"masked_name": owner},
        relation=RELATIONS.get(voucher.relation, "本人"),
        left=left,
        position=voucher.position,
        lots=[],
        stock=_stock(given, voucher),
        slip=slip,
        photo_id=photo_id,
        ways=_ways_back(voucher.confirmation),
    )


def _stock(given: Services, voucher: VoucherRow) -> list[dict[str, Any]]:
    taken = {it.item_id for it in voucher.lines}
    items = given.views.items.of_shop(voucher.shop_id, WARES_MAX)
    return [{"name": it.name, "free": it.free} for it in items if it.item_id in taken]


def _ways_back(confirmed_by: str) -> list[tuple[str, str]]:
    """Return how they may agree to the way back: as they did before, or by signing."""
    ways = [Confirmation.SIGNATURE.value]
    if confirmed_by == Confirmation.DIGITS.value:
        ways = [confirmed_by, *ways]
    return [(it, HAND_WAYS[it]) for it in ways]
