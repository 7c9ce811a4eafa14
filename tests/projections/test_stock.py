"""Stock: every move, the batches left, counts and what runs short, on both databases."""

from collections import Counter
from datetime import date, timedelta

import pytest

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive, new_id
from ledger.shop.commands import (
    ChangeItem,
    CountStock,
    DecideCount,
    ListItem,
    OpenShop,
    ReceiveStock,
    TransferStock,
    WriteOffStock,
)
from ledger.shop.kinds import DamageReason, Source, VarianceReason
from ledger.shop.offer import Offer
from projections.check import check
from tests.projections.setting import Setting
from tests.support.village import COMMUNITY, Village

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


def receive(village: Village, item_id: object, quantity: int, **more: object) -> None:
    village.do(ReceiveStock, item_id=item_id, quantity=quantity, **more)


def test_every_move_has_a_row_and_the_book_is_their_sum(setting: Setting, village: Village) -> None:
    soon = local_date(village.now) + timedelta(days=20)
    donor = derive("text", "donor")
    item = village.list_item("鲜奶卡", price_points=2)
    receive(village, item, 10, cost_fen=500)
    receive(
        village, item, 4, best_before=soon, cost_fen=300, source=Source.DONATION,
        donor_text_id=donor, thanks_donor=True,
    )  # fmt: skip
    village.do(
        WriteOffStock, item_id=item, quantity=5, reason=DamageReason.BROKEN, recorded_by=new_id()
    )
    told = village.do(
        CountStock, item_id=item, counted=11, counted_by=new_id(),
        reason=VarianceReason.RECEIPT_NOT_ENTERED,
    )  # fmt: skip
    views = setting.project()
    (waiting,) = views.stock.counts(scope=COMMUNITY, waiting=True)
    assert (waiting.book, waiting.counted, waiting.delta) == (9, 11, 2)
    village.do(
        DecideCount, item_id=item, count_id=waiting.count_id, agrees=True, decided_by=new_id()
    )
    assert told["waits"]

    views = setting.project()
    moves = views.stock.moves(item_id=item)
    assert [(it.kind, it.quantity) for it in reversed(moves)] == [
        ("received", 10),
        ("received", 4),
        ("damaged", -4),
        ("damaged", -1),
        ("variance", 2),
    ]
    assert views.stock.moves(item_id=item, limit=2) == moves[:2]
    at = (moves[1].position, moves[1].line)
    assert views.stock.moves(item_id=item, before=at) == moves[2:]
    (total,) = [it for it in views.stock.totals(COMMUNITY, FIRST, LAST) if it.item_id == item]
    assert (total.opening, total.received, total.issued, total.other) == (0, 14, 0, -3)
    assert (total.closing, total.received_fen) == (11, 6200)
    assert total.closing == sum(it.left for it in views.stock.batches(item))
    (gift,) = views.stock.donors(COMMUNITY, FIRST, LAST)
    assert (gift.donor_text_id, gift.thanks, gift.quantity, gift.worth_fen) == (
        donor,
        True,
        4,
        1200,
    )
    assert views.stock.counts(item_id=item)[0].state == "settled"


def test_what_goes_off_soon_is_found_until_it_is_gone(setting: Setting, village: Village) -> None:
    today = local_date(village.now)
    item = village.list_item("酸奶", price_points=2)
    receive(village, item, 3, best_before=today + timedelta(days=10))
    receive(village, item, 3, best_before=today + timedelta(days=90))
    stock = setting.project().stock
    month = today + timedelta(days=30)
    assert [it.left for it in stock.near_best_before(month, scope=COMMUNITY)] == [3]
    assert [it.left for it in stock.near_best_before(month, shop_id=village.shop)] == [3]
    village.do(
        WriteOffStock, item_id=item, quantity=3, reason=DamageReason.SPOILT, recorded_by=new_id()
    )
    assert setting.project().stock.near_best_before(month, scope=COMMUNITY) == []


def test_little_left_is_told_with_the_days_it_will_last(setting: Setting, village: Village) -> None:
    item = village.item
    offer = Offer(category="日用品", low_stock_at=18)
    village.do(ChangeItem, item_id=item, changed_by=new_id(), offer=offer)
    village.credit(village.household_wallet, 200)
    assert setting.project().stock.low(LAST, scope=COMMUNITY) == []
    village.collect(village.reserve(quantity=4))
    views = setting.project()
    moved = views.stock.moves(item_id=item)[0]
    assert (moved.kind, moved.quantity) == ("issued", -4)
    (low,) = views.stock.low(moved.day, scope=COMMUNITY)
    assert (low.free, low.issued, low.days_left) == (16, 4, 112)
    (idle,) = views.stock.low(moved.day + timedelta(days=28), shop_id=village.shop)
    assert (idle.issued, idle.days_left) == (0, None)


def test_a_transfer_moves_batches_with_their_source(setting: Setting, village: Village) -> None:
    other = village.made("shop_id", OpenShop, unit_code=COMMUNITY, name="二号店")
    about = {"name": "洗衣液", "price_points": 15, "offer": Offer(category="goods")}
    there = village.made("item_id", ListItem, shop_id=other, **about)
    before = setting.project().items.of(village.item)
    assert before is not None
    village.do(TransferStock, item_id=village.item, to_item_id=there, quantity=3, sent_by=new_id())
    stock = setting.project().stock
    assert [it.kind for it in stock.moves(shop_id=other)] == ["arrived"]
    (batch,) = stock.batches(there)
    assert (batch.left, batch.source) == (3, Source.COLLECTIVE)
    assert Counter(it.quantity for it in stock.moves(item_id=village.item, limit=1)) == {-3: 1}


@pytest.mark.parametrize("days", [1])
def test_the_rows_follow_from_the_log(setting: Setting, village: Village, days: int) -> None:
    for _ in range(days):
        village.play_day()
    views = setting.project()
    items = views.items.of_shop(village.shop)
    for it in items:
        assert it.on_hand == sum(batch.left for batch in views.stock.batches(it.item_id))
        assert it.on_hand == sum(move.quantity for move in views.stock.moves(item_id=it.item_id))
    assert check(setting.ledger, setting.store) == []
