from datetime import date, timedelta

from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, Village


def test_stock_follows_reservations_and_hand_outs(setting: Setting, village: Village) -> None:
    village.credit(village.household_wallet, 200)
    collected, cancelled, _ = (village.reserve(quantity=2) for _ in range(3))
    village.collect(collected)
    village.cancel(cancelled)
    item = setting.project().items.of(village.item)
    assert item is not None
    assert (item.on_hand, item.reserved, item.free) == (18, 2, 16)
    assert (item.name, item.price_points, item.unit_code) == ("洗衣液", 15, COMMUNITY)


def test_items_are_paged_by_name(setting: Setting, village: Village) -> None:
    for name in ("c", "a", "b"):
        village.list_item(name, price_points=1)
    views = setting.project()
    assert [it.name for it in views.items.of_shop(village.shop)] == ["a", "b", "c", "洗衣液"]
    page = views.items.page(CITY, 2)
    rest = views.items.page(CITY, 2, after_id=page[-1].item_id)
    assert [it.name for it in page + rest] == ["a", "b", "c", "洗衣液"]
    rest = views.items.of_shop(village.shop, 2, after_id=page[0].item_id)
    assert [it.name for it in rest] == ["b", "c"]
    assert [it.name for it in views.shops.page(CITY)] == ["大召积分超市"]


def test_vouchers_of_an_owner_are_paged_newest_first(setting: Setting, village: Village) -> None:
    village.credit(village.household_wallet, 200)
    made = []
    for _ in range(3):
        made.append(village.reserve())
        village.now += timedelta(minutes=1)
    vouchers = setting.project().vouchers
    page = vouchers.of_owner(village.household, 2)
    assert [it.voucher_id for it in page] == [made[2], made[1]]
    rest = vouchers.of_owner(village.household, 2, after_id=made[1])
    assert [it.voucher_id for it in rest] == [made[0]]


def test_what_waits_in_a_shop_is_found_until_collected(setting: Setting, village: Village) -> None:
    village.credit(village.household_wallet, 200)
    voucher, collected = village.reserve(), village.reserve()
    village.collect(collected)
    vouchers = setting.project().vouchers
    (found,) = vouchers.open_in_shop(village.shop)
    assert (found.voucher_id, found.state, found.ended_at) == (voucher, "reserved", None)
    assert found.collect_by == date(2026, 11, 27)
    assert [(it.name, it.quantity, it.handed) for it in found.lines] == [("洗衣液", 1, 0)]
    ended = vouchers.of(collected)
    assert ended is not None
    assert (ended.state, ended.ended_at) == ("collected", village.now)
    assert [it.handed for it in ended.lines] == [1]


def test_overdue_vouchers_are_found_until_they_end(setting: Setting, village: Village) -> None:
    village.credit(village.household_wallet, 200)
    voucher = village.reserve()
    vouchers = setting.project().vouchers
    assert vouchers.overdue(date(2026, 11, 27)) == []
    assert vouchers.overdue(date(2026, 11, 28)) == [voucher]
    village.expire(voucher)
    setting.project()
    assert vouchers.overdue(date(2026, 11, 28)) == []
