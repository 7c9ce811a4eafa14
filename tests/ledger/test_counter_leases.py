"""A counter without a network, or in another process: nothing is handed out twice."""

from datetime import timedelta
from functools import partial

import pytest

from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.kernel.occurrence import CLOCK_SKEW_MAX
from ledger.shop.errors import (
    HandedOutsideLeaseError,
    VoucherAtCounterError,
    VoucherNotDueError,
)
from ledger.shop.voucher import AT_COUNTER_HOURS_MAX
from ledger.shop.voucher_commands import (
    CancelVoucher,
    ExpireVoucher,
    GiveVoucherBack,
    TakeVoucherAlong,
)
from tests.ledger.counters import NOON, Counter, take_along
from tests.support.ledgers import hohhot


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


def test_what_left_before_or_after_the_counter_had_it_along_is_not_written_down(
    counter: Counter,
) -> None:
    voucher, mine = counter.reserve(counter.home(), rice=1), new_id()
    hour, minute, next_day = timedelta(hours=1), timedelta(minutes=1), NOON + timedelta(days=1)
    taking = {"shop_id": counter.shop, "counter_id": mine, "taken_by": counter.keeper}
    take_along(counter, voucher, mine, hours=2)
    again = next_day + 2 * hour
    counter.village.tell(TakeVoucherAlong, at=next_day, voucher_id=voucher, until=again, **taking)
    for handed_at in (
        NOON - CLOCK_SKEW_MAX - minute,
        NOON + 2 * hour + CLOCK_SKEW_MAX + minute,
        next_day - CLOCK_SKEW_MAX - minute,
    ):
        with pytest.raises(HandedOutsideLeaseError):
            counter.collect(voucher, at=next_day + hour, counter_id=mine, handed_at=handed_at)
    assert counter.village.load(voucher).state == "reserved"
    # Yesterday's lease was this counter's too: what left then is told a day late, and counts.
    yesterday = NOON + hour
    counter.collect(voucher, at=next_day + hour, counter_id=mine, handed_at=yesterday)
    assert counter.village.load(voucher).collected_at == yesterday


def test_a_clock_some_minutes_behind_is_set_to_the_moment_of_taking_along(counter: Counter) -> None:
    voucher, mine = counter.reserve(counter.home(), rice=1), new_id()
    take_along(counter, voucher, mine)
    at, behind = NOON + timedelta(hours=1), NOON - CLOCK_SKEW_MAX
    counter.collect(voucher, at=at, counter_id=mine, handed_at=behind)
    assert counter.village.load(voucher).collected_at == NOON


def test_a_lease_that_was_given_back_proves_nothing_for_the_next_counter(counter: Counter) -> None:
    voucher, mine, other = counter.reserve(counter.home(), rice=1), new_id(), new_id()
    take_along(counter, voucher, mine)
    later = NOON + timedelta(hours=2)
    of = {"shop_id": counter.shop, "voucher_id": voucher}
    counter.village.tell(GiveVoucherBack, at=later, counter_id=mine, given_by=counter.keeper, **of)
    until = later + timedelta(hours=1)
    by = {"counter_id": other, "taken_by": counter.keeper}
    counter.village.tell(TakeVoucherAlong, at=later, until=until, **of, **by)
    with pytest.raises(HandedOutsideLeaseError):
        counter.collect(voucher, at=later, counter_id=other, handed_at=NOON)


def test_a_counter_in_another_process_decides_on_what_is_there_now(
    counter: Counter, elsewhere: Ledger
) -> None:
    """The other process has wallet and item in memory from before the voucher."""
    wallet, there = counter.home(points=200), Counter.__new__(Counter)
    vars(there).update(vars(counter), village=counter.village.via(elsewhere))
    there.village.at = NOON
    there.collect(there.reserve(wallet, rice=1, soap=1))
    voucher = counter.reserve(wallet, rice=1, soap=2)
    told = there.collect(voucher, basket=((counter.rice, 1), (counter.soap, 1)))
    assert told.answer["amount"] == 45
    assert (counter.stock(), counter.points(wallet)) == ((8, 98), (110, 0))
