"""A rider reserves on the phone, the keeper's counter scans the voucher and hands over, once."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ledger.shop.commands import ListItem, ReceiveStock
from ledger.shop.hand_over import OWNER
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import CollectVoucher
from people.roles import Role
from tests.e2e.market import type_digits
from tests.e2e.world import PICTURES, World
from tests.support.waiting import has_copies
from tests.web.film import film

pytestmark = pytest.mark.browser

READ_MS = 30_000
COUNTER = {"width": 1180, "height": 820}
Start = Callable[..., BrowserContext]


def test_a_voucher_is_reserved_scanned_handed_over_and_then_refused(
    world: World, phone: BrowserContext, filmed_phone: Start, films: Path
) -> None:
    rider = world.account(Role.RIDER)
    world.give(rider, 30)
    world.settle()
    phone.add_cookies(world.cookies(rider))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    tab.get_by_role("link", name="用积分换东西").click()
    tab.get_by_role("link", name="大召社区积分超市").click()
    tab.get_by_role("link", name="洗衣皂").click()
    tab.get_by_role("button", name="占住，去领").click()
    expect(tab.locator("main")).to_contain_text("占住了")
    shown = tab.locator(".rb-qr")

    counter = filmed_phone(
        film(shown.screenshot(), films / "voucher.y4m"),
        viewport=COUNTER,
        is_mobile=False,
        has_touch=True,
        device_scale_factor=1,
    )
    counter.add_cookies(world.cookies(world.account(Role.SHOP_KEEPER)))
    desk = counter.new_page()
    desk.goto(f"{world.address}/")
    desk.get_by_role("link", name="扫兑换券").click()
    desk.locator(".read").wait_for(timeout=READ_MS)
    expect(desk.locator(".read")).to_contain_text("洗衣皂")
    type_digits(desk, _digits_on(tab))
    desk.get_by_role("button", name="交付，扣 2 分").click()
    expect(desk.get_by_role("status").filter(has_text="交付好了，已入账。")).to_be_visible()
    expect(desk.locator("#slip")).to_contain_text("合计 2 分 · 剩余 28 分")

    _photograph(desk, "counter-receipt")
    tab.reload()
    expect(tab.locator("main")).to_contain_text("已领取")
    _photograph(tab, "voucher-collected")
    tab.goto(f"{world.address}/me/entries")
    expect(tab.locator(".rb-figure")).to_contain_text("28")

    desk.get_by_role("link", name="下一位").click()
    expect(desk.get_by_role("alert")).to_contain_text("这张券领过了", timeout=READ_MS)
    expect(desk.get_by_role("button", name="交付")).to_have_count(0)
    _photograph(desk, "counter-already-collected")


def _digits_on(phone: Page) -> str:
    """Read the four digits that only the owner's phone shows."""
    words = phone.locator("main").inner_text()
    found = re.search(r"这 4 位数\s*((?:\d\s*){4})", words)
    assert found, words
    return re.sub(r"\s", "", found[1])


def test_a_basket_is_kept_on_the_phone_and_says_when_it_was_handed_out(
    world: World, phone: BrowserContext
) -> None:
    rider = world.account(Role.RIDER, 1)
    world.give(rider, 30)
    things = [_stocked(world, name, price, 5) for name, price in (("手套", 3), ("雨衣", 4))]
    world.settle()
    phone.add_cookies(world.cookies(rider))
    tab = phone.new_page()
    tab.goto(f"{world.address}/shops/{world.shop}/basket")
    for name in ("手套", "雨衣", "雨衣"):
        tab.get_by_role("button", name=f"{name}加一").click()
    expect(tab.locator("#sum-amount")).to_have_text("−11")
    available = int(tab.locator("#basket").get_attribute("data-available") or "")
    expect(tab.locator("#sum-left")).to_have_text(str(available - 11))
    _photograph(tab, "phone-basket")
    tab.get_by_role("button", name="占住这些，共 11 分").click()
    expect(tab.locator("main")).to_contain_text("占住了")
    address = tab.url.partition("?")[0]
    digits = tab.locator(".rb-code4").inner_text()
    expect(tab.locator("#copy")).to_be_hidden()
    _photograph(tab, "phone-voucher-basket")
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    path = address.removeprefix(world.address)
    assert has_copies(tab, path)

    phone.set_offline(True)
    tab.goto(address)
    expect(tab.locator(".rb-qr svg")).to_be_visible()
    assert tab.locator(".rb-code4").inner_text() == digits
    expect(tab.locator("#copy")).to_contain_text("这是存在手机里的")
    _photograph(tab, "phone-voucher-offline")
    phone.set_offline(False)

    voucher = UUID(path.removeprefix("/vouchers/"))
    world.do(
        CollectVoucher,
        voucher_id=voucher,
        shop_id=world.shop,
        keeper_id=world.account(Role.SHOP_KEEPER).person_id,
        collector=OWNER,
        basket=((things[0], 1), (things[1], 1)),
    )
    world.settle()
    tab.goto(address)
    expect(tab.locator("main")).to_contain_text("已领取")
    expect(tab.locator("main")).to_contain_text("没领的，退回 4 分")
    _photograph(tab, "phone-voucher-partly")


def test_what_is_gone_is_told_when_it_comes(world: World, phone: BrowserContext) -> None:
    rider = world.account(Role.RIDER, 2)
    world.give(rider, 30)
    cap = _stocked(world, "太阳帽", 3, 1)
    world.settle()
    phone.add_cookies(world.cookies(rider))
    tab = phone.new_page()
    tab.goto(f"{world.address}/items/{cap}")
    other = world.account(Role.RIDER, 3)
    world.give(other, 30)
    world.reserve(other, "太阳帽")
    tab.get_by_role("button", name="占住，去领").click()
    expect(tab.get_by_role("alert")).to_contain_text("刚被换完")
    tab.get_by_role("button", name="到货提醒我").click()
    expect(tab.locator("main")).to_contain_text("到货会提醒您")
    _photograph(tab, "phone-item-watched")
    world.do(ReceiveStock, item_id=cap, quantity=4)
    world.settle()
    tab.goto(f"{world.address}/me/messages")
    expect(tab.get_by_text("您等的东西到货了")).to_have_count(1)
    _photograph(tab, "phone-item-arrived")
    tab.get_by_role("link", name="您等的东西到货了").click()
    tab.get_by_role("button", name="占住，去领").click()
    expect(tab.locator("main")).to_contain_text("占住了")


def _stocked(world: World, name: str, price: int, stock: int) -> UUID:
    listed = world.do(
        ListItem,
        shop_id=world.shop,
        name=name,
        price_points=price,
        offer=Offer("日用品", measure="件"),
    )
    item_id = UUID(listed["item_id"])
    world.do(ReceiveStock, item_id=item_id, quantity=stock)
    return item_id


def _photograph(tab: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=PICTURES / f"{name}.png")
