"""Shops, items and vouchers as pages show them."""

from datetime import date
from typing import Any
from uuid import UUID

from api.services import services
from api.shop.receipts import fingerprint_of, number_of
from ledger.kernel.clock import day_end
from projections.shop.views import ItemRow, VoucherRow
from web.units import address_of

_ICONS = {"goods": "gift", "service": "heart", "food": "bowl"}


def shop_shown(shop_id: UUID) -> dict[str, Any]:
    """Return the shop as pages name it; its hours are not registered yet."""
    shop = services().views.shops.of(shop_id)
    return {
        "shop_id": shop_id,
        "name": shop.name if shop else "",
        "address": address_of(shop.unit_code) if shop else "",
        "hours": "",
    }


def item_shown(item: ItemRow) -> dict[str, Any]:
    """Return an item as a row of the shelf."""
    return {
        "item_id": item.item_id,
        "name": item.name,
        "icon": _ICONS.get(item.category, "gift"),
        "price": item.price_points,
        "in_stock": item.free,
        "unit": item.measure,
        "note": item.hint,
    }


def voucher_shown(voucher: VoucherRow) -> dict[str, Any]:
    """Return a voucher in words; its last moment is the end of its last day."""
    collected = voucher.state == "collected"
    first = voucher.lines[0]
    return {
        "voucher_id": voucher.voucher_id,
        "item_name": names_of(voucher),
        "unit": first.measure if len(voucher.lines) == 1 else "件",
        "quantity": voucher.quantity,
        "price": voucher.amount,
        "lines": voucher.lines,
        "number": number_of(voucher.voucher_id),
        "position": voucher.position,
        "fingerprint": fingerprint_of(voucher),
        "state": voucher.state,
        "collect_by": last_moment(voucher.collect_by),
        "collected_at": voucher.ended_at if collected else None,
        "changed_at": voucher.ended_at or voucher.reserved_at,
    }


def last_moment(day: date) -> Any:
    """Return 24:00 of the last day of collecting."""
    return day_end(day)


def names_of(voucher: VoucherRow) -> str:
    """Name what is in a basket: 肥皂、醋两瓶."""
    return "、".join(it.name for it in voucher.lines)
