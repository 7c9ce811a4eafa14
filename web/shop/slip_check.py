"""The check of a slip, open to everybody: what its code leads to (验小票)."""

from uuid import UUID

from flask import Response, url_for

from api.auth import Caller
from api.households.owning import points_owner
from api.permissions import Action, requires
from api.rates.guard import count_address
from api.rates.quotas import PUBLIC_LISTS
from api.reading import settled
from api.scans.scan import subject_id
from api.services import services
from api.shop.receipts import fingerprint_of, number_of
from ledger.shop.errors import VoucherNotFoundError
from ledger.shop.voucher import State
from people.roles import Role
from projections.shop.views import VoucherRow
from qr.flaws import InvalidTokenError
from qr.kinds import Kind
from web.blueprints import Pages, fresh
from web.rendering import page
from web.shop.counter_words import lines_of
from web.units import address_of

pages = Pages("slips")

_GONE = frozenset({State.COLLECTED.value, State.UNDONE.value})


@pages.get("/slips/<token>")
@requires(Action.PUBLIC)
@fresh
def check(token: str) -> Response:
    """Tell anybody who holds a slip what the ledger says of it; no name (验小票).

    The address carries the code of the slip, which nobody can make up.
    """
    given = services()
    count_address(given, PUBLIC_LISTS)
    voucher = _handed_over(_voucher_id(token))
    if voucher is None:
        raise VoucherNotFoundError
    shop = given.views.shops.of(voucher.shop_id)
    return page(
        "slip_check.html",
        slip={
            "state": voucher.state,
            "village": address_of(shop.unit_code) if shop else "",
            "shop": shop.name if shop else "",
            "lines": lines_of(voucher),
            "amount": voucher.amount,
            "at": voucher.ended_at or voucher.reserved_at,
            "number": number_of(voucher.voucher_id),
            "position": voucher.position,
            "fingerprint": fingerprint_of(voucher),
        },
    )


def slip_address(token: str, voucher_id: UUID, who: Caller | None) -> str:
    """Return where whoever scanned a voucher's code checks its slip, or nothing.

    The owner and the keeper of its shop have pages of their own, and of what has not left the
    shop there is no slip.
    """
    voucher = _handed_over(voucher_id)
    if voucher is None or (who is not None and _concerns(who, voucher)):
        return ""
    return url_for("pages_slips.check", token=token)


def _concerns(who: Caller, voucher: VoucherRow) -> bool:
    if who.role is Role.SHOP_KEEPER:
        return voucher.shop_id == who.grant.place_id
    return voucher.owner_id == points_owner(services(), who)


def _voucher_id(token: str) -> UUID:
    given = services()
    try:
        return subject_id(given.reader.read(token, at=given.clock(), kinds={Kind.VOUCHER}))
    except InvalidTokenError:
        raise VoucherNotFoundError from None


def _handed_over(voucher_id: UUID) -> VoucherRow | None:
    """Return a voucher whose things left the shop: of these alone slips are printed."""
    given = services()
    found = settled(given, lambda: given.views.vouchers.of(voucher_id))
    return found if found is not None and found.state in _GONE else None
