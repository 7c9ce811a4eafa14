"""What leaves a shop and comes back: baskets, parts of them, limits, counters, undoing."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.kernel.receipts import Recorded
from ledger.registry.errors import KeeperOwnHouseholdError, OwnEntryError
from ledger.shop.commands import ChangeItem, WithdrawItem
from ledger.shop.errors import (
    EmptyBasketError,
    HandOverUndoLateError,
    ItemQuarterLimitError,
    ItemWithdrawnError,
    NotReservedError,
    OutOfStockError,
    RelationRequiredError,
    VillageMismatchError,
    VoucherAlreadyCollectedError,
    VoucherAtCounterError,
    VoucherNotCollectedError,
    VoucherNotDueError,
)
from ledger.shop.hand_over import OWNER, Collector
from ledger.shop.kinds import Confirmation, Relation
from ledger.shop.offer import Offer
from ledger.shop.voucher import AT_COUNTER_HOURS_MAX
from ledger.shop.voucher_commands import (
    CancelVoucher,
    CollectVoucher,
    ExpireVoucher,
    RedeemAtCounter,
    ReserveVoucher,
    TakeVoucherAlong,
    UndoHandOver,
)
from ledger.wallets.errors import (
    InsufficientPointsError,
    RedeemDayLimitError,
    RedeemQuarterLimitError,
)
from ledger.wallets.wallet import WalletKind
from tests.support.ledgers import Village, accepted, at_once, hohhot, refusals

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


@pytest.fixture
def counter(village: Village) -> Counter:
    return Counter(village)


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
        refused = VillageMismatchError if basket else EmptyBasketError
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


def test_at_the_counter_it_is_one_command(counter: Counter) -> None:
    wallet = counter.home(points=50)
    redeem = partial(
        counter.village.tell,
        RedeemAtCounter,
        shop_id=counter.shop,
        wallet_id=wallet,
        keeper_id=counter.keeper,
        collector=Collector(Relation.SELF.value, Confirmation.PERSONAL_CODE.value),
    )
    told = redeem(key="once", basket=((counter.rice, 1), (counter.soap, 2)))
    assert (told.answer["state"], told.answer["amount"], told.answer["available"]) == (
        "collected",
        50,
        0,
    )
    again = redeem(key="once", basket=((counter.rice, 1), (counter.soap, 2)))
    assert (again.duplicate, again.answer) == (True, told.answer)
    assert (counter.stock(), counter.points(wallet)) == ((9, 98), (0, 0))


def test_two_counters_at_once_hand_out_one_voucher_once(counter: Counter) -> None:
    wallet = counter.home(points=40)
    voucher = counter.reserve(wallet, rice=1)
    outcomes = at_once([partial(counter.collect, voucher)] * 8)
    assert len(accepted(outcomes)) == 1
    assert set(refusals(outcomes)) == {"voucher_already_collected"}
    assert (counter.stock(), counter.points(wallet)) == ((9, 100), (0, 0))


def test_who_comes_for_another_household_says_who_they_are(counter: Counter) -> None:
    voucher = counter.reserve(counter.home(), rice=1)
    stranger = Collector(Relation.NEIGHBOUR.value, Confirmation.DIGITS.value)
    with pytest.raises(RelationRequiredError):
        counter.collect(voucher, collector=stranger)
    assert counter.stock() == (9, 100)
    known = Collector(Relation.NEIGHBOUR.value, Confirmation.DIGITS.value, text_id=new_id())
    assert counter.collect(voucher, collector=known).answer["state"] == "collected"


def test_a_keeper_hands_nothing_to_the_own_points(counter: Counter) -> None:
    wallet = counter.home()
    voucher = counter.reserve(wallet, rice=1)
    owner = counter.village.load(wallet).owner_id
    with pytest.raises(KeeperOwnHouseholdError):
        counter.collect(voucher, keeper_id=owner)
    assert counter.collect(voucher).answer["state"] == "collected", "nothing was spoilt by it"


# Taking back -------------------------------------------------------------------------


def undo(counter: Counter, voucher: UUID, at: datetime, **more: Any) -> Recorded:
    of = {"undone_by": counter.keeper, "collector": OWNER} | more
    return counter.village.tell(UndoHandOver, at=at, voucher_id=voucher, **of)


def test_within_15_minutes_all_comes_back_to_where_it_was(counter: Counter) -> None:
    wallet = counter.village.wallet()
    counter.village.credit(wallet, 30, hohhot("2025-06-01 10:00"))
    counter.village.credit(wallet, 30, hohhot("2026-06-01 10:00"))
    before = dict(counter.village.load(wallet).open_lots)
    voucher = counter.reserve(wallet, rice=1)
    counter.collect(voucher)
    told = undo(counter, voucher, NOON + LATER)
    assert (told.answer["state"], told.answer["available"]) == ("undone", 60)
    assert counter.village.load(wallet).open_lots == before
    assert counter.stock() == (10, 100)
    with pytest.raises(VoucherNotCollectedError):
        undo(counter, voucher, NOON + LATER)
    with pytest.raises(VoucherAlreadyCollectedError):
        counter.collect(voucher)


def test_later_only_the_committee_takes_back_and_says_why(counter: Counter) -> None:
    wallet = counter.home(points=40)
    voucher = counter.reserve(wallet, rice=1)
    counter.collect(voucher)
    late = NOON + LATER + timedelta(seconds=1)
    with pytest.raises(HandOverUndoLateError):
        undo(counter, voucher, late)
    with pytest.raises(OwnEntryError):
        undo(counter, voucher, late, by_committee=True, text_id=new_id())
    by = {"undone_by": new_id(), "by_committee": True, "text_id": new_id(), "collector": None}
    undo(counter, voucher, hohhot("2027-03-01 09:00"), **by)
    assert counter.points(wallet) == (40, 0)
    assert counter.stock() == (10, 100)


def test_what_another_household_spent_gives_its_heir_no_more_room(counter: Counter) -> None:
    """The household became part of another; its points go there, its limits do not."""
    gone, heir = counter.home(points=40), counter.home(points=400)
    voucher = counter.reserve(gone, rice=1)
    counter.collect(voucher)
    counter.reserve(heir, rice=4, soap=8)
    by = {"undone_by": new_id(), "by_committee": True, "text_id": new_id(), "collector": None}
    undo(counter, voucher, NOON + LATER, **by, wallet_id=heir)
    assert counter.points(heir) == (240, 200)
    assert counter.village.load(heir).redeemed_on(NOON.date()) == 200
    with pytest.raises(RedeemDayLimitError):
        counter.reserve(heir, soap=1)


def test_points_that_ended_meanwhile_count_30_more_days(counter: Counter) -> None:
    wallet = counter.village.wallet()
    counter.village.credit(wallet, 40, hohhot("2025-06-01 10:00"))
    voucher = counter.reserve(wallet, rice=1)
    counter.collect(voucher)
    by = {"undone_by": new_id(), "by_committee": True, "text_id": new_id(), "collector": None}
    undo(counter, voucher, hohhot("2027-01-10 09:00"), **by)
    lots = counter.village.load(wallet).open_lots
    assert {day.isoformat(): points for day, points in lots.items()} == {"2027-02-09": 40}


def test_what_was_not_handed_out_cannot_come_back(counter: Counter) -> None:
    voucher = counter.reserve(counter.home(), rice=1)
    with pytest.raises(VoucherNotCollectedError):
        undo(counter, voucher, NOON)


# A counter without a network ------------------------------------------------------------


def take_along(counter: Counter, voucher: UUID, to: UUID, hours: int = 12) -> Recorded:
    until = NOON + timedelta(hours=hours)
    of = {"shop_id": counter.shop, "counter_id": to, "until": until, "taken_by": counter.keeper}
    return counter.village.tell(TakeVoucherAlong, voucher_id=voucher, **of)


def test_only_the_counter_that_took_it_along_hands_it_out(counter: Counter) -> None:
    voucher, mine, other = counter.reserve(counter.home(), rice=1), new_id(), new_id()
    told = take_along(counter, voucher, mine, hours=48)
    until = NOON + timedelta(hours=AT_COUNTER_HOURS_MAX)
    assert told.answer["until"] == until.isoformat()
    for refused in (
        partial(counter.collect, voucher),
        partial(counter.collect, voucher, counter_id=other),
        partial(take_along, counter, voucher, other),
        partial(
            counter.village.tell, CancelVoucher, voucher_id=voucher, cancelled_by=counter.keeper
        ),
    ):
        with pytest.raises(VoucherAtCounterError):
            refused()
    assert counter.collect(voucher, at=until).answer["state"] == "collected"


def test_what_was_handed_out_offline_counts_from_then(counter: Counter) -> None:
    last = hohhot("2026-11-24 23:50")
    voucher, mine = counter.reserve(counter.home(), rice=1), new_id()
    tell = counter.village.tell
    of = {"shop_id": counter.shop, "counter_id": mine, "taken_by": counter.keeper}
    until = last + timedelta(hours=1)
    tell(TakeVoucherAlong, at=last, voucher_id=voucher, until=until, **of)
    after = hohhot("2026-11-25 00:10")
    with pytest.raises(VoucherAtCounterError):
        tell(ExpireVoucher, at=after, voucher_id=voucher)
    with pytest.raises(VoucherNotDueError):
        tell(ExpireVoucher, at=last, voucher_id=voucher)
    counter.collect(voucher, at=after, counter_id=mine, handed_at=last + timedelta(minutes=5))
    assert counter.village.load(voucher).collected_at == last + timedelta(minutes=5)


def test_a_hand_over_from_the_future_counts_from_now(counter: Counter) -> None:
    voucher, mine = counter.reserve(counter.home(), rice=1), new_id()
    take_along(counter, voucher, mine)
    counter.collect(voucher, counter_id=mine, handed_at=NOON + timedelta(days=1))
    assert counter.village.load(voucher).collected_at == NOON
