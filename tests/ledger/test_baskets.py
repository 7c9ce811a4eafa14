"""Several things on one voucher: set aside whole, taken whole or in part."""

from functools import partial

import pytest

from ledger.kernel.ids import new_id
from ledger.shop.commands import ChangeItem, WithdrawItem
from ledger.shop.errors import (
    EmptyBasketError,
    ItemElsewhereError,
    ItemWithdrawnError,
    NotReservedError,
    OutOfStockError,
    VoucherAlreadyCollectedError,
)
from ledger.shop.voucher_commands import (
    ReserveVoucher,
)
from ledger.wallets.errors import (
    InsufficientPointsError,
)
from tests.ledger.counters import Counter


def test_a_basket_is_set_aside_whole_or_not_at_all(counter: Counter) -> None:
    wallet = counter.home(points=60)
    with pytest.raises(InsufficientPointsError):
        counter.reserve(wallet, rice=1, soap=5)
    with pytest.raises(OutOfStockError) as no:
        counter.reserve(counter.home(), soap=2, rice=11)
    assert no.value.facts["available"] == 10
    assert (counter.stock(), counter.points(wallet)) == ((10, 100), (60, 0))
    counter.reserve(wallet, rice=1, soap=4)
    assert (counter.stock(), counter.points(wallet)) == ((9, 96), (0, 60))


def test_what_is_in_a_basket_is_of_one_shop(counter: Counter) -> None:
    elsewhere = counter.village.item(price=1, stock=1)
    wallet = counter.home()
    for basket in (((counter.rice, 1), (elsewhere, 1)), ()):
        refused = ItemElsewhereError if basket else EmptyBasketError
        with pytest.raises(refused):
            counter.village.tell(ReserveVoucher, wallet_id=wallet, basket=basket)
    with pytest.raises(EmptyBasketError):
        counter.village.tell(ReserveVoucher, wallet_id=wallet, basket=((counter.rice, -1),))


def test_what_nobody_takes_of_a_basket_goes_back(counter: Counter) -> None:
    wallet = counter.home(points=100)
    voucher = counter.reserve(wallet, rice=2, soap=4)
    told = counter.collect(voucher, basket=((counter.rice, 1), (counter.soap, 4)))
    assert (told.answer["amount"], told.answer["available"]) == (60, 40)
    assert (counter.stock(), counter.points(wallet)) == ((9, 96), (40, 0))
    with pytest.raises(VoucherAlreadyCollectedError):
        counter.collect(voucher, basket=((counter.rice, 1),))


def test_no_more_is_handed_out_than_was_set_aside(counter: Counter) -> None:
    voucher = counter.reserve(counter.home(), rice=1)
    for basket in (((counter.rice, 2),), ((counter.soap, 1),)):
        with pytest.raises(NotReservedError):
            counter.collect(voucher, basket=basket)
    assert counter.stock() == (9, 100)


def test_a_voucher_keeps_the_price_of_its_day(counter: Counter) -> None:
    wallet = counter.home(points=100)
    voucher = counter.reserve(wallet, rice=1)
    change = partial(counter.village.tell, ChangeItem, item_id=counter.rice, changed_by=new_id())
    change(price_points=55)
    assert counter.collect(voucher).answer["amount"] == 40
    assert counter.village.load(counter.reserve(wallet, rice=1)).amount == 55


def test_what_is_offered_no_more_can_still_be_collected(counter: Counter) -> None:
    voucher = counter.reserve(counter.home(), rice=1)
    counter.village.tell(WithdrawItem, item_id=counter.rice, withdrawn_by=new_id())
    with pytest.raises(ItemWithdrawnError):
        counter.reserve(counter.home(), rice=1)
    assert counter.collect(voucher).answer["state"] == "collected"
