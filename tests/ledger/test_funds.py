"""The money behind points: written down once, taken back by another, and never overspent."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.application import Ledger
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.errors import OwnProposalError
from ledger.shop.fund import Fund
from ledger.shop.fund_errors import (
    DonorMissingError,
    FaceValueSameError,
    FundNotFoundError,
    FundOpenError,
    FundReceiptNotFoundError,
    FundReceiptReturnedError,
    ReceivedDayError,
)
from ledger.shop.fund_kinds import CORRECTABLE_DAYS, ReturnCause, Source
from tests.support.funds import Money
from tests.support.ledgers import hohhot

NOON = hohhot("2026-11-17 12:00")
DAY = timedelta(days=1)


@pytest.fixture
def money(ledger: Ledger) -> Money:
    return Money(ledger).open(NOON)


def test_money_from_four_sources_adds_up(money: Money) -> None:
    for n, source in enumerate(Source, start=1):
        money.receive(n * 1_000, NOON, source)
    assert money.fund.received_fen == 10_000
    assert [it.source for it in money.fund.receipts.values()] == [it.value for it in Source]


def test_a_village_has_one_fund(money: Money) -> None:
    with pytest.raises(FundOpenError):
        money.open(NOON)


def test_money_needs_a_fund(ledger: Ledger) -> None:
    with pytest.raises(FundNotFoundError):
        Money(ledger).receive(100, NOON)


def test_a_wrong_receipt_is_taken_back_whole_by_another_person(money: Money) -> None:
    kept, wrong = money.receive(500, NOON), money.receive(70_000, NOON, Source.DONATION)
    told = money.take_back(wrong, NOON)
    assert told["amount_fen"] == 70_000
    assert money.fund.received_fen == 500
    assert [it.is_returned for it in money.fund.receipts.values()] == [False, True]
    assert str(kept) in money.fund.receipts


def test_who_wrote_a_receipt_down_does_not_take_it_back(money: Money) -> None:
    receipt = money.receive(500, NOON)
    with pytest.raises(OwnProposalError):
        money.take_back(receipt, NOON, by=money.clerk)
    assert money.fund.received_fen == 500


def test_a_receipt_is_taken_back_once(money: Money) -> None:
    receipt = money.receive(500, NOON)
    money.take_back(receipt, NOON)
    with pytest.raises(FundReceiptReturnedError):
        money.take_back(receipt, NOON)
    assert money.fund.received_fen == 0


def test_a_receipt_of_another_village_is_none_of_this_one(ledger: Ledger, money: Money) -> None:
    elsewhere = Money(ledger, unit_code="150104003006").open(NOON).receive(500, NOON)
    with pytest.raises(FundReceiptNotFoundError):
        money.take_back(elsewhere, NOON)


def test_a_receipt_too_old_to_be_taken_back_still_counts(money: Money) -> None:
    old = money.receive(500, NOON)
    later = NOON + timedelta(days=CORRECTABLE_DAYS + 1)
    money.receive(300, later)
    with pytest.raises(FundReceiptNotFoundError):
        money.take_back(old, later)
    assert money.fund.received_fen == 800


@pytest.mark.parametrize("on", [date(2026, 11, 18), date(2025, 11, 15)])
def test_money_of_a_day_to_come_or_long_past_is_not_written_down(money: Money, on: date) -> None:
    with pytest.raises(ReceivedDayError) as refused:
        money.receive(500, NOON, received_on=on)
    assert refused.value.facts == {"first": "2025-11-16", "last": "2026-11-17"}


@pytest.mark.parametrize("on", [date(2026, 11, 17), date(2025, 11, 16)])
def test_money_may_be_written_down_a_year_late(money: Money, on: date) -> None:
    money.receive(500, NOON, received_on=on)
    assert money.fund.received_fen == 500


def test_nobody_without_a_name_is_thanked_by_name(money: Money) -> None:
    with pytest.raises(DonorMissingError):
        money.receive(500, NOON, Source.DONATION, thanks_donor=True)
    money.receive(500, NOON, Source.DONATION, thanks_donor=True, donor_text_id=new_id())


def test_the_same_key_writes_money_down_once(money: Money) -> None:
    receipts = {money.receive(500, NOON, key="phone-1") for _ in range(2)}
    assert len(receipts) == 1
    assert money.fund.received_fen == 500


def test_a_point_may_be_worth_something_else(money: Money) -> None:
    money.revalue(50, NOON)
    assert money.fund.face_value_fen == 50
    with pytest.raises(FaceValueSameError):
        money.revalue(50, NOON)


def test_the_limit_is_reached_with_the_last_point_that_money_covers(money: Money) -> None:
    money.receive(20_000, NOON)
    assert not money.measure(199, NOON)
    assert money.measure(200, NOON)
    assert not money.measure(199, NOON)


def test_what_was_handed_out_is_no_longer_there(money: Money) -> None:
    money.receive(20_000, NOON)
    assert not money.measure(199, NOON, redeemed_fen=0)
    assert money.measure(199, NOON, redeemed_fen=100)


def test_a_fund_that_never_had_money_limits_nothing(money: Money) -> None:
    assert not money.measure(1_000, NOON)


def test_a_fund_whose_only_receipt_was_wrong_is_at_its_limit(money: Money) -> None:
    money.take_back(money.receive(20_000, NOON), NOON)
    assert money.measure(0, NOON)


def test_measuring_states_a_crossing_once(money: Money, ledger: Ledger) -> None:
    money.receive(20_000, NOON)
    before = money.fund.version
    assert [money.measure(points, NOON) for points in (200, 250, 200)] == [True] * 3
    assert money.fund.version == before + 1
    stated: Any = list(ledger.repository.event_store.get(Fund.create_id(money.unit_code)))[-1]
    assert (stated.outstanding_points, stated.face_value_fen, stated.budget_fen) == (
        200,
        100,
        20_000,
    )


def test_two_processes_keep_one_sum(money: Money, elsewhere: Ledger) -> None:
    there = Money(elsewhere, clerk=money.clerk)
    for at in (NOON, NOON + DAY):
        money.receive(1_000, at)
        there.receive(10, at)
    assert money.fund.received_fen == 2_020


def test_a_cause_is_part_of_what_is_taken_back(money: Money) -> None:
    receipt: UUID = money.receive(500, NOON)
    money.take_back(receipt, NOON)
    last: Any = list(money.ledger.repository.event_store.get(Fund.create_id(money.unit_code)))[-1]
    assert (last.cause, last.source, last.amount_fen) == (ReturnCause.MISTAKE, "collective", 500)


def test_refused_money_leaves_nothing_behind(money: Money) -> None:
    before = money.fund.version
    with pytest.raises(LedgerError):
        money.receive(500, NOON, received_on=date(2030, 1, 1))
    money.receive(1, NOON)
    assert (money.fund.version, money.fund.received_fen) == (before + 1, 1)
