"""Pages of buyers: their vouchers."""

from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.errors import problem_of
from api.execution import carry_out
from api.households.owning import points_owner
from api.permissions import Action, requires
from api.services import services
from api.shop.vouchers import code_of, voucher_of
from ledger.kernel.errors import ConflictError, RuleError
from ledger.shop.errors import VoucherNotFoundError
from ledger.shop.voucher import State
from ledger.shop.voucher_commands import CancelVoucher
from projections.shop.views import VoucherRow
from qr.images import svg
from web.blueprints import Pages, after, fresh
from web.cards.helped import helpers_of
from web.errors import refused
from web.forms import form_stamp
from web.rendering import code_picture, fresh_key, page, see
from web.shop.voucher_story import story_of
from web.shop.wares import shop_shown, voucher_shown
from web.wallets.points import available_of

pages = Pages("shop")

VOUCHERS_SHOWN = 50


@pages.get("/vouchers")
@requires(Action.SEE_VOUCHER)
@fresh
def vouchers() -> Response:
    """List one's vouchers, those to collect first (我的兑换券)."""
    owner_id = points_owner(services(), caller())
    found = services().views.vouchers.of_owner(owner_id, VOUCHERS_SHOWN)
    shown = [voucher_shown(it) for it in found]
    return page(
        "vouchers.html",
        waiting=[it for it in shown if it["state"] == State.RESERVED],
        past=[it for it in shown if it["state"] != State.RESERVED],
    )


@pages.get("/me/vouchers")
@requires(Action.SEE_VOUCHER)
def my_vouchers() -> Response:
    """Lead to one's vouchers from the other address people may know."""
    return see(".vouchers", after=after())


@pages.get("/vouchers/<uuid:voucher_id>")
@requires(Action.SEE_VOUCHER)
@fresh
def voucher(voucher_id: UUID) -> Response:
    """Show one's own voucher with its code (兑换券)."""
    return _voucher_page(own_voucher(voucher_id))


@pages.get("/vouchers/<uuid:voucher_id>/qr.svg")
@requires(Action.SEE_VOUCHER)
def voucher_code(voucher_id: UUID) -> Response:
    """Draw the code of one's own voucher while it can be collected (二维码)."""
    found = own_voucher(voucher_id)
    if found.state != State.RESERVED:
        raise VoucherNotFoundError
    drawing = svg(code_of(voucher_id)["url"], title="兑换券")
    response = Response(drawing, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.post("/vouchers/<uuid:voucher_id>/cancellation")
@requires(Action.RESERVE_VOUCHER)
def cancel(voucher_id: UUID) -> Response:
    """Take one's reservation back; the points return (退回积分)."""
    own_stamp = form_stamp()
    own_voucher(voucher_id)
    command = CancelVoucher(**own_stamp, voucher_id=voucher_id, cancelled_by=caller().person_id)
    try:
        recorded = carry_out(services(), command)
    except (ConflictError, RuleError) as no:
        return refused(problem_of(no))
    return see(".voucher", voucher_id=voucher_id, after=recorded.position)


def own_voucher(voucher_id: UUID) -> VoucherRow:
    """Return a voucher of whoever is signed in; another's is not found."""
    found = voucher_of(voucher_id)
    if found.owner_id != points_owner(services(), caller()):
        raise VoucherNotFoundError
    return found


def _voucher_page(found: VoucherRow) -> Response:
    given, open_ = services(), found.state == State.RESERVED
    code = code_of(found.voucher_id) if open_ else {"token": "", "pickup_code": ""}
    balance = given.views.balances.of(found.wallet_id)
    context: dict[str, Any] = {
        "voucher": voucher_shown(found) | {"code4": code["pickup_code"]},
        "story": story_of(given, found),
        "qr_svg": code_picture(code["token"], "兑换券") if open_ else "",
        "shop": shop_shown(found.shop_id),
        "available": available_of(balance),
        "helper": helpers_of(found.owner_id).get(found.voucher_id, ""),
        "key": fresh_key(),
        "fresh": "fresh" in request.args and open_,
    }
    return page("voucher.html", **context)
