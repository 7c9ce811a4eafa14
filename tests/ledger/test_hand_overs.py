"""What leaves a shop and comes back: who came, and taking it back."""

from datetime import timedelta
from functools import partial

import pytest

from ledger.kernel.ids import new_id
from ledger.registry.errors import KeeperOwnHouseholdError, OwnEntryError
from ledger.shop.errors import (
    HandOverUndoLateError,
    RelationRequiredError,
    VoucherAlreadyCollectedError,
    VoucherNotCollectedError,
)
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import Confirmation, Relation
from ledger.shop.voucher_commands import (
    RedeemAtCounter,
)
from ledger.wallets.errors import (
    RedeemDayLimitError,
)
from tests.ledger.counters import LATER, NOON, Counter, undo
from tests.support.ledgers import accepted, at_once, hohhot, refusals


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
