"""The wallet decides: points are spent once, never below zero, and nothing is edited."""

from datetime import date
from typing import Any

import pytest

from ledger.kernel.ids import new_id
from ledger.wallets import postings
from ledger.wallets.errors import (
    AlreadyReversedError,
    EntryNotFoundError,
    HoldNotFoundError,
    InsufficientPointsError,
)
from ledger.wallets.lots import Part, expiry_of
from ledger.wallets.postings import CREDIT_REVERSIBLE_DAYS, Posting
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from tests.support.ledgers import UNIT, hohhot
from tests.support.spec import Happened, given, happened

NOW = hohhot("2026-03-05 09:00")
LATER = hohhot("2026-03-06 09:00")
HOLD, ENTRY, REVERSAL = new_id(), new_id(), new_id()
Y26, Y27 = date(2026, 12, 31), date(2027, 12, 31)


def a_wallet() -> Wallet:
    return Wallet(owner_id=new_id(), kind=WalletKind.HOUSEHOLD.value, unit_code=UNIT)


def credited(amount: int, expires_on: date = Y27, **values: Any) -> Happened:
    return happened(
        Wallet.Credited,
        **{
            "entry_id": new_id(),
            "amount": amount,
            "reason": Reason.AWARD.value,
            "source_id": None,
            "occurred_at": NOW,
            "expires_on": expires_on,
            "credited_by": None,
        }
        | values,
    )


def held(*parts: Part) -> Happened:
    return happened(
        Wallet.Held,
        hold_id=HOLD,
        amount=sum(it.amount for it in parts),
        parts=list(parts),
        reason=Reason.REDEMPTION.value,
        occurred_at=NOW,
    )


def test_points_expire_on_the_last_day_of_the_year_after() -> None:
    (
        given(a_wallet())
        .when(lambda it: it.credit(entry_id=ENTRY, amount=5, reason=Reason.AWARD, occurred_at=NOW))
        .then(happened(Wallet.Credited, entry_id=ENTRY, amount=5, expires_on=Y27))
    )


def test_the_year_of_earning_is_the_year_in_hohhot() -> None:
    assert expiry_of(hohhot("2025-12-31 23:59:59")) == Y26
    assert expiry_of(hohhot("2026-01-01 00:00")) == Y27


def test_the_point_of_a_visit_is_taken_back_before_one_whose_reason_was_not_kept() -> None:
    day = date(2026, 11, 20)
    older, own, later = new_id(), new_id(), new_id()
    known = {
        str(older): Posting(date(2027, 12, 31), day, 1, None),
        str(own): Posting(date(2027, 12, 31), day, 1, None, Reason.VISIT.value),
        str(later): Posting(date(2027, 12, 31), date(2026, 11, 21), 1, None, Reason.VISIT.value),
    }
    assert postings.of_visit(known, set(), day) == own
    assert postings.of_visit(known, {str(own)}, day) == later
    assert postings.of_visit(known, {str(own), str(later)}, day) == older
    with pytest.raises(EntryNotFoundError):
        postings.of_visit(known, set(known), day)


def test_a_hold_takes_the_soonest_expiry_first() -> None:
    wallet = (
        given(a_wallet(), credited(30, Y27), credited(20, Y26))
        .when(lambda it: it.hold(hold_id=HOLD, amount=25, reason=Reason.REDEMPTION, at=NOW))
        .then(happened(Wallet.Held, hold_id=HOLD, amount=25, parts=[Part(Y26, 20), Part(Y27, 5)]))
    )
    assert (wallet.available(NOW), wallet.held) == (25, 25)


def test_held_points_cannot_be_held_again() -> None:
    (
        given(a_wallet(), credited(50), held(Part(Y27, 30)))
        .when(lambda it: it.hold(hold_id=new_id(), amount=21, reason=Reason.REDEMPTION, at=NOW))
        .then_refused(InsufficientPointsError, available=20, requested=21)
    )


def test_all_that_is_available_may_be_held() -> None:
    wallet = given(a_wallet(), credited(50), held(Part(Y27, 30))).aggregate
    wallet.hold(hold_id=new_id(), amount=20, reason=Reason.REDEMPTION, at=NOW)
    assert wallet.available(NOW) == 0


def test_a_hold_first_lets_go_what_is_over() -> None:
    after = hohhot("2027-01-01 00:00")
    (
        given(a_wallet(), credited(20, Y26), credited(30, Y27))
        .when(lambda it: it.hold(hold_id=HOLD, amount=30, reason=Reason.REDEMPTION, at=after))
        .then(
            happened(Wallet.Expired, amount=20, parts=[Part(Y26, 20)]),
            happened(Wallet.Held, amount=30, parts=[Part(Y27, 30)]),
        )
    )


def test_points_that_are_over_do_not_count_as_available() -> None:
    after = hohhot("2027-01-01 00:00")
    (
        given(a_wallet(), credited(20, Y26), credited(30, Y27))
        .when(lambda it: it.hold(hold_id=HOLD, amount=31, reason=Reason.REDEMPTION, at=after))
        .then_refused(InsufficientPointsError, available=30, requested=31)
    )


def test_a_captured_hold_is_spent() -> None:
    wallet = (
        given(a_wallet(), credited(50), held(Part(Y27, 30)))
        .when(lambda it: it.capture(HOLD, at=LATER))
        .then(happened(Wallet.Captured, hold_id=HOLD, amount=30, occurred_at=LATER))
    )
    assert (wallet.available(LATER), wallet.held) == (20, 0)


@pytest.mark.parametrize(
    "again",
    [
        lambda it: it.capture(HOLD, at=LATER),
        lambda it: it.void(HOLD, reason=Reason.CANCELLATION, at=LATER),
    ],
)
def test_a_hold_ends_once(again: Any) -> None:
    spent = happened(Wallet.Captured, hold_id=HOLD, amount=30, occurred_at=NOW)
    (
        given(a_wallet(), credited(50), held(Part(Y27, 30)), spent)
        .when(again)
        .then_refused(HoldNotFoundError, hold_id=HOLD)
    )


def test_a_cancelled_hold_returns_to_its_own_lots() -> None:
    parts = [Part(Y26, 20), Part(Y27, 5)]
    (
        given(a_wallet(), credited(20, Y26), credited(30, Y27), held(*parts))
        .when(lambda it: it.void(HOLD, reason=Reason.CANCELLATION, at=LATER))
        .then(happened(Wallet.Voided, hold_id=HOLD, amount=25, parts=parts))
    )


def test_a_hold_cancelled_after_its_day_counts_thirty_days_more() -> None:
    new_year = hohhot("2027-01-05 00:00")
    (
        given(a_wallet(), credited(20, Y26), credited(5, Y27), held(Part(Y26, 20), Part(Y27, 5)))
        .when(lambda it: it.void(HOLD, reason=Reason.CANCELLATION, at=new_year))
        .then(happened(Wallet.Voided, parts=[Part(date(2027, 2, 4), 20), Part(Y27, 5)]))
    )


def test_a_hold_that_timed_out_counts_thirty_days_at_least() -> None:
    (
        given(a_wallet(), credited(20, Y26), held(Part(Y26, 20)))
        .when(lambda it: it.void(HOLD, reason=Reason.TIMEOUT, at=hohhot("2026-12-20 00:00")))
        .then(happened(Wallet.Voided, parts=[Part(date(2027, 1, 19), 20)]))
    )


def test_held_points_do_not_expire() -> None:
    (
        given(a_wallet(), credited(20, Y26), held(Part(Y26, 20)))
        .when(lambda it: it.expire(hohhot("2027-06-01 00:00")))
        .then_nothing()
    )


def test_expiring_again_takes_nothing() -> None:
    after = hohhot("2027-01-01 00:00")
    wallet = given(a_wallet(), credited(20, Y26), credited(30, Y27)).aggregate
    assert (wallet.expire(after), wallet.expire(after)) == (20, 0)
    assert wallet.available(after) == 30


def test_a_reversal_takes_its_own_lot_first() -> None:
    (
        given(a_wallet(), credited(10, Y26), credited(40, Y27, entry_id=ENTRY))
        .when(
            lambda it: it.reverse(REVERSAL, reverses=ENTRY, reason=Reason.POSTING_ERROR, at=LATER)
        )
        .then(
            happened(Wallet.Reversed, reverses=ENTRY, amount=40, shortfall=0, parts=[Part(Y27, 40)])
        )
    )


def test_a_reversal_never_makes_a_debt() -> None:
    wallet = (
        given(a_wallet(), credited(10, Y26), credited(40, Y27, entry_id=ENTRY), held(Part(Y27, 35)))
        .when(
            lambda it: it.reverse(REVERSAL, reverses=ENTRY, reason=Reason.POSTING_ERROR, at=LATER)
        )
        .then(
            happened(Wallet.Reversed, amount=15, shortfall=25, parts=[Part(Y27, 5), Part(Y26, 10)])
        )
    )
    assert (wallet.available(LATER), wallet.held) == (0, 35)


def test_an_entry_is_reversed_once() -> None:
    wallet = given(a_wallet(), credited(40, entry_id=ENTRY)).aggregate
    wallet.reverse(REVERSAL, reverses=ENTRY, reason=Reason.POSTING_ERROR, at=LATER)
    wallet.collect_events()
    (
        given(wallet)
        .when(
            lambda it: it.reverse(new_id(), reverses=ENTRY, reason=Reason.POSTING_ERROR, at=LATER)
        )
        .then_refused(AlreadyReversedError, entry_id=ENTRY)
    )


def test_an_unknown_entry_cannot_be_reversed() -> None:
    (
        given(a_wallet(), credited(40))
        .when(
            lambda it: it.reverse(REVERSAL, reverses=ENTRY, reason=Reason.POSTING_ERROR, at=LATER)
        )
        .then_refused(EntryNotFoundError, entry_id=ENTRY)
    )


def test_credits_are_remembered_as_long_as_their_lot_can_live() -> None:
    longest = (Y27 - date(2026, 1, 1)).days
    assert longest < CREDIT_REVERSIBLE_DAYS
    old, new = hohhot("2023-01-01 09:00"), hohhot("2026-03-05 09:00")
    wallet = given(
        a_wallet(),
        credited(1, date(2024, 12, 31), entry_id=ENTRY, occurred_at=old),
        credited(1, Y27, occurred_at=new),
    ).aggregate
    assert str(ENTRY) not in wallet.credits
    assert len(wallet.credits) == 1


def test_replay_believes_what_todays_rules_would_refuse() -> None:
    beyond = happened(Wallet.Captured, hold_id=HOLD, amount=99, occurred_at=NOW)
    wallet = given(a_wallet(), credited(30), held(Part(Y27, 30)), beyond).aggregate
    assert (wallet.held, wallet.available(NOW)) == (0, 0)


def test_an_owner_has_one_wallet_of_a_kind() -> None:
    owner_id = new_id()
    ids = {Wallet.create_id(owner_id, kind) for kind in WalletKind}
    assert len(ids) == len(WalletKind)
    wallet = Wallet(owner_id=owner_id, kind=WalletKind.RIDER.value, unit_code=UNIT)
    assert wallet.id == Wallet.create_id(owner_id, WalletKind.RIDER)
