"""Drawing a step of the counter, with what every step has in common."""

from typing import Any
from uuid import UUID, uuid4

from flask import Response, request

from api.auth import caller, own_device
from api.refusals import OutsideUnitError
from api.services import services
from api.words_zh import RELATIONS
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import derive
from people.errors import PeopleError
from people.tokens import hash_of
from projections.shop.views import VoucherRow
from qr.flaws import InvalidTokenError
from web.errors import status_of_page
from web.messages_zh import refusal
from web.rendering import fresh_key, page
from web.shop.wares import shop_shown

Refusal = LedgerError | PeopleError | InvalidTokenError
"""Why a step is not done: a rule of the ledger, a picture, or a code that is none."""
WAITING_MAX = 200
"""Vouchers that wait at one shop, of which a page tells."""


def own_shop() -> UUID:
    """Return the keeper's shop, or refuse."""
    shop_id = caller().grant.place_id
    if shop_id is None:
        raise OutsideUnitError(unit_code=caller().grant.unit_code)
    return shop_id


def counter_of(shop_id: UUID) -> UUID:
    """Return which counter this browser is: what it takes along, no other hands out.

    It follows from the secret of the browser, which no page and no event holds.
    """
    device = own_device()
    return derive("counter", shop_id, hash_of(device).hex()) if device else uuid4()


def waiting_in(shop_id: UUID) -> list[VoucherRow]:
    """Return the vouchers that wait at a shop, longest first."""
    return services().views.vouchers.open_in_shop(shop_id, limit=WAITING_MAX)


def _which(no: Refusal | None) -> list[str]:
    """Name the thing a refusal is about: a basket holds several."""
    item_id = no.facts.get("item_id") if isinstance(no, LedgerError) else None
    item = services().views.items.of(item_id) if isinstance(item_id, UUID) else None
    return [f"说的是：{item.name}。"] if item else []


def draw(
    template: str, shop_id: UUID, step: int, no: Refusal | None = None, **shown: Any
) -> Response:
    """Draw a step; a refusal stands in place, with its status."""
    context: dict[str, Any] = {
        "shop": shop_shown(shop_id),
        "step": step,
        "refusal": None if no is None else refusal(no.code),
        "refusal_facts": _which(no),
        "waiting_count": len(waiting_in(shop_id)),
        "counter_id": counter_of(shop_id),
        "relations": list(RELATIONS.items()),
        "chosen": request.form.get("confirmation", ""),
        "key": fresh_key(),
    }
    return page(template, status_of_page(no), **context | shown)


def desk(shop_id: UUID, no: Refusal | None = None) -> Response:
    """Draw the first step: scan, or type a number."""
    return draw("counter_scan.html", shop_id, 1, no)
