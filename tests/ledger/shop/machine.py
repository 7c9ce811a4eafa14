"""What may happen at a shop, told to the ledger and to a plain reference alike."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from ledger.households.errors import HouseholdVouchersOpenError
from ledger.kernel.application import Ledger
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.kernel.sqlite import SqliteStore
from ledger.shop.errors import HandOverUndoLateError, OutOfStockError, VoucherExpiredError
from ledger.shop.hand_over import OWNER, UNDO_TIME
from ledger.shop.voucher import VOUCHER_DAYS
from ledger.shop.voucher_commands import (
    CancelVoucher,
    CollectVoucher,
    ExpireVoucher,
    ReserveVoucher,
    UndoHandOver,
)
from ledger.wallets.commands import ReverseCredit
from ledger.wallets.errors import (
    InsufficientPointsError,
    RedeemDayLimitError,
    RedeemQuarterLimitError,
)
from ledger.wallets.kinds import Reason
from ledger.wallets.redeeming import REDEEM_DAY_POINTS_MAX, REDEEM_QUARTER_POINTS_MAX
from tests.ledger.shop.reference import MISTAKE, POINTS, PRICES, STOCKS, Held, Reference, Undoing
from tests.support.homes import Home, confirm, propose_merge, register
from tests.support.ledgers import UNIT, Village, hohhot

PIECES = st.integers(0, 6)
WHICH = st.integers(0, 1_000)


class ShopRules(RuleBasedStateMachine):
    """Two households, two things, and all that can become of a voucher, through the ledger."""

    def __init__(self) -> None:
        super().__init__()
        self.known = Reference()
        self.folder = TemporaryDirectory()
        self.store = SqliteStore(Path(self.folder.name) / "ledger.sqlite3")
        self.store.create()
        self.village = Village(Ledger(self.store), hohhot("2026-02-02 09:00"))
        self.keeper, self.shop = new_id(), self.village.shop()
        self.items = [
            self.village.item(price=price, stock=stock, shop_id=self.shop)
            for price, stock in zip(PRICES, STOCKS, strict=True)
        ]
        self.homes: list[Home] = []
        self.mistakes: list[UUID] = []
        for number, points in zip(("0147", "0148"), POINTS, strict=True):
            home = register(self.village.tell, UNIT, number)
            self.village.credit(home.wallet_id, points)
            self.mistakes.append(self.village.credit(home.wallet_id, MISTAKE))
            self.homes.append(home)
        self.merged = False
        self.proposed: int | None = None

    def tell(self, command: Any, **values: Any) -> Any:
        return self.village.tell(command, **values).answer

    def told_no(self, command: Any, **values: Any) -> str:
        """Return the code of a refusal; none is a failure."""
        try:
            self.tell(command, **values)
        except LedgerError as no:
            return no.code
        raise AssertionError(f"{command.__name__} was not refused")

    def basket(self, pieces: tuple[int, int]) -> tuple[tuple[UUID, int], ...]:
        return tuple((it, n) for it, n in zip(self.items, pieces, strict=True) if n)

    @property
    def is_last_day_over(self) -> Any:
        today = local_date(self.village.at)
        return lambda it: today > local_date(it.at) + timedelta(days=VOUCHER_DAYS)

    @rule(minutes=st.sampled_from((1, 10, 600, 1_440, 5 * 1_440, 40 * 1_440)))
    def time_passes(self, minutes: int) -> None:
        if self.village.at < hohhot("2026-11-01 00:00"):  # no lot ends while this goes on
            self.village.at += timedelta(minutes=minutes)

    @rule(home=st.integers(0, 1), rice=PIECES, soap=PIECES)
    def reserve(self, home: int, rice: int, soap: int) -> None:
        if not rice + soap or (self.merged and home):
            return
        pieces, today = (rice, soap), local_date(self.village.at)
        amount = sum(price * it for price, it in zip(PRICES, pieces, strict=True))
        wallet = self.village.load(self.homes[home].wallet_id)
        day, quarter = self.known.counted(home, today)
        fits = [
            (OutOfStockError, all(self.known.free(n) >= pieces[n] for n in (0, 1))),
            (InsufficientPointsError, wallet.available(self.village.at) >= amount),
            (RedeemDayLimitError, day + amount <= REDEEM_DAY_POINTS_MAX),
            (RedeemQuarterLimitError, quarter + amount <= REDEEM_QUARTER_POINTS_MAX),
        ]
        of = {"wallet_id": wallet.id, "basket": self.basket(pieces)}
        broken = {error.code for error, it_fits in fits if not it_fits}
        if broken:
            assert self.told_no(ReserveVoucher, **of) in broken
            return
        told = self.tell(ReserveVoucher, **of)
        assert told["amount"] == amount
        new = Held(UUID(told["voucher_id"]), home, self.village.at, pieces)
        self.known.vouchers.append(new)
        if home in self.known.undone and self.known.undone[home].at == new.at:
            self.known.undone[home].out[new.id] = amount  # of one moment, nothing is earlier

    @rule(which=WHICH, rice=PIECES, soap=PIECES, whole=st.booleans())
    def collect(self, which: int, rice: int, soap: int, *, whole: bool) -> None:
        held = self.known.some("reserved", which)
        if held is None:
            return
        wanted = held.pieces if whole else (min(rice, held.pieces[0]), min(soap, held.pieces[1]))
        basket = None if whole else self.basket(wanted)
        of = {"voucher_id": held.id, "shop_id": self.shop, "keeper_id": self.keeper}
        of |= {"collector": OWNER, "basket": basket}
        if self.is_last_day_over(held):
            assert self.told_no(CollectVoucher, **of) == VoucherExpiredError.code
        elif basket == ():
            return
        else:
            self.tell(CollectVoucher, **of)
            held.state, held.handed, held.handed_at = "collected", wanted, self.village.at
            held.times_handed += 1

    @precondition(lambda self: self.known.vouchers)
    @rule(which=WHICH)
    def collect_what_is_over(self, which: int) -> None:
        held = self.known.vouchers[which % len(self.known.vouchers)]
        if held.state != "reserved":
            of = {"shop_id": self.shop, "keeper_id": self.keeper, "collector": OWNER}
            self.told_no(CollectVoucher, voucher_id=held.id, **of)
            self.told_no(CancelVoucher, voucher_id=held.id, cancelled_by=new_id())

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        if held := self.known.some("reserved", which):
            self.tell(CancelVoucher, voucher_id=held.id, cancelled_by=new_id())
            held.state = "cancelled"

    @rule(which=WHICH)
    def expire(self, which: int) -> None:
        held = self.known.some("reserved", which)
        if held is None:
            return
        if not self.is_last_day_over(held):
            assert self.told_no(ExpireVoucher, voucher_id=held.id) == "voucher_not_due"
            return
        self.tell(ExpireVoucher, voucher_id=held.id)
        held.state = "expired"

    @rule(which=WHICH, by_committee=st.booleans())
    def undo(self, which: int, *, by_committee: bool) -> None:
        held = self.known.some("collected", which)
        if held is None:
            return
        of: dict[str, Any] = {"voucher_id": held.id, "undone_by": self.keeper, "collector": OWNER}
        if by_committee:
            of |= {"undone_by": new_id(), "collector": None, "text_id": new_id()}
        if self.merged and held.home:
            of["wallet_id"] = self.homes[0].wallet_id
        assert held.handed_at is not None
        if not by_committee and self.village.at > held.handed_at + UNDO_TIME:
            assert self.told_no(UndoHandOver, **of) == HandOverUndoLateError.code
            return
        self.tell(UndoHandOver, by_committee=by_committee, **of)
        held.state = "undone"

    @precondition(lambda self: not self.merged)
    @rule(home=st.integers(0, 1))
    def undo_mistake(self, home: int) -> None:
        out = {it.id: it.amount for it in self.known.vouchers if it.home == home}
        if home in self.known.undone or not sum(out.values()):
            return  # where nothing is out, nothing can be short
        of = {"wallet_id": self.homes[home].wallet_id, "entry_id": self.mistakes[home]}
        free = sum(self.village.load(of["wallet_id"]).open_lots.values())
        self.tell(ReverseCredit, **of, reason=Reason.POSTING_ERROR)
        self.known.undone[home] = Undoing(self.village.at, max(MISTAKE - free, 0), out)

    @precondition(lambda self: not self.merged and len(self.known.vouchers) > 2)
    @rule()
    def merge(self) -> None:
        stays, gone = self.homes
        if self.proposed is None:
            self.proposed = propose_merge(self.village.tell, gone, stays)
        try:
            confirm(self.village.tell, gone, self.proposed)
        except HouseholdVouchersOpenError:
            assert any(it.home and it.state == "reserved" for it in self.known.vouchers)
            return
        assert not any(it.home and it.state == "reserved" for it in self.known.vouchers)
        self.merged = True
        if 1 in self.known.undone:
            self.known.undone[1].left = self.known.short(1)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()
