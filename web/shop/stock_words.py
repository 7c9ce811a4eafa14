"""Stock in words: reasons, sources, what came and went, and hints beside a row."""

from collections.abc import Container, Iterable
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from ledger.shop.kinds import DamageReason, ItemKind, Source, VarianceReason
from projections.shop.views import ItemRow
from projections.stock.answers import BatchRow, CountRow, LowRow, MoveRow

NEAR_DAYS: Final = 30
"""Days before its last day in which a batch is told of."""
SOURCES: Final = {
    Source.COLLECTIVE.value: "村集体购",
    Source.PARTNER.value: "共建单位",
    Source.DONATION.value: "捐赠",
    Source.FISCAL.value: "财政帮扶",
    "": "盘点多出",
}
DAMAGE: Final = {
    DamageReason.BROKEN.value: "破损",
    DamageReason.SPOILT.value: "变质",
    DamageReason.PAST_BEST_BEFORE.value: "过了保质期",
    DamageReason.LOST.value: "丢失",
}
VARIANCE: Final = {
    VarianceReason.BROKEN.value: "破损",
    VarianceReason.LOST.value: "丢失",
    VarianceReason.MISCOUNTED_BEFORE.value: "上次数错了",
    VarianceReason.RECEIPT_NOT_ENTERED.value: "收货漏记",
    VarianceReason.HANDED_OUT_NOT_ENTERED.value: "发货漏记",
    VarianceReason.OTHER.value: "别的原因",
}
KINDS: Final = {
    ItemKind.GOODS.value: "物品",
    ItemKind.SERVICE.value: "服务",
    ItemKind.HONOUR.value: "荣誉",
    ItemKind.PRIORITY.value: "同等条件优先",
    ItemKind.WELFARE_BONUS.value: "公益金奖励",
}
MOVES: Final = {
    "received": "收货",
    "issued": "兑换发出",
    "taken_back": "撤回发货",
    "damaged": "报损",
    "variance": "盘点更正",
    "sent": "调出",
    "arrived": "调入",
}
_REASONS: Final = VARIANCE | DAMAGE | {"": ""}


def row_shown(
    item: ItemRow,
    batches: Iterable[BatchRow],
    low: LowRow | None,
    last: CountRow | None,
    today: date,
) -> dict[str, Any]:
    """Return a row of the stock table; its batches come first what goes off first."""
    own = list(batches)
    dated = [it.best_before for it in own if it.best_before is not None]
    return {
        "item_id": item.item_id,
        "name": item.name,
        "measure": item.measure,
        "price": item.price_points,
        "book": item.on_hand,
        "reserved": item.reserved,
        "is_offered": item.is_offered,
        "waits": item.waiting_count_id is not None,
        "counted": last.counted if last else None,
        "best_before": dated[0] if dated else None,
        "sources": "、".join(dict.fromkeys(SOURCES.get(it.source, "") for it in own)),
        "hints": list(_hints(item, own, low, today)),
    }


def _hints(
    item: ItemRow, batches: list[BatchRow], low: LowRow | None, today: date
) -> Iterable[tuple[str, str]]:
    """Say what needs somebody, as (words, tone)."""
    if item.waiting_count_id is not None:
        yield "盘点等批", "late"
    gone = sum(it.left for it in batches if it.best_before and it.best_before < today)
    if gone:
        yield f"{gone} {item.measure}已过期，不再发放", "late"
    for batch in batches:
        if batch.best_before and today <= batch.best_before <= today + timedelta(days=NEAR_DAYS):
            days = (batch.best_before - today).days
            when = "今天到期" if days == 0 else f"{days} 天后到期"
            yield f"{batch.left} {item.measure}{when}", "soon"
            break
    if low is not None:
        days_left = low.days_left
        tail = "" if days_left is None or not low.free else f"，约 {days_left} 天后断货"
        yield (f"只剩 {low.free} {item.measure}{tail}" if low.free else "断货"), "soon"
    if not item.is_offered:
        yield "已下架", ""


def move_shown(
    move: MoveRow, donors: dict[UUID, str], photos: Container[UUID | None]
) -> dict[str, Any]:
    """Return a row of what came and went; its picture if it is among those still kept."""
    donor = donors.get(move.donor_text_id, "") if move.donor_text_id else ""
    return {
        "day": move.day,
        "kind": MOVES[move.kind],
        "quantity": f"+{move.quantity}" if move.quantity > 0 else str(move.quantity),
        "cost_yuan": f"{move.cost_fen / 100:.2f}" if move.cost_fen else "",
        "best_before": move.best_before,
        "source": SOURCES.get(move.source, "") + donor,
        "reason": _REASONS.get(move.reason, ""),
        "photo_id": move.photo_id if move.photo_id in photos else None,
    }


def count_shown(count: CountRow, names: dict[UUID, str], words: dict[UUID, str]) -> dict[str, Any]:
    """Return a count that waits for a second person."""
    return {
        "count_id": count.count_id,
        "item_id": count.item_id,
        "name": names.get(count.item_id, ""),
        "book": count.book,
        "counted": count.counted,
        "delta": f"多 {count.delta}" if count.delta > 0 else f"少 {-count.delta}",
        "reason": VARIANCE.get(count.reason, ""),
        "words": words.get(count.text_id, "") if count.text_id else "",
        "counted_by": count.counted_by,
        "photo_id": count.photo_id,
    }
