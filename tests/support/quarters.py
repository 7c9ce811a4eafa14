"""A quarter of a village with every kind of movement, counted apart while it is played."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from ledger.households.living import wallet_id_of
from ledger.kernel.ids import new_id
from ledger.moral.book_commands import (
    DrawUpPeriod,
    LockPeriod,
    ReopenPeriod,
    RequestReopening,
)
from ledger.shop.commands import CountStock, DecideCount, ReceiveStock, WriteOffStock
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import DamageReason, Source, VarianceReason
from ledger.shop.voucher_commands import CollectVoucher
from ledger.wallets.commands import ExpireLots
from projections.catalogue import Views
from tests.support.books import FALL, GAIN, GREAT, UNIT, Books
from tests.support.claims import proposed, put
from tests.support.funds import Money
from tests.support.ledgers import Village, hohhot

OWNER = Collector(relation="self", confirmation="digits")


def draw_up(books: Books, views: Views, period: str, at: datetime) -> dict[str, Any]:
    """Sign a month as the clerk; return what the committee signs."""
    month = views.periods.figures(UNIT, period)
    told = books.tell(
        DrawUpPeriod,
        at,
        unit_code=UNIT,
        period=period,
        figures=month.figures,
        position=month.position,
        is_first=month.is_first,
        signed_by=new_id(),
    )
    return {"figures": month.figures, "report_hash": told["report_hash"]}


def lock(books: Books, period: str, at: datetime, signed: dict[str, Any]) -> None:
    """Sign as the committee."""
    books.tell(LockPeriod, at, unit_code=UNIT, period=period, locked_by=new_id(), **signed)


def close(books: Books, views: Views, period: str, at: datetime) -> None:
    """Close a month as two people do."""
    lock(books, period, at, draw_up(books, views, period, at))


def reopen(books: Books, period: str, at: datetime) -> None:
    """Open a closed month again, as two administrators do."""
    of: dict[str, Any] = {"unit_code": UNIT, "period": period}
    books.tell(RequestReopening, at, **of, requested_by=new_id())
    books.tell(ReopenPeriod, at, **of, approved_by=new_id())


def gain(books: Books, home: UUID, kind: str, points: int, at: datetime) -> dict[str, Any]:
    """Post an act of a class."""
    claim = proposed(home, kind=kind, points=points, occurred_at=at - timedelta(days=4))
    put(books.ledger, claim)
    return dict(books.post(home, GREAT, points, at, claim_id=claim.id))


class FullQuarter:
    """2027Q1, played and closed; ``said`` is what an account of it must say."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.one, self.two = books.home("0001"), books.home("0002")
        self.money = Money(books.ledger)
        self.donor, self.silent, self.giver = new_id(), new_id(), new_id()

    def play(self) -> "FullQuarter":
        """Play it up to the last day of March."""
        books = self.books
        books.post(self.one, GREAT, 30, hohhot("2026-12-15 10:00"), on=hohhot("2025-06-01 10:00"))
        books.post(self.one, GREAT, 100, hohhot("2026-12-16 10:00"))
        self.money.open(hohhot("2026-12-20 10:00"))
        self.money.receive(900_000, hohhot("2026-12-21 10:00"))
        self._january()
        self._february()
        self._march()
        return self

    def _january(self) -> None:
        books, wallet_id = self.books, wallet_id_of(self.one)
        books.tell(ExpireLots, hohhot("2027-01-01 00:00"), wallet_id=wallet_id)
        self.undone = gain(books, self.one, "neighbour", 2, hohhot("2027-01-10 10:00"))
        gain(books, self.one, "environment", 5, hohhot("2027-01-11 10:00"))
        gain(books, self.one, "environment", 4, hohhot("2027-01-11 11:00"))
        gain(books, self.two, "environment", 5, hohhot("2027-01-12 10:00"))
        books.post(self.two, FALL, 3, hohhot("2027-01-13 10:00"))
        at = hohhot("2027-01-20 10:00")
        named = {"donor_text_id": self.donor, "thanks_donor": True}
        self.money.receive(50_000, at, Source.DONATION, **named)
        self.money.receive(20_000, at, Source.PARTNER, donor_text_id=self.silent)

    def _february(self) -> None:
        books = self.books
        books.post(self.two, GAIN, 60, hohhot("2027-02-03 10:00"))
        books.bring_along("0002", 40, hohhot("2027-02-05 10:00"))
        self.shop_id, self.item_id = self._bought(hohhot("2027-02-10 10:00"))
        books.undo(self.one, self.undone["entry_id"], hohhot("2027-02-20 10:00"))
        wrong = self.money.receive(70_000, hohhot("2027-02-21 10:00"), Source.FISCAL)
        self.money.take_back(wrong, hohhot("2027-02-22 10:00"))

    def _bought(self, at: datetime) -> tuple[UUID, UUID]:
        village = Village(self.books.ledger, at)
        shop_id = village.shop()
        item_id = village.item(price=15, stock=9, shop_id=shop_id)
        told = village.buy(item_id, wallet_id_of(self.one), quantity=2).answer
        self.books.tell(
            CollectVoucher,
            at,
            voucher_id=UUID(str(told["voucher_id"])),
            shop_id=shop_id,
            keeper_id=new_id(),
            collector=OWNER,
        )
        return shop_id, item_id

    def _march(self) -> None:
        books = self.books
        fall = books.post(self.one, FALL, 10, hohhot("2027-03-01 10:00"))
        books.undo(self.one, fall["entry_id"], hohhot("2027-03-02 10:00"))
        gain(books, self.two, "honour", 50, hohhot("2027-03-10 10:00"))
        self._stock(hohhot("2027-03-11 10:00"))

    def _stock(self, at: datetime) -> None:
        """Five pieces are given, one breaks, and one more is missing when they are counted."""
        tell, of = self.books.tell, {"item_id": self.item_id}
        given: dict[str, Any] = {"donor_text_id": self.giver, "thanks_donor": True}
        tell(ReceiveStock, at, **of, quantity=5, source=Source.DONATION, **given)
        broken = {"reason": DamageReason.BROKEN, "recorded_by": new_id()}
        tell(WriteOffStock, at, **of, quantity=1, **broken)
        counted = {"counted": 10, "counted_by": new_id(), "reason": VarianceReason.LOST}
        told = tell(CountStock, at, **of, **counted)
        count_id = UUID(str(told["count_id"]))
        tell(DecideCount, at, **of, count_id=count_id, agrees=True, decided_by=new_id())

    months: ClassVar[dict[str, dict[str, int]]] = {
        "2027-01": {
            "opening": 130,
            "earned": 16,
            "deducted": 3,
            "redeemed": 0,
            "expired": 30,
            "reversed": 0,
            "moved": 0,
            "forfeited": 0,
            "closing": 113,
        },
        "2027-02": {
            "opening": 113,
            "earned": 100,
            "deducted": 0,
            "redeemed": 30,
            "expired": 0,
            "reversed": -2,
            "moved": 0,
            "forfeited": 0,
            "closing": 181,
        },
        "2027-03": {
            "opening": 181,
            "earned": 50,
            "deducted": 10,
            "redeemed": 0,
            "expired": 0,
            "reversed": 10,
            "moved": 0,
            "forfeited": 0,
            "closing": 231,
        },
    }
    gains: ClassVar[dict[str, tuple[int, int, int]]] = {
        "environment": (3, 2, 14),
        "neighbour": (1, 1, 2),
        "honour": (1, 1, 50),
        "other": (1, 1, 60),
        "brought": (1, 1, 40),
    }
    """Entries, households, points. What was undone later was earned all the same."""
    funds: ClassVar[dict[str, int]] = {
        "opening_fen": 900_000,
        "collective_fen": 0,
        "partner_fen": 20_000,
        "donation_fen": 50_000,
        "fiscal_fen": 0,
        "paid_fen": 3_000,
        "available_fen": 967_000,
        "face_value_fen": 100,
        "permille": 24,
    }
    """231 points are worth 23,100 fen: 2.4 % of 967,000."""
    goods: ClassVar[dict[str, int]] = {
        "opening": 0,
        "received": 14,
        "issued": 2,
        "corrected": -2,
        "closing": 10,
    }
