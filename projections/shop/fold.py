"""How events become shops, items in stock and vouchers."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from ledger.shop.item import Item
from ledger.shop.offer import Offer
from ledger.shop.shop import Shop
from ledger.shop.voucher import State, Voucher
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record

_ENDS = (Voucher.Collected, Voucher.Cancelled, Voucher.Expired, Voucher.Undone)
_AT_COUNTER = (Voucher.TakenAlong, Voucher.GivenBack)


class ShopFold(Fold):
    """One batch of shop events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the items and the vouchers that change, and what was in the baskets."""
        changing = (*_ENDS, *_AT_COUNTER)
        events = [log.event for log in batch]
        self.rows["items"].load(it.originator_id for it in events if isinstance(it, Item.Event))
        self.rows["vouchers"].load(it.originator_id for it in events if isinstance(it, changing))
        self.rows["lines"].load(
            (it.originator_id, line.item_id)
            for it in events
            if isinstance(it, Voucher.Collected)
            for line in it.handed or ()
        )

    @folds(Shop.Opened)
    def _opened(self, log: LogEvent) -> None:
        event = log.event
        self.rows["shops"].put(
            {"shop_id": event.originator_id, "unit_code": event.unit_code, "name": event.name}
        )

    @folds(Item.Listed)
    def _listed(self, log: LogEvent) -> None:
        event = log.event
        self.rows["items"].put(
            {
                "item_id": event.originator_id,
                "shop_id": event.shop_id,
                "unit_code": event.unit_code,
                "name": event.name,
                "price_points": event.price_points,
                **_said(event.offer),
                "is_offered": True,
                "on_hand": 0,
                "reserved": 0,
                "free": 0,
                "waiting_count_id": None,
            }
        )

    @folds(Item.Repriced)
    def _repriced(self, log: LogEvent) -> None:
        item = self.rows["items"].change(log.event.originator_id)
        item["price_points"] = log.event.price_points

    @folds(Item.Described)
    def _described(self, log: LogEvent) -> None:
        self.rows["items"].change(log.event.originator_id).update(_said(log.event.offer))

    @folds(Item.Withdrawn, Item.Relisted)
    def _offered(self, log: LogEvent) -> None:
        item = self.rows["items"].change(log.event.originator_id)
        item["is_offered"] = isinstance(log.event, Item.Relisted)

    @folds(Item.Received, Item.Arrived, Item.TakenBack)
    def _came(self, log: LogEvent) -> None:
        self._move(log.event.originator_id, on_hand=log.event.quantity)

    @folds(Item.Damaged, Item.Sent)
    def _went(self, log: LogEvent) -> None:
        self._move(log.event.originator_id, on_hand=-log.event.quantity)

    @folds(Item.VarianceReported)
    def _waits(self, log: LogEvent) -> None:
        item = self.rows["items"].change(log.event.originator_id)
        item["waiting_count_id"] = log.event.count_id

    @folds(Item.VarianceSettled, Item.VarianceRejected)
    def _decided(self, log: LogEvent) -> None:
        event = log.event
        self.rows["items"].change(event.originator_id)["waiting_count_id"] = None
        self._move(event.originator_id, on_hand=getattr(event, "delta", 0))

    @folds(Item.Reserved)
    def _item_reserved(self, log: LogEvent) -> None:
        self._move(log.event.originator_id, reserved=log.event.quantity)

    @folds(Item.Released)
    def _released(self, log: LogEvent) -> None:
        self._move(log.event.originator_id, reserved=-log.event.quantity)

    @folds(Item.Issued)
    def _issued(self, log: LogEvent) -> None:
        quantity = log.event.quantity
        self._move(log.event.originator_id, on_hand=-quantity, reserved=-quantity)

    @folds(Voucher.Reserved)
    def _reserved(self, log: LogEvent) -> None:
        event = log.event
        self.rows["vouchers"].put(
            {
                "voucher_id": event.originator_id,
                "shop_id": event.shop_id,
                "wallet_id": event.wallet_id,
                "owner_id": event.owner_id,
                "quantity": sum(it.quantity for it in event.lines),
                "amount": event.amount,
                "state": State.RESERVED.value,
                "collect_by": event.collect_by,
                "reserved_at": event.occurred_at,
                "ended_at": None,
                "counter_id": None,
                "counter_until": None,
                "keeper_id": None,
                "collector_id": None,
                "relation": "",
                "confirmation": "",
                "position": log.position,
                "photo_id": None,
                "returned_photo_id": None,
            }
        )
        for line in event.lines:
            self.rows["lines"].put(
                {
                    "voucher_id": event.originator_id,
                    "item_id": line.item_id,
                    "quantity": line.quantity,
                    "points": line.points,
                    "handed": 0,
                }
            )

    @folds(Voucher.Collected)
    def _collected(self, log: LogEvent) -> None:
        event = log.event
        self._end(log, State.COLLECTED)
        voucher = self.rows["vouchers"].change(event.originator_id)
        voucher.update(
            keeper_id=event.keeper_id,
            collector_id=event.collector.person_id,
            relation=event.collector.relation,
            confirmation=event.collector.confirmation,
            position=log.position,
            photo_id=event.collector.photo_id,
        )
        if event.amount is not None and event.handed is not None:
            voucher["amount"] = event.amount
            voucher["quantity"] = sum(it.quantity for it in event.handed)
        for line in event.handed or ():
            self.rows["lines"].change((event.originator_id, line.item_id))["handed"] = line.quantity

    @folds(Voucher.Undone)
    def _undone(self, log: LogEvent) -> None:
        self._end(log, State.UNDONE)
        if brought := log.event.collector:
            voucher = self.rows["vouchers"].change(log.event.originator_id)
            voucher["returned_photo_id"] = brought.photo_id

    @folds(Voucher.TakenAlong)
    def _taken_along(self, log: LogEvent) -> None:
        event = log.event
        voucher = self.rows["vouchers"].change(event.originator_id)
        voucher.update(counter_id=event.counter_id, counter_until=event.until)

    @folds(Voucher.GivenBack)
    def _given_back(self, log: LogEvent) -> None:
        voucher = self.rows["vouchers"].change(log.event.originator_id)
        voucher.update(counter_id=None, counter_until=None)

    @folds(Voucher.Cancelled)
    def _cancelled(self, log: LogEvent) -> None:
        self._end(log, State.CANCELLED)

    @folds(Voucher.Expired)
    def _expired(self, log: LogEvent) -> None:
        self._end(log, State.EXPIRED)

    def _end(self, log: LogEvent, state: State) -> None:
        voucher = self.rows["vouchers"].change(log.event.originator_id)
        voucher.update(state=state.value, ended_at=log.event.occurred_at)

    def _move(self, item_id: UUID, *, on_hand: int = 0, reserved: int = 0) -> None:
        item = self.rows["items"].change(item_id)
        item["on_hand"] += on_hand
        item["reserved"] += reserved
        item["free"] = item["on_hand"] - item["reserved"]


def _said(offer: Offer) -> Record:
    """Return the columns of what a shop says about an item."""
    said: Record = msgspec.structs.asdict(offer)
    return said
