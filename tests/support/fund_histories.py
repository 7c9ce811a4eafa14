"""Any history of a village's points and money, counted apart from the product while it happens."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ledger.households.living import wallet_id_of
from ledger.kernel.application import Ledger
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.kernel.session import Session
from ledger.shop.fund_kinds import Source
from ledger.wallets.handlers import wallet_of
from ledger.wallets.kinds import Reason
from tests.support.books import FALL, GREAT, Books
from tests.support.funds import Money
from tests.support.ledgers import hohhot

BEGINS = hohhot("2027-01-10 09:00")
HOMES = 3
_which = st.integers(0, 9)
STEPS = st.one_of(
    st.tuples(st.just("gain"), _which, st.integers(1, 60)),
    st.tuples(st.just("fall"), _which, st.integers(1, 20)),
    st.tuples(st.just("undo"), _which, st.just(0)),
    st.tuples(st.just("buy"), _which, st.integers(1, 40)),
    st.tuples(st.just("collect"), _which, st.just(0)),
    st.tuples(st.just("cancel"), _which, st.just(0)),
    st.tuples(st.just("receive"), _which, st.integers(1, 10**6)),
    st.tuples(st.just("return"), _which, st.just(0)),
    st.tuples(st.just("value"), _which, st.integers(1, 300)),
    st.tuples(st.just("open"), _which, st.just(0)),
    st.tuples(st.just("wait"), _which, st.integers(1, 25)),
)
RICH: list[tuple[str, int, int]] = [
    *(("gain", n, 60) for n in range(HOMES)),
    ("open", 0, 0),
    *(("fall", n, 20) for n in range(HOMES)),
]
"""Households with points and a deduction that can be undone, in a village with a fund."""
HISTORIES = st.tuples(st.sampled_from([[], RICH]), st.lists(STEPS, max_size=40)).map(
    lambda it: it[0] + it[1]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeem(Command):
    """Hold points, spend them or let them go, as a voucher does to its wallet."""

    wallet_id: UUID
    hold_id: UUID
    step: str
    amount: int = 0


@handles(Redeem, streams=lambda c: [c.wallet_id])
def redeem(session: Session, command: Redeem) -> Answer:
    """Do it to the wallet alone."""
    wallet, at = wallet_of(session, command.wallet_id), command.at
    if command.step == "hold":
        why = Reason.REDEMPTION
        wallet.hold(hold_id=command.hold_id, amount=command.amount, reason=why, at=at)
    elif command.step == "capture":
        wallet.capture(command.hold_id, at=at)
    else:
        wallet.void(command.hold_id, reason=Reason.CANCELLATION, at=at)
    return {}


@dataclass
class FundHistory:
    """Lets steps happen; what is refused did not happen. All its figures are plain sums."""

    ledger: Ledger
    at: datetime = BEGINS
    points: int = 0
    redeemed_points: int = 0
    redeemed_fen: int = 0
    face_value_fen: int = 0
    received: Counter[str] = field(default_factory=Counter)
    months: Counter[tuple[str, str]] = field(default_factory=Counter)
    entries: list[tuple[UUID, UUID, int]] = field(default_factory=list)
    held: list[tuple[UUID, UUID, int]] = field(default_factory=list)
    receipts: list[tuple[UUID, Source, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.books, self.money = Books(self.ledger), Money(self.ledger)
        self.homes = [self.books.home(f"{n:04}") for n in range(HOMES)]

    @property
    def month(self) -> str:
        """The month it is."""
        return f"{self.at + timedelta(hours=8):%Y-%m}"

    def live(self, steps: list[tuple[str, int, int]]) -> "FundHistory":
        """Let them happen, one hour after another."""
        for name, which, size in steps:
            self.at += timedelta(hours=1)
            try:
                getattr(self, f"_{name}")(which, size)
            except (LedgerError, IndexError):
                continue
        return self

    def _gain(self, which: int, size: int) -> None:
        home = self.homes[which % HOMES]
        told = self.books.post(home, GREAT, size, self.at)
        self._count("gained", told["points"], told["points"])
        self.entries.append((home, UUID(str(told["entry_id"])), -1))

    def _fall(self, which: int, size: int) -> None:
        home = self.homes[which % HOMES]
        told = self.books.post(home, FALL, size, self.at)
        self._count("deducted", told["taken"], -told["taken"])
        self.entries.append((home, UUID(str(told["entry_id"])), 1))

    def _undo(self, which: int, _: int) -> None:
        home, entry_id, sign = self.entries.pop(which % max(1, len(self.entries)))
        told = self.books.undo(home, entry_id, self.at)
        self._count("reversed", sign * told["amount"], sign * told["amount"])

    def _buy(self, which: int, size: int) -> None:
        wallet_id, hold_id = wallet_id_of(self.homes[which % HOMES]), new_id()
        self._redeem(wallet_id, hold_id, "hold", amount=size)
        self.held.append((wallet_id, hold_id, size))

    def _collect(self, which: int, _: int) -> None:
        wallet_id, hold_id, size = self.held.pop(which % max(1, len(self.held)))
        self._redeem(wallet_id, hold_id, "capture")
        self._count("redeemed_points", size, -size)
        if self.face_value_fen:
            self.redeemed_points += size
            self.redeemed_fen += size * self.face_value_fen
            self.months[self.month, "redeemed_fen"] += size * self.face_value_fen

    def _cancel(self, which: int, _: int) -> None:
        wallet_id, hold_id, _size = self.held.pop(which % max(1, len(self.held)))
        self._redeem(wallet_id, hold_id, "void")

    def _redeem(self, wallet_id: UUID, hold_id: UUID, step: str, **more: Any) -> None:
        of = {"wallet_id": wallet_id, "hold_id": hold_id, "step": step}
        self.books.tell(Redeem, self.at, **of, **more)

    def _receive(self, which: int, size: int) -> None:
        source = list(Source)[which % len(Source)]
        self.receipts.append((self.money.receive(size, self.at, source), source, size))
        self._bank(source, size)

    def _return(self, which: int, _: int) -> None:
        receipt_id, source, size = self.receipts[which % max(1, len(self.receipts))]
        self.money.take_back(receipt_id, self.at)
        self._bank(source, -size)

    def _value(self, _: int, size: int) -> None:
        self.money.revalue(size, self.at)
        self.face_value_fen = size

    def _open(self, _: int, __: int) -> None:
        self.money.open(self.at)
        self.face_value_fen = 100

    def _wait(self, _: int, size: int) -> None:
        if self.at < BEGINS + timedelta(days=300):
            self.at += timedelta(days=size)

    def _bank(self, source: Source, fen: int) -> None:
        self.received[source.value] += fen
        self.months[self.month, f"{source.value}_fen"] += fen

    def _count(self, name: str, amount: int, change: int) -> None:
        self.points += change
        self.months[self.month, name] += amount
