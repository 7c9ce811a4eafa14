"""How events become shops, items in stock and vouchers."""

from collections.abc import Sequence
from uuid import UUID

from ledger.shop.item import Item
from ledger.shop.shop import Shop
from ledger.shop.voucher import State, Voucher, pickup_code
from projections.projection import Fold, LogEvent, folds

_STOCK = (Item.Received, Item.Reserved, Item.Released, Item.Issued)
_ENDS = (Voucher.Collected, Voucher.Cancelled, Voucher.Expired)


class ShopFold(Fold):
    """One batch of shop events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the items whose stock moves and the vouchers that end."""
        self.rows["items"].load(
            log.event.originator_id for log in batch if isinstance(log.event, _STOCK)
        )
        self.rows["vouchers"].load(
            log.event.originator_id for log in batch if isinstance(log.event, _ENDS)
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
                "category": event.category,
                "price_points": event.price_points,
                "on_hand": 0,
                "reserved": 0,
                "free": 0,
            }
        )

    @folds(Item.Received)
    def _received(self, log: LogEvent) -> None:
        self._move(log.event.originator_id, on_hand=log.event.quantity)

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
                "item_id": event.item_id,
                "shop_id": event.shop_id,
                "wallet_id": event.wallet_id,
                "owner_id": event.owner_id,
                "quantity": event.quantity,
                "amount": event.amount,
                "state": State.RESERVED.value,
                "collect_by": event.collect_by,
                "pickup_code": pickup_code(event.originator_id),
                "reserved_at": event.occurred_at,
                "ended_at": None,
            }
        )

    @folds(Voucher.Collected)
    def _collected(self, log: LogEvent) -> None:
        self._end(log, State.COLLECTED)

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
