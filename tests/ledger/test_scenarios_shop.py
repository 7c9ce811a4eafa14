"""Scenarios A14, A15 and A17: points become things, exactly once."""

from functools import partial
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.shop.errors import VoucherExpiredError, VoucherNotDueError
from ledger.shop.hand_over import OWNER
from ledger.shop.item import Item
from ledger.shop.voucher import Voucher
from ledger.shop.voucher_commands import (
    CollectVoucher,
    ExpireVoucher,
    ReserveVoucher,
    UndoHandOver,
)
from ledger.wallets.commands import ExpireLots, ReverseCredit
from ledger.wallets.wallet import Reason, Wallet
from tests.support.ledgers import (
    Village,
    accepted,
    at_once,
    hohhot,
    read_log,
    refusals,
)


def test_a14_fifty_households_race_for_five_pieces(village: Village) -> None:
    item_id = village.item(price=30, stock=5)
    wallets = [village.wallet(points=30) for _ in range(50)]

    outcomes = at_once([partial(village.buy, item_id, it) for it in wallets])

    assert len(accepted(outcomes)) == 5
    assert refusals(outcomes) == ["out_of_stock"] * 45
    events = read_log(village.ledger)
    assert sum(isinstance(it, Voucher.Reserved) for it in events) == 5
    assert sum(it.amount for it in events if isinstance(it, Wallet.Held)) == 150
    assert sum(it.quantity for it in events if isinstance(it, Item.Reserved)) == 5
    assert village.load(item_id).free == 0
    for wallet_id in wallets:
        wallet = village.load(wallet_id)
        assert (wallet.held, wallet.available(village.at)) in {(30, 0), (0, 30)}


def test_a14_one_household_pressing_twice_gets_one_voucher(village: Village) -> None:
    item_id = village.item(price=30, stock=5)
    wallet_id = village.wallet(points=30)

    outcomes = at_once([partial(village.buy, item_id, wallet_id)] * 2)

    assert len(accepted(outcomes)) == 1
    assert refusals(outcomes) == ["insufficient_points"]
    assert village.load(item_id).free == 4
    assert village.load(wallet_id).held == 30


def test_a14_poor_households_in_the_queue_do_not_hold_up_the_rich(village: Village) -> None:
    item_id = village.item(price=30, stock=40)
    poor = [village.wallet(points=29) for _ in range(30)]
    rich = [village.wallet(points=30) for _ in range(10)]
    mixed = [
        wallet
        for four in zip(poor[::3], poor[1::3], poor[2::3], rich, strict=True)
        for wallet in four
    ]

    outcomes = at_once([partial(village.buy, item_id, it) for it in mixed])

    assert len(accepted(outcomes)) == 10
    assert refusals(outcomes) == ["insufficient_points"] * 30
    assert village.load(item_id).free == 30


def test_a14_baskets_that_share_a_thing_race_and_no_half_basket_is_set_aside(
    village: Village,
) -> None:
    shop_id = village.shop()
    rare = village.item(price=20, stock=5, shop_id=shop_id)
    common = village.item(price=10, stock=100, shop_id=shop_id)
    wallets = [village.wallet(points=30) for _ in range(30)]
    baskets = [((rare, 1), (common, 1)), ((common, 1), (rare, 1))]

    outcomes = at_once(
        [
            partial(village.tell, ReserveVoucher, wallet_id=it, basket=baskets[n % 2])
            for n, it in enumerate(wallets)
        ]
    )

    assert len(accepted(outcomes)) == 5
    assert refusals(outcomes) == ["out_of_stock"] * 25
    assert (village.load(rare).free, village.load(common).free) == (0, 95)
    held = [village.load(it).held for it in wallets]
    assert sorted(held) == [0] * 25 + [30] * 5


def test_a18_points_of_an_undone_hand_over_cover_the_shortfall_and_nothing_is_owed(
    village: Village,
) -> None:
    """40 were posted by mistake and 30 spent; the reversal lacks 30, and then the goods come back.

    Decision 0075: had they come back first, all 40 would have been there to take.
    """
    shop_id, keeper = village.shop(), new_id()
    wallet_id = village.wallet()
    entry_id = village.credit(wallet_id, 40)
    item_id = village.item(price=30, stock=1, shop_id=shop_id)
    voucher_id = UUID(village.buy(item_id, wallet_id).answer["voucher_id"])
    of = {"shop_id": shop_id, "keeper_id": keeper, "collector": OWNER}
    village.tell(CollectVoucher, voucher_id=voucher_id, **of)
    village.tell(ReverseCredit, wallet_id=wallet_id, entry_id=entry_id, reason=Reason.POSTING_ERROR)
    assert village.load(wallet_id).available(village.at) == 0

    village.tell(UndoHandOver, voucher_id=voucher_id, undone_by=keeper, collector=OWNER)

    (reversal,) = [it for it in read_log(village.ledger) if isinstance(it, Wallet.Reversed)]
    assert (reversal.amount, reversal.shortfall) == (10, 30)
    (covered,) = [it for it in read_log(village.ledger) if isinstance(it, Wallet.Deducted)]
    assert (covered.amount, covered.uncollected, covered.source_id) == (30, 0, reversal.entry_id)
    assert village.load(wallet_id).available(village.at) == 0
    assert (village.load(item_id).on_hand, village.load(item_id).free) == (1, 1)
    village.credit(wallet_id, 5)
    assert village.load(wallet_id).available(village.at) == 5, "nothing is owed"


def test_a15_points_of_a_voucher_nobody_collected_come_back_with_grace(village: Village) -> None:
    earned = hohhot("2025-06-01 10:00")
    reserved = hohhot("2026-12-28 10:00")
    last_moment = hohhot("2027-01-04 23:59:59")
    midnight = hohhot("2027-01-05 00:00")
    item_id = village.item(price=30, stock=1)
    wallet_id = village.wallet()
    village.credit(wallet_id, 30, earned)
    told = village.buy(item_id, wallet_id, at=reserved).answer
    voucher_id = UUID(told["voucher_id"])

    assert told["collect_by"] == "2027-01-04"
    with pytest.raises(VoucherNotDueError):
        village.tell(ExpireVoucher, at=last_moment, voucher_id=voucher_id)
    assert village.tell(ExpireLots, at=last_moment, wallet_id=wallet_id).answer == {"expired": 0}
    village.tell(ExpireVoucher, at=midnight, voucher_id=voucher_id)

    wallet = village.load(wallet_id)
    assert {day.isoformat(): amount for day, amount in wallet.open_lots.items()} == {
        "2027-02-04": 30
    }
    assert wallet.available(hohhot("2027-02-04 23:59:59")) == 30
    assert wallet.available(hohhot("2027-02-05 00:00")) == 0
    assert village.load(item_id).free == 1
    assert village.load(voucher_id).state == "expired"


def test_a15_a_voucher_is_collected_until_the_last_second_and_not_after(village: Village) -> None:
    shop_id = village.shop()
    item_id = village.item(price=30, stock=2, shop_id=shop_id)
    reserved = hohhot("2026-12-28 10:00")
    vouchers = []
    for _ in range(2):
        wallet_id = village.wallet()
        village.credit(wallet_id, 30, hohhot("2026-06-01 10:00"))
        vouchers.append(UUID(village.buy(item_id, wallet_id, at=reserved).answer["voucher_id"]))

    by_hand = partial(
        village.tell, CollectVoucher, shop_id=shop_id, keeper_id=new_id(), collector=OWNER
    )
    told = by_hand(voucher_id=vouchers[0], at=hohhot("2027-01-04 23:59:59"))
    assert told.answer["state"] == "collected"
    with pytest.raises(VoucherExpiredError):
        by_hand(voucher_id=vouchers[1], at=hohhot("2027-01-05 00:00"))
    item = village.load(item_id)
    assert (item.on_hand, item.free) == (1, 0)


def test_a17_the_lot_that_expires_first_is_spent_first(village: Village) -> None:
    wallet_id = village.wallet()
    village.credit(wallet_id, 30, hohhot("2026-05-01 10:00"))
    village.credit(wallet_id, 20, hohhot("2025-05-01 10:00"))

    village.buy(village.item(price=25, stock=1), wallet_id, at=hohhot("2026-12-31 23:59:59"))

    wallet = village.load(wallet_id)
    held = [it for it in read_log(village.ledger) if isinstance(it, Wallet.Held)]
    assert [(str(part.expires_on), part.amount) for part in held[0].parts] == [
        ("2026-12-31", 20),
        ("2027-12-31", 5),
    ]
    assert wallet.available(hohhot("2027-01-01 00:00")) == 25


def test_a17_expiring_twice_takes_nothing_twice(village: Village) -> None:
    wallet_id = village.wallet()
    village.credit(wallet_id, 20, hohhot("2025-05-01 10:00"))
    village.credit(wallet_id, 30, hohhot("2026-05-01 10:00"))
    expire = partial(village.tell, ExpireLots, wallet_id=wallet_id)

    assert expire(at=hohhot("2026-12-31 23:59:59")).answer == {"expired": 0}
    midnight = hohhot("2027-01-01 00:00")
    assert expire(at=midnight).answer == {"expired": 20}
    assert expire(at=midnight).answer == {"expired": 0}
    assert village.load(wallet_id).available(midnight) == 30


def test_a18_a_reversal_takes_what_is_there_and_books_the_rest(village: Village) -> None:
    wallet_id = village.wallet()
    entry_id = village.credit(wallet_id, 40)
    village.buy(village.item(price=30, stock=1), wallet_id)

    village.tell(ReverseCredit, wallet_id=wallet_id, entry_id=entry_id, reason=Reason.POSTING_ERROR)

    (reversal,) = [it for it in read_log(village.ledger) if isinstance(it, Wallet.Reversed)]
    assert (reversal.amount, reversal.shortfall) == (10, 30)
    assert village.load(wallet_id).available(village.at) == 0
