"""How much a household may redeem, and what gives it room again."""

from datetime import timedelta
from functools import partial

import pytest

from ledger.kernel.ids import new_id
from ledger.shop.commands import ChangeItem
from ledger.shop.errors import (
    ItemQuarterLimitError,
)
from ledger.shop.hand_over import OWNER
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import (
    CancelVoucher,
    ExpireVoucher,
    UndoHandOver,
)
from ledger.wallets.errors import (
    RedeemDayLimitError,
    RedeemQuarterLimitError,
)
from ledger.wallets.wallet import WalletKind
from tests.ledger.counters import NOON, Counter
from tests.support.ledgers import hohhot


def test_a_household_redeems_200_points_a_day_and_600_a_quarter(counter: Counter) -> None:
    wallet = counter.home(points=2_000)
    counter.reserve(wallet, rice=5)
    with pytest.raises(RedeemDayLimitError) as day:
        counter.reserve(wallet, soap=1)
    assert (day.value.facts["left"], day.value.facts["limit"]) == (0, 200)
    for days in (1, 2):
        counter.reserve(wallet, soap=40, at=NOON + timedelta(days=days))
    with pytest.raises(RedeemQuarterLimitError):
        counter.reserve(wallet, soap=1, at=NOON + timedelta(days=3))
    counter.reserve(wallet, soap=1, at=hohhot("2027-01-01 00:00"))


def test_room_comes_back_with_what_comes_back(counter: Counter) -> None:
    wallet = counter.home(points=2_000)
    taken_back, undone, expired = (counter.reserve(wallet, rice=1) for _ in range(3))
    kept = counter.reserve(wallet, rice=2)
    tell = counter.village.tell
    with pytest.raises(RedeemDayLimitError):
        counter.reserve(wallet, soap=1)
    tell(CancelVoucher, voucher_id=taken_back, cancelled_by=new_id())
    counter.collect(undone)
    tell(UndoHandOver, voucher_id=undone, undone_by=counter.keeper, collector=OWNER)
    counter.collect(kept, basket=((counter.rice, 1),))
    tell(ExpireVoucher, at=hohhot("2026-11-25 00:00"), voucher_id=expired)
    assert counter.village.load(wallet).redeemed_on(NOON.date()) == 40
    assert counter.points(wallet) == (1_960, 0)


def test_riders_have_no_such_limit(counter: Counter) -> None:
    wallet = counter.village.wallet(points=900, kind=WalletKind.RIDER)
    counter.reserve(wallet, rice=6)
    assert counter.points(wallet) == (660, 240)


def test_a_household_has_so_many_pieces_of_an_item_a_quarter(counter: Counter) -> None:
    said = Offer("粮油", quarter_max=2)
    change = partial(counter.village.tell, ChangeItem, changed_by=new_id())
    change(item_id=counter.rice, offer=said)
    wallet, other = counter.home(), counter.home()
    voucher = counter.reserve(wallet, rice=2)
    with pytest.raises(ItemQuarterLimitError) as no:
        counter.reserve(wallet, rice=1)
    assert no.value.facts["left"] == 0
    counter.reserve(other, rice=2)
    counter.collect(voucher, basket=((counter.rice, 1),))
    counter.reserve(wallet, rice=1)
    with pytest.raises(ItemQuarterLimitError):
        counter.reserve(wallet, rice=1)
    counter.reserve(wallet, rice=2, at=hohhot("2027-01-02 10:00"))
