"""A voucher under the keeper's camera: shown, not yet handed over."""

from typing import Any
from uuid import UUID

from api.auth import Caller
from api.reading import settled
from api.services import Services
from ledger.shop.errors import VillageMismatchError, VoucherNotFoundError
from people.masks import mask_name

SOMEBODY = "*"


def find_voucher(given: Services, who: Caller, voucher_id: UUID) -> dict[str, Any]:
    """Return what a keeper is told of a voucher of the own shop; no event is recorded."""
    voucher = settled(given, lambda: given.views.vouchers.of(voucher_id))
    if voucher is None:
        raise VoucherNotFoundError
    if voucher.shop_id != who.grant.place_id:
        raise VillageMismatchError
    return {
        "kind": "voucher",
        "result": "voucher_found",
        "code": None,
        "voucher": {
            "voucher_id": str(voucher.voucher_id),
            "lines": [
                {
                    "item_id": str(it.item_id),
                    "name": it.name,
                    "measure": it.measure,
                    "quantity": it.quantity,
                    "points": it.points,
                }
                for it in voucher.lines
            ],
            "quantity": voucher.quantity,
            "amount": voucher.amount,
            "state": voucher.state,
            "collect_by": voucher.collect_by.isoformat(),
            "owner_name": owner_name(given, voucher.owner_id),
        },
        "position": None,
    }


def owner_name(given: Services, owner_id: UUID) -> str:
    """Return the masked name of a voucher's owner, to compare with who stands at the counter."""
    person = given.directory.find(owner_id)
    return SOMEBODY if person is None else mask_name(person.display_name)
