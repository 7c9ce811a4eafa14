"""Links between operations: which answer's ID is good for which door (OpenAPI links)."""

from typing import Any

Links = dict[str, dict[str, Any]]


def _links(parameter: str, *operations: str, at: str | None = None) -> Links:
    source = f"$response.body#/{at or parameter}"
    return {name: {"operationId": name, "parameters": {parameter: source}} for name in operations}


_ACTIVITY = ("seeActivity", "seeRoll", "countAttendance", "seeActivitySecret")
_STATION = ("seeStation", "seeStationSecret", "countVisits", "drawPoster")
_SHOP = ("seeShop", "listItem", "listShopItems", "listShopVouchers")
_ITEM = ("seeItem", "receiveStock")
_VOUCHER = ("seeVoucher", "drawVoucherCode", "collectVoucher", "cancelVoucher")

LINKS: dict[str, dict[str, Links]] = {
    "publishActivity": {"201": _links("activity_id", *_ACTIVITY)},
    "listActivities": {"200": _links("activity_id", *_ACTIVITY, at="items/0/activity_id")},
    "registerStation": {"201": _links("station_id", *_STATION)},
    "listStations": {"200": _links("station_id", *_STATION, at="items/0/station_id")},
    "openShop": {"201": _links("shop_id", *_SHOP)},
    "listShops": {"200": _links("shop_id", *_SHOP, at="items/0/shop_id")},
    "listItem": {"201": _links("item_id", *_ITEM)},
    "listItems": {"200": _links("item_id", *_ITEM, at="items/0/item_id")},
    "reserveVoucher": {"201": _links("voucher_id", *_VOUCHER)},
    "listMyVouchers": {"200": _links("voucher_id", *_VOUCHER, at="items/0/voucher_id")},
    "registerVolunteer": {"201": _links("wallet_id", "creditPoints", "listMyEntries")},
    "registerRider": {"201": _links("wallet_id", "creditPoints", "listMyEntries")},
    "listMyAccounts": {"200": _links("wallet_id", "listMyEntries", at="items/0/wallet_id")},
    "creditPoints": {"201": _links("entry_id", "reverseEntry")},
    "listUnits": {"200": _links("code", "seeUnit", at="items/0/code")},
}
"""By operation and status."""
