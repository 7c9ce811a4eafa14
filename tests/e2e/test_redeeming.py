"""A rider reserves on the phone, the keeper's counter scans the voucher and hands over, once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from people.roles import Role
from tests.e2e.market import type_digits
from tests.e2e.world import PICTURES, World
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


def _photograph(tab: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=PICTURES / f"{name}.png")
