"""A18: what undoing a mistake found missing, and what happens when it comes back."""

from datetime import timedelta
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.shop.voucher_commands import CancelVoucher, ExpireVoucher
from ledger.wallets.commands import ReverseCredit
from ledger.wallets.wallet import Reason
from tests.ledger.counters import NOON, Counter, undo

SOON = timedelta(minutes=5)


def reverse(counter: Counter, wallet: UUID, entry: UUID) -> None:
    of = {"wallet_id": wallet, "entry_id": entry, "reason": Reason.POSTING_ERROR}
    counter.village.tell(ReverseCredit, at=NOON + SOON, **of)


def short(counter: Counter, wallet: UUID) -> int:
    return sum(it.amount for it in counter.village.load(wallet).short.values())


def a_mistake(counter: Counter, own: int = 0) -> tuple[UUID, UUID]:
    wallet = counter.home(points=own)
    return wallet, counter.village.credit(wallet, 50)


@pytest.mark.parametrize("first", ["mistake", "hand_over"])
def test_it_does_not_matter_which_is_undone_first(counter: Counter, first: str) -> None:
    wallet, mistake = a_mistake(counter, own=5)
    voucher = counter.reserve(wallet, rice=1)
    counter.collect(voucher)
    if first == "mistake":
        reverse(counter, wallet, mistake)
        assert (counter.points(wallet), short(counter, wallet)) == ((0, 0), 35)
        undo(counter, voucher, NOON + 2 * SOON)
    else:
        undo(counter, voucher, NOON + SOON)
        reverse(counter, wallet, mistake)
    assert (counter.points(wallet), short(counter, wallet)) == ((5, 0), 0)
    assert counter.stock() == (10, 100)


@pytest.mark.parametrize("way", ["cancelled", "run out", "partly collected"])
def test_what_was_set_aside_covers_it_too(counter: Counter, way: str) -> None:
    wallet, mistake = a_mistake(counter)
    voucher = counter.reserve(wallet, rice=1, soap=2)
    reverse(counter, wallet, mistake)
    assert short(counter, wallet) == 50
    if way == "cancelled":
        counter.village.tell(CancelVoucher, voucher_id=voucher, cancelled_by=new_id())
    elif way == "run out":
        at = NOON + timedelta(days=9)
        counter.village.tell(ExpireVoucher, at=at, voucher_id=voucher)
    else:
        counter.collect(voucher, at=NOON + 2 * SOON, basket=((counter.soap, 2),))
        assert (counter.points(wallet), short(counter, wallet)) == ((0, 0), 10)
        undo(counter, voucher, NOON + 3 * SOON)
    assert (counter.points(wallet), short(counter, wallet)) == ((0, 0), 0)


def test_nothing_that_is_earned_later_pays_for_it(counter: Counter) -> None:
    wallet, mistake = a_mistake(counter)
    counter.collect(counter.reserve(wallet, rice=1))
    reverse(counter, wallet, mistake)
    counter.village.credit(wallet, 45, NOON + 2 * SOON)
    assert counter.points(wallet) == (45, 0)
    later = counter.reserve(wallet, at=NOON + 3 * SOON, rice=1)
    counter.collect(later, at=NOON + 3 * SOON)
    undo(counter, later, NOON + 4 * SOON)
    assert (counter.points(wallet), short(counter, wallet)) == ((45, 0), 40)


def test_no_more_is_kept_back_than_was_short(counter: Counter) -> None:
    wallet, mistake = a_mistake(counter, own=60)
    voucher = counter.reserve(wallet, rice=2)
    counter.collect(voucher)
    reverse(counter, wallet, mistake)
    assert short(counter, wallet) == 20
    undo(counter, voucher, NOON + 2 * SOON)
    assert (counter.points(wallet), short(counter, wallet)) == ((60, 0), 0)
