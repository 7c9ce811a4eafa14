"""What became of a voucher, for its owner: the receipt, what came back, until when it counts."""

from datetime import timedelta
from typing import Any

from api.services import Services
from api.shop.receipts import number_of
from api.words_zh import RELATIONS
from ledger.kernel.clock import day_end, local_date
from ledger.shop.voucher import State
from ledger.wallets.lots import RETURN_GRACE_DAYS
from projections.shop.views import LineRow, VoucherRow

_GONE = (State.COLLECTED.value, State.UNDONE.value)


def story_of(given: Services, voucher: VoucherRow) -> dict[str, Any]:
    """Return the lines of a voucher and how it ended.

    ``back_until`` is the moment up to which points count at least that came back when the time of
    collecting was over (A15); None for any other end: those go back to their own lots.
    """
    gone = voucher.state in _GONE
    expired = voucher.state == State.EXPIRED.value and voucher.ended_at is not None
    back = [_part(it, it.quantity - it.handed) for it in voucher.lines] if gone else []
    back = [it for it in back if it["quantity"]]
    return {
        "number": number_of(voucher.voucher_id),
        "lines": [_part(it, it.handed if gone else it.quantity) for it in voucher.lines],
        "back": back,
        "back_points": sum(it["points"] for it in back),
        "back_until": _grace_end(voucher) if expired else None,
        "collector": _collector(given, voucher) if gone else "",
        "keeper": _masked(given, voucher.keeper_id) if gone else "",
        "position": voucher.position,
        "receipt": f"/api/v1/vouchers/{voucher.voucher_id}/receipt.pdf?paper=a4",
    }


def _part(line: LineRow, quantity: int) -> dict[str, Any]:
    # The price of one piece is whole, for a line is pieces at one price.
    points = line.points // line.quantity * quantity if line.quantity else 0
    return {"name": line.name, "unit": line.measure, "quantity": quantity, "points": points}


def _grace_end(voucher: VoucherRow) -> Any:
    ended = voucher.ended_at or voucher.reserved_at
    return day_end(local_date(ended) + timedelta(days=RETURN_GRACE_DAYS))


def _collector(given: Services, voucher: VoucherRow) -> str:
    relation = RELATIONS.get(voucher.relation, "本人")
    name = _masked(given, voucher.collector_id)
    return f"{name}（{relation}）" if name else relation


def _masked(given: Services, person_id: Any) -> str:
    return given.directory.masked_names([person_id]).get(person_id, "") if person_id else ""
