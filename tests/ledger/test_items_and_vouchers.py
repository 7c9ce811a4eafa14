"""Items and vouchers decide."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.clock import day_end
from ledger.kernel.ids import new_id
from ledger.registry.errors import KeeperOwnHouseholdError
from ledger.shop.errors import (
    OutOfStockError,
    VoucherAlreadyCollectedError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherNotDueError,
)
from ledger.shop.hand_over import OWNER as BY_DIGITS
from ledger.shop.item import Item
from ledger.shop.kinds import HandedOut, Line, Portion
from ledger.shop.offer import Offer
from ledger.shop.voucher import Voucher, collect_by
from ledger.wallets.lots import Part
from tests.support.ledgers import UNIT, hohhot
from tests.support.spec import Happened, given, happened

NOW = hohhot("2026-03-05 09:00")
KEEPER, OWNER, VOUCHER, STATION = new_id(), new_id(), new_id(), new_id()
WALLET = new_id()
FOR: dict[str, Any] = {"wallet_id": WALLET, "day": date(2026, 3, 5)}


def an_item(stock: int) -> Item:
    item = Item(
        shop_id=new_id(), unit_code=UNIT, name="大米", price_points=30, offer=Offer("goods")
    )
    batch = {"batch_id": new_id(), "source": "collective", "cost_fen": 0, "best_before": None}
    donor = {"donor_text_id": None, "thanks_donor": False, "received_by": None}
    received = happened(Item.Received, quantity=stock, occurred_at=NOW, **batch, **donor)
    return given(item, received).aggregate


def test_the_last_piece_is_reserved_once() -> None:
    reserved = happened(Item.Reserved, voucher_id=VOUCHER, quantity=5, **FOR)
    (given(an_item(5)).when(lambda it: it.reserve(VOUCHER, 5, WALLET, NOW)).then(reserved))
    item = an_item(5)
    (
        given(item, reserved)
        .when(lambda it: it.reserve(new_id(), 1, WALLET, NOW))
        .then_refused(OutOfStockError, item_id=item.id, available=0, requested=1)
    )


def test_released_pieces_are_free_and_issued_pieces_are_gone() -> None:
    reserved = happened(Item.Reserved, voucher_id=VOUCHER, quantity=2, **FOR)
    item = (
        given(an_item(5), reserved)
        .when(lambda it: it.release(VOUCHER))
        .then(happened(Item.Released, voucher_id=VOUCHER, quantity=2))
    )
    assert (item.on_hand, item.free) == (5, 5)
    item = (
        given(an_item(5), reserved)
        .when(lambda it: it.issue(VOUCHER, NOW))
        .then(happened(Item.Issued, voucher_id=VOUCHER, quantity=2))
    )
    assert (item.on_hand, item.free) == (3, 3)


def collect(voucher: Voucher, keeper_id: UUID, at: datetime) -> None:
    voucher.collect(keeper_id, BY_DIGITS, HANDED, PARTS, at)


def a_voucher() -> Voucher:
    return Voucher._create(
        Voucher.Reserved,
        id=VOUCHER,
        shop_id=new_id(),
        wallet_id=WALLET,
        owner_id=OWNER,
        lines=[LINE],
        amount=30,
        collect_by=collect_by(NOW),
        occurred_at=NOW,
    )


LAST_DAY = date(2026, 3, 12)
OVER = day_end(LAST_DAY)
LINE = Line(new_id(), 1, 30)
HANDED = [HandedOut(LINE.item_id, 1, 30, [Portion(None, 1, 0, None)])]
PARTS = [Part(date(2027, 12, 31), 30)]
CAME: dict[str, Any] = {"owner_id": OWNER, "consent": None, "collector": BY_DIGITS}
COLLECTED = happened(
    Voucher.Collected,
    keeper_id=KEEPER,
    occurred_at=NOW,
    amount=30,
    handed=HANDED,
    parts=PARTS,
    counter_id=None,
    **CAME,
)
CANCELLED = happened(Voucher.Cancelled, cancelled_by=OWNER, occurred_at=NOW)
EXPIRED = happened(Voucher.Expired, occurred_at=OVER)


def test_a_voucher_is_good_for_seven_calendar_days() -> None:
    assert collect_by(hohhot("2026-03-05 00:00")) == LAST_DAY
    assert collect_by(hohhot("2026-03-05 23:59:59")) == LAST_DAY
    assert hohhot("2026-03-13 00:00") == OVER


def test_a_voucher_is_handed_over() -> None:
    voucher = given(a_voucher()).when(lambda it: collect(it, KEEPER, NOW)).then(COLLECTED)
    assert voucher.state == "collected"


@pytest.mark.parametrize(
    ("past", "refusal", "facts"),
    [
        (COLLECTED, VoucherAlreadyCollectedError, {}),
        (CANCELLED, VoucherCancelledError, {}),
        (EXPIRED, VoucherExpiredError, {"collect_by": "2026-03-12"}),
    ],
)
@pytest.mark.parametrize(
    "again",
    [
        lambda it: collect(it, KEEPER, NOW),
        lambda it: it.cancel(OWNER, NOW),
        lambda it: it.expire(OVER),
    ],
)
def test_a_voucher_ends_once(past: Happened, refusal: Any, facts: Any, again: Any) -> None:
    given(a_voucher(), past).when(again).then_refused(refusal, **facts)


def test_a_voucher_runs_out_at_midnight_and_not_before() -> None:
    before = OVER - timedelta(seconds=1)
    (
        given(a_voucher())
        .when(lambda it: it.expire(before))
        .then_refused(VoucherNotDueError, collect_by="2026-03-12")
    )
    given(a_voucher()).when(lambda it: collect(it, KEEPER, before)).then(
        happened(Voucher.Collected, occurred_at=before)
    )
    given(a_voucher()).when(lambda it: it.expire(OVER)).then(EXPIRED)
    (
        given(a_voucher())
        .when(lambda it: collect(it, KEEPER, OVER))
        .then_refused(VoucherExpiredError, collect_by="2026-03-12")
    )


def test_a_keeper_does_not_hand_out_to_the_own_household() -> None:
    (
        given(a_voucher())
        .when(lambda it: collect(it, OWNER, NOW))
        .then_refused(KeeperOwnHouseholdError)
    )
