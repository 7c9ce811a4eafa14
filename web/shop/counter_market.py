"""The market day: who waits, what to put ready, and what the counter takes along."""

from collections import Counter
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, requires
from api.services import services
from api.shop.taking_along import give_back, owners_named, take_along
from ledger.kernel.errors import LedgerError
from projections.shop.views import VoucherRow
from web.blueprints import Pages, fresh
from web.forms import form_stamp
from web.rendering import moved
from web.shop.counter_drawing import counter_of, draw, waiting_in

pages = Pages("counter_market")


@pages.get("/shops/<uuid:shop_id>/counter/market")
@requires(Action.COLLECT_VOUCHER)
@fresh
def market(shop_id: UUID) -> Response:
    """Show who waits and what to put ready (集日排队)."""
    caller().require_place(shop_id)
    return _market(shop_id)


@pages.post("/shops/<uuid:shop_id>/counter/market")
@requires(Action.COLLECT_VOUCHER)
def open_or_close(shop_id: UUID) -> Response:
    """Take along what waits, or give it back, where no script keeps the list (开集、收摊)."""
    caller().require_place(shop_id)
    act = give_back if request.form.get("act") == "give_back" else take_along
    try:
        done = act(form_stamp(), shop_id, counter_of(shop_id))
    except LedgerError as no:
        return _market(shop_id, no)
    return moved(url_for(".market", shop_id=shop_id, after=done["position"]))


def _market(shop_id: UUID, no: LedgerError | None = None) -> Response:
    given, waiting, counter_id = services(), waiting_in(shop_id), counter_of(shop_id)
    named = owners_named(given, (it.owner_id for it in waiting))
    now = given.clock()
    along = [it for it in waiting if it.counter_id and it.counter_until and it.counter_until > now]
    mine = [it.counter_until for it in along if it.counter_id == counter_id and it.counter_until]
    elsewhere = {it.voucher_id for it in along if it.counter_id != counter_id}
    return draw(
        "counter_market.html",
        shop_id,
        0,
        no,
        waiting=[
            {
                "voucher_id": it.voucher_id,
                "masked_name": named[it.owner_id][0],
                "quantity": it.quantity,
                "price": it.amount,
                "taken_by": "elsewhere" if it.voucher_id in elsewhere else "",
            }
            for it in waiting
        ],
        sums=_prepared(waiting),
        until=max(mine, default=None),
    )


def _prepared(waiting: list[VoucherRow]) -> list[dict[str, Any]]:
    """Return how many pieces of what the waiting vouchers need, most first."""
    sums: Counter[tuple[str, str]] = Counter()
    for line in (line for it in waiting for line in it.lines):
        sums[line.name, line.measure] += line.quantity
    return [
        {"name": name, "unit": unit, "quantity": many} for (name, unit), many in sums.most_common()
    ]
