"""What the counter shows of people, vouchers and slips."""

from typing import Any
from uuid import UUID

from api.services import Services
from api.shop.receipts import number_of
from api.words_zh import RELATIONS
from ledger.kernel.clock import day_end
from ledger.shop.hand_over import UNDO_TIME
from ledger.shop.kinds import Confirmation
from ledger.shop.voucher import State
from people.masks import mask_name
from projections.shop.views import LineRow, VoucherRow
from web import formats

WAYS = {
    Confirmation.DIGITS.value: "4 位领取码",
    Confirmation.CARD_DIGITS.value: "纸卡背面的码",
    Confirmation.PERSONAL_CODE.value: "刚扫的本人码",
    Confirmation.SIGNATURE.value: "在小票上签字",
}
HAND_WAYS = WAYS | {Confirmation.SIGNATURE.value: "签字，拍下签字纸"}
"""As a counter asks for it; what was done says it without how."""
_SOMEBODY = "*"


def owner_words(given: Services, owner_id: UUID) -> str:
    """Return the masked name of whose points they are: a person, or 张*花 家 for a household."""
    person = given.directory.find(owner_id)
    if person is not None:
        return mask_name(person.display_name)
    household = given.views.households.get(owner_id)
    head = household and household.head_id and given.directory.find(household.head_id)
    return f"{mask_name(head.display_name)} 家" if head else _SOMEBODY


def household_number(given: Services, owner_id: UUID) -> str:
    """Return the number of a household, or nothing for a person's own points."""
    household = given.views.households.get(owner_id)
    return household.number if household else ""


def line_shown(line: LineRow, *, handed: bool = False) -> dict[str, Any]:
    """Return a line in words; of one that was handed out in part, what was."""
    quantity = line.handed if handed else line.quantity
    points = line.points // line.quantity * quantity if line.quantity else 0
    return {
        "item_id": line.item_id,
        "name": line.name,
        "quantity": quantity,
        "unit": line.measure,
        "points": points,
    }


def names_of(voucher: VoucherRow) -> str:
    """Name what is in a basket: 肥皂 ×2、醋."""
    named = (f"{it.name} ×{it.quantity}" if it.quantity > 1 else it.name for it in voucher.lines)
    return "、".join(named)


def open_shown(voucher: VoucherRow) -> dict[str, Any]:
    """Return an open voucher as a row of those that wait."""
    return {
        "voucher_id": voucher.voucher_id,
        "names": names_of(voucher),
        "quantity": voucher.quantity,
        "price": voucher.amount,
        "collect_by": day_end(voucher.collect_by),
    }


def lines_of(voucher: VoucherRow) -> list[dict[str, Any]]:
    """Return what a voucher sets aside, or what left the shop for it."""
    gone = voucher.state in (State.COLLECTED.value, State.UNDONE.value)
    # Before it was written down what left the shop, it was all of it.
    gone = gone and any(it.handed for it in voucher.lines)
    shown = [line_shown(it, handed=gone) for it in voucher.lines]
    return [it for it in shown if it["quantity"]]


def done_shown(voucher: VoucherRow) -> dict[str, Any]:
    """Return a voucher whose things left the shop."""
    at = voucher.ended_at or voucher.reserved_at
    return {
        "voucher_id": voucher.voucher_id,
        "number": number_of(voucher.voucher_id),
        "amount": voucher.amount,
        "state": voucher.state,
        "lines": lines_of(voucher),
        "collected_at": at,
        "undo_until": at + UNDO_TIME,
    }


def slip_of(
    voucher: VoucherRow, *, shop: str, keeper: str, owner: str, left: int | None
) -> dict[str, Any]:
    """Return what stands on the slip of 58 mm."""
    at = voucher.ended_at or voucher.reserved_at
    return {
        "shop": shop,
        "keeper": keeper,
        "owner": owner,
        "relation": RELATIONS.get(voucher.relation, "本人"),
        "at": f"{formats.local(at):%Y-%m-%d %H:%M}",
        "lines": lines_of(voucher),
        "amount": voucher.amount,
        "left": left,
        "number": number_of(voucher.voucher_id),
        "position": voucher.position,
        "signed": voucher.confirmation == Confirmation.SIGNATURE.value,
    }
