"""Stock of a village by month: what came, what was handed out, what was corrected.

A movement counts in the month in which it happened, or, once an account states that month, in the
first month after it: so the next account begins with the pieces the last one ended with.

Stock is counted here beside ``projections.stock``, which says how many pieces there are now, by
batch: what an account states belongs to months that are closed, and to which month a movement goes
depends on the accounts published before it, in the order of the log. Read models are built one by
one and do not read each other, so neither could be made from the other.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from ledger.moral.account import PublicAccount
from ledger.moral.period_finding import month_after, month_of
from ledger.moral.quarters import months_of
from ledger.shop.item import Item
from ledger.shop.voucher import Voucher
from projections.rows import Record, Rows

CAME = (Item.Received,)
CORRECTED = (Item.Damaged, Item.Sent, Item.Arrived, Item.TakenBack, Item.VarianceSettled)
MOVED = (*CAME, *CORRECTED)
_LOST = (Item.Damaged, Item.Sent)


class GoodsRows:
    """The rows of stock that a batch changes."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self._items, self._goods, self._gifts = rows["items"], rows["goods"], rows["gifts"]
        self._vouchers, self._stated = rows["vouchers"], rows["stated"]

    def load(self, events: Iterable[Any]) -> None:
        """Read the items that are touched, their villages, and the months that may change."""
        held: list[Any] = list(events)
        ends: list[Any] = [it for it in held if isinstance(it, Voucher.Event)]
        self._vouchers.load(it.originator_id for it in ends)
        handed = {line.item_id for it in ends for line in getattr(it, "handed", None) or ()}
        known = (self._vouchers.get(it.originator_id) for it in ends)
        handed |= {it["item_id"] for it in known if it is not None}
        reserved = {line.item_id for it in ends for line in getattr(it, "lines", ())}
        changed = {it.originator_id for it in held if isinstance(it, Item.Event)}
        items = handed | reserved | changed
        self._items.load(items)
        units = {row["unit_code"] for it in items if (row := self._items.get(it))}
        named = Item.Listed, PublicAccount.Published
        units |= {it.unit_code for it in held if isinstance(it, named)}
        self._stated.load(units)
        months = {month_of(it.occurred_at) for it in held if hasattr(it, "occurred_at")}
        stated = [row["through"] for it in units if (row := self._stated.get(it))]
        stated += [
            months_of(it.quarter)[-1] for it in held if isinstance(it, PublicAccount.Published)
        ]
        months |= {month_after(it) for it in stated}
        self._goods.load(product(units, months, items))

    def list(self, event: Item.Listed) -> None:
        """Remember what an item is called, and where it is."""
        row = {"item_id": event.originator_id, "unit_code": event.unit_code, "name": event.name}
        self._items.put(row | {"measure": event.offer.measure})

    def describe(self, event: Item.Described) -> None:
        """Remember what it is counted in now."""
        self._items.change(event.originator_id)["measure"] = event.offer.measure

    def move(self, event: Any, position: int) -> None:
        """Count what came in, or was corrected; and who gave it and is thanked."""
        quantity = event.delta if isinstance(event, Item.VarianceSettled) else event.quantity
        if isinstance(event, _LOST):
            quantity = -quantity
        field = "received" if isinstance(event, CAME) else "corrected"
        month = self._count(event.originator_id, event, field, quantity)
        if isinstance(event, Item.Received) and event.thanks_donor and event.donor_text_id:
            unit = self._items.get(event.originator_id) or {}
            gift = {"position": position, "unit_code": unit["unit_code"], "month": month}
            self._gifts.append(gift | {"text_id": event.donor_text_id})

    def reserve(self, event: Voucher.Reserved) -> None:
        """Keep what was set aside of one kind: old events of a hand-over do not say it again."""
        if len(event.lines) == 1:
            (line,) = event.lines
            facts = {"item_id": line.item_id, "quantity": line.quantity}
            self._vouchers.put(facts | {"voucher_id": event.originator_id})

    def hand_out(self, event: Voucher.Collected) -> None:
        """Count what went over the counter."""
        kept = self._vouchers.get(event.originator_id)
        handed = [(it.item_id, it.quantity) for it in event.handed or ()]
        if event.handed is None and kept is not None:
            handed = [(kept["item_id"], kept["quantity"])]
        for item_id, quantity in handed:
            self._count(item_id, event, "issued", quantity)
        self._vouchers.remove(event.originator_id)

    def drop(self, event: Any) -> None:
        """Forget a voucher that nobody collected."""
        self._vouchers.remove(event.originator_id)

    def state(self, event: PublicAccount.Published) -> None:
        """Leave the months of a published account as they are."""
        through = months_of(event.quarter)[-1]
        known = self._stated.get(event.unit_code)
        if known is None or known["through"] < through:
            self._stated.put({"unit_code": event.unit_code, "through": through})

    def _count(self, item_id: Any, event: Any, field: str, quantity: int) -> str:
        item = self._items.get(item_id)
        assert item is not None, "an item is listed before anything happens to it"
        unit, month = item["unit_code"], month_of(event.occurred_at)
        stated = self._stated.get(unit)
        if stated is not None and month <= stated["through"]:
            month = month_after(stated["through"])
        start: Record = {"unit_code": unit, "month": month, "item_id": item_id}
        amounts = dict.fromkeys(("received", "issued", "corrected"), 0) | {field: quantity}
        self._goods.add(start, **amounts)
        return month
