"""One shop with its keeper, and what its counter does."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.kernel.receipts import Recorded
from ledger.shop.hand_over import OWNER
from ledger.shop.voucher_commands import (
    CollectVoucher,
    ReserveVoucher,
    TakeVoucherAlong,
    UndoHandOver,
)
from tests.support.ledgers import Village, hohhot

NOON = hohhot("2026-11-17 12:00")
LATER = timedelta(minutes=15)


class Counter:
    """One shop with rice at 40 and soap at 5, and its keeper."""

    def __init__(self, village: Village) -> None:
        self.village, self.keeper = village, new_id()
        village.at = NOON
        self.shop = village.shop()
        self.rice = village.item(price=40, stock=10, shop_id=self.shop)
        self.soap = village.item(price=5, stock=100, shop_id=self.shop)

    def home(self, points: int = 600) -> UUID:
        return self.village.wallet(points=points)

    def reserve(self, wallet: UUID, *, at: datetime = NOON, **of: int) -> UUID:
        basket = tuple((getattr(self, name), quantity) for name, quantity in of.items())
        told = self.village.tell(ReserveVoucher, at=at, wallet_id=wallet, basket=basket)
        return UUID(told.answer["voucher_id"])

    def collect(self, voucher: UUID, *, at: datetime = NOON, **more: Any) -> Recorded:
        of = {"shop_id": self.shop, "keeper_id": self.keeper, "collector": OWNER} | more
        return self.village.tell(CollectVoucher, at=at, voucher_id=voucher, **of)

    def stock(self) -> tuple[int, int]:
        return self.village.load(self.rice).free, self.village.load(self.soap).free

    def points(self, wallet: UUID) -> tuple[int, int]:
        found = self.village.load(wallet)
        return found.available(NOON), found.held


def undo(counter: Counter, voucher: UUID, at: datetime, **more: Any) -> Recorded:
    of = {"undone_by": counter.keeper, "collector": OWNER} | more
    return counter.village.tell(UndoHandOver, at=at, voucher_id=voucher, **of)


def take_along(counter: Counter, voucher: UUID, to: UUID, hours: int = 12) -> Recorded:
    until = NOON + timedelta(hours=hours)
    of = {"shop_id": counter.shop, "counter_id": to, "until": until, "taken_by": counter.keeper}
    return counter.village.tell(TakeVoucherAlong, voucher_id=voucher, **of)
