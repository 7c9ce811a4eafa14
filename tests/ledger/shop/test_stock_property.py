# ruff: noqa: PT017 - which refusals may come is what each rule says
"""Over any history the book is what came less what went, and nothing that went off is given."""

from datetime import date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.shop import batches
from ledger.shop.item import Item
from ledger.shop.kinds import DamageReason, Source, VarianceReason
from ledger.shop.offer import Offer
from tests.support.ledgers import UNIT, hohhot

START = hohhot("2026-03-05 09:00")
PIECES = st.integers(-1, 6)


class Shelf(RuleBasedStateMachine):
    """One item, and a plain sum beside it."""

    def __init__(self) -> None:
        super().__init__()
        offer = Offer(category="食品")
        self.item = Item(new_id(), UNIT, "鲜奶", 3, offer)
        self.now: datetime = START
        self.book = 0
        self.open: list[object] = []

    @property
    def today(self) -> date:
        return local_date(self.now)

    @rule(quantity=PIECES, days=st.none() | st.integers(-2, 5))
    def receive(self, quantity: int, days: int | None) -> None:
        best_before = None if days is None else self.today + timedelta(days=days)
        before = self.item.version
        try:
            self.item.receive(
                quantity,
                batch_id=new_id(),
                source=Source.COLLECTIVE,
                received_by=None,
                at=self.now,
                best_before=best_before,
            )
        except LedgerError as no:
            assert no.code in {"quantity_out_of_range", "best_before_past"}
            assert self.item.version == before
        else:
            self.book += quantity

    @rule(quantity=PIECES)
    def reserve(self, quantity: int) -> None:
        voucher, free = new_id(), self.item.free_on(self.today)
        try:
            self.item.reserve(voucher, quantity, new_id(), self.now)
        except LedgerError as no:
            assert no.code in {"quantity_out_of_range", "out_of_stock"}
        else:
            assert quantity <= free
            self.open.append(voucher)

    @precondition(lambda self: self.open)
    @rule(hand_out=st.booleans())
    def end(self, *, hand_out: bool) -> None:
        voucher = self.open[0]
        if not hand_out:
            self.item.release(voucher)  # type: ignore[arg-type]
            self.open.pop(0)
            return
        dated = [it.best_before or date.max for it in self.item.batches]
        first = min((it for it in dated if it >= self.today), default=None)
        try:
            given = self.item.issue(voucher, self.now)  # type: ignore[arg-type]
        except LedgerError as no:
            assert no.code == "stock_gone_off"
            return
        self.open.pop(0)
        self.book -= batches.count(given)
        assert (given[0].best_before or date.max) == first
        assert all((it.best_before or date.max) >= self.today for it in given)

    @rule(quantity=PIECES, reason=st.sampled_from(DamageReason))
    def damage(self, quantity: int, reason: DamageReason) -> None:
        try:
            self.item.damage(
                quantity, reason, damage_id=new_id(), photo_id=None, by=new_id(), at=self.now
            )
        except LedgerError as no:
            assert no.code in {"quantity_out_of_range", "not_gone_off", "not_enough_free"}
        else:
            self.book -= quantity

    @rule(counted=st.integers(0, 12), agrees=st.booleans())
    def count(self, counted: int, *, agrees: bool) -> None:
        who = new_id()
        try:
            self.item.count(
                counted,
                count_id=new_id(),
                reason=VarianceReason.OTHER,
                text_id=None,
                photo_id=None,
                by=who,
                at=self.now,
            )
        except LedgerError as no:
            assert no.code == "count_pending"
        if (pending := self.item.pending) is None:
            return
        decide = self.item.settle if agrees else self.item.reject
        try:
            decide(pending.count_id, new_id(), self.now)
        except LedgerError as no:
            assert no.code == "not_enough_free"
        else:
            self.book += pending.delta if agrees else 0

    @rule(quantity=PIECES)
    def send(self, quantity: int) -> None:
        try:
            gone = self.item.send(
                quantity, transfer_id=new_id(), to_item_id=new_id(), by=new_id(), at=self.now
            )
        except LedgerError as no:
            assert no.code in {"quantity_out_of_range", "not_enough_free"}
        else:
            assert all((it.best_before or date.max) >= self.today for it in gone)
            self.book -= quantity

    @rule()
    def sleep(self) -> None:
        self.now += timedelta(days=1)

    @invariant()
    def book_is_what_came_less_what_went(self) -> None:
        assert self.item.on_hand == self.book
        assert self.item.on_hand == sum(it.quantity for it in self.item.batches)

    @invariant()
    def nothing_is_promised_twice(self) -> None:
        assert self.item.free == self.item.on_hand - sum(self.item.reserved.values()) >= 0
        assert self.item.free_on(self.today) <= self.item.free


TestShelf = Shelf.TestCase
TestShelf.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
