"""How events of items become moves, batches and counts."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.shop.item import Item
from ledger.shop.kinds import Portion
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record
from projections.stock.tables import UNKNOWN_BATCH

WAITING: Final = "waiting"
AGREED: Final = "agreed"
SETTLED: Final = "settled"
REJECTED: Final = "rejected"

_MOVING = (
    Item.Issued,
    Item.TakenBack,
    Item.Damaged,
    Item.Sent,
    Item.Arrived,
    Item.VarianceSettled,
)


class StockFold(Fold):
    """One batch of events of items."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the items, the batches that pieces leave or come back to, and waiting counts."""
        events = [log.event for log in batch]
        self.rows["goods"].load(it.originator_id for it in events)
        self.rows["batches"].load(key for it in events for key in _batches_of(it))
        decided = (Item.VarianceSettled, Item.VarianceRejected)
        self.rows["counts"].load(it.count_id for it in events if isinstance(it, decided))

    @folds(Item.Listed)
    def _listed(self, log: LogEvent) -> None:
        event = log.event
        self.rows["goods"].put(
            {
                "item_id": event.originator_id,
                "shop_id": event.shop_id,
                "unit_code": event.unit_code,
                "name": event.name,
                "measure": event.offer.measure,
                "kind": event.offer.kind,
                "price_points": event.price_points,
                "low_stock_at": event.offer.low_stock_at,
                "is_offered": True,
                "on_hand": 0,
                "reserved": 0,
                "free": 0,
                "is_low": event.offer.low_stock_at > 0,
            }
        )

    @folds(Item.Repriced)
    def _repriced(self, log: LogEvent) -> None:
        self._goods(log)["price_points"] = log.event.price_points

    @folds(Item.Described)
    def _described(self, log: LogEvent) -> None:
        offer = log.event.offer
        goods = self._goods(log)
        goods.update(measure=offer.measure, kind=offer.kind, low_stock_at=offer.low_stock_at)
        _reckon(goods)

    @folds(Item.Withdrawn, Item.Relisted)
    def _offered(self, log: LogEvent) -> None:
        goods = self._goods(log)
        goods["is_offered"] = isinstance(log.event, Item.Relisted)
        _reckon(goods)

    @folds(Item.Reserved)
    def _reserved(self, log: LogEvent) -> None:
        self._set_aside(log, log.event.quantity)

    @folds(Item.Released)
    def _released(self, log: LogEvent) -> None:
        self._set_aside(log, -log.event.quantity)

    @folds(Item.Received)
    def _received(self, log: LogEvent) -> None:
        event = log.event
        portion = Portion(event.batch_id, event.quantity, event.cost_fen, event.best_before)
        about = {
            "source": event.source,
            "donor_text_id": event.donor_text_id,
            "thanks_donor": event.thanks_donor,
        }
        self._move(log, "received", [portion], 1, **about)

    @folds(Item.Issued)
    def _issued(self, log: LogEvent) -> None:
        self._set_aside(log, -log.event.quantity)
        self._move(log, "issued", log.event.portions, -1)

    @folds(Item.TakenBack)
    def _taken_back(self, log: LogEvent) -> None:
        self._move(log, "taken_back", log.event.portions, 1)

    @folds(Item.Damaged)
    def _damaged(self, log: LogEvent) -> None:
        event = log.event
        about = {"reason": event.reason, "photo_id": event.photo_id}
        self._move(log, "damaged", event.portions, -1, **about)

    @folds(Item.Sent)
    def _sent(self, log: LogEvent) -> None:
        self._move(log, "sent", log.event.portions, -1)

    @folds(Item.Arrived)
    def _arrived(self, log: LogEvent) -> None:
        self._move(log, "arrived", log.event.portions, 1, came_from=log.event.from_item_id)

    @folds(Item.Counted)
    def _counted(self, log: LogEvent) -> None:
        self._count(log, AGREED)

    @folds(Item.VarianceReported)
    def _reported(self, log: LogEvent) -> None:
        event = log.event
        about = {"reason": event.reason, "text_id": event.text_id, "photo_id": event.photo_id}
        self._count(log, WAITING, **about)

    @folds(Item.VarianceSettled)
    def _settled(self, log: LogEvent) -> None:
        event = log.event
        count = self._decide(log, SETTLED)
        sign = 1 if event.delta > 0 else -1
        self._move(log, "variance", event.portions, sign, reason=count["reason"])

    @folds(Item.VarianceRejected)
    def _rejected(self, log: LogEvent) -> None:
        self._decide(log, REJECTED)

    def _goods(self, log: LogEvent) -> Record:
        return self.rows["goods"].change(log.event.originator_id)

    def _set_aside(self, log: LogEvent, quantity: int) -> None:
        goods = self._goods(log)
        goods["reserved"] += quantity
        _reckon(goods)

    def _count(self, log: LogEvent, state: str, **about: Any) -> None:
        event, goods = log.event, self.rows["goods"].get(log.event.originator_id)
        assert goods is not None
        self.rows["counts"].put(
            {
                "count_id": event.count_id,
                "item_id": event.originator_id,
                "shop_id": goods["shop_id"],
                "unit_code": goods["unit_code"],
                "book": event.book,
                "counted": event.counted,
                "reason": "",
                "text_id": None,
                "photo_id": None,
                "state": state,
                "counted_by": event.counted_by,
                "counted_at": event.occurred_at,
                "decided_by": None,
                "decided_at": None,
                "position": log.position,
            }
            | about
        )

    def _decide(self, log: LogEvent, state: str) -> Record:
        count = self.rows["counts"].change(log.event.count_id)
        decided = {"decided_by": log.event.decided_by, "decided_at": log.event.occurred_at}
        count.update(state=state, **decided)
        return count

    def _move(  # noqa: PLR0913 - a move has as many facts
        self,
        log: LogEvent,
        kind: str,
        portions: Sequence[Portion],
        sign: int,
        *,
        came_from: UUID | None = None,
        source: str = "",
        donor_text_id: UUID | None = None,
        thanks_donor: bool = False,
        reason: str = "",
        photo_id: UUID | None = None,
    ) -> None:
        """Write one row a portion, and let the batches and the book follow."""
        goods, today = self._goods(log), _day_of(log)
        for line, portion in enumerate(portions):
            batch = self._batch(goods, portion, came_from, source, donor_text_id, today)
            batch["pieces"] += sign * portion.quantity
            batch["is_left"] = batch["pieces"] > 0
            goods["on_hand"] += sign * portion.quantity
            self.rows["moves"].append(
                {
                    "position": log.position,
                    "line": line,
                    "item_id": goods["item_id"],
                    "shop_id": goods["shop_id"],
                    "unit_code": goods["unit_code"],
                    "day": today,
                    "kind": kind,
                    "quantity": sign * portion.quantity,
                    "cost_fen": portion.cost_fen,
                    "batch_id": batch["batch_id"],
                    "best_before": portion.best_before,
                    "source": batch["source"],
                    "donor_text_id": donor_text_id,
                    "thanks_donor": thanks_donor,
                    "reason": reason,
                    "photo_id": photo_id,
                }
            )
        _reckon(goods)

    def _batch(
        self,
        goods: Record,
        portion: Portion,
        came_from: UUID | None,
        source: str,
        donor_text_id: UUID | None,
        today: date,
    ) -> Record:
        """Return the row of a batch, a new one if pieces of it were never here."""
        batches, batch_id = self.rows["batches"], portion.batch_id or UNKNOWN_BATCH
        key = (goods["item_id"], batch_id)
        if batches.get(key) is not None:
            return batches.change(key)
        there = batches.get((came_from, batch_id)) if came_from else None
        return batches.put(
            {
                "item_id": goods["item_id"],
                "batch_id": batch_id,
                "shop_id": goods["shop_id"],
                "unit_code": goods["unit_code"],
                "pieces": 0,
                "is_left": False,
                "best_before": portion.best_before,
                "cost_fen": portion.cost_fen,
                "source": there["source"] if there else source,
                "donor_text_id": there["donor_text_id"] if there else donor_text_id,
                "came_on": today,
            }
        )


def _reckon(goods: Record) -> None:
    goods["free"] = goods["on_hand"] - goods["reserved"]
    told_at = goods["low_stock_at"]
    goods["is_low"] = told_at > 0 and goods["is_offered"] and goods["free"] <= told_at


def _day_of(log: LogEvent) -> date:
    # What is handed out says its moment on the voucher: the book has the day it was entered.
    return local_date(getattr(log.event, "occurred_at", log.event.timestamp))


def _batches_of(event: Any) -> Iterable[tuple[UUID, UUID]]:
    """Name the batches an event touches, and those it takes a source from."""
    if isinstance(event, Item.Received):
        yield event.originator_id, event.batch_id or UNKNOWN_BATCH
    elif isinstance(event, _MOVING):
        for portion in event.portions:
            yield event.originator_id, portion.batch_id or UNKNOWN_BATCH
            if isinstance(event, Item.Arrived):
                yield event.from_item_id, portion.batch_id or UNKNOWN_BATCH
