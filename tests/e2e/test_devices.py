"""A screen is enrolled by the picture of its code, shows codes, and is ended."""

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from people.roles import Role
from tests.e2e.test_pages import RULES
from tests.e2e.world import PICTURES, World

pytestmark = pytest.mark.browser

WAIT_MS = 30_000


def photographed(tab: Page) -> str:
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(tab.screenshot())))
    return code.text


def looked_at(tab: Page, name: str) -> None:
    found: Any = Axe().run(tab, options=RULES)
    assert [each["id"] for each in found.response["violations"]] == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=PICTURES / f"{name}.png")


def test_a_screen_is_enrolled_by_its_picture_works_and_is_ended(
    world: World, phone: BrowserContext, desk: BrowserContext
) -> None:
    phone.add_cookies(world.cookies(world.account(Role.STATION_KEEPER)))
    keeper = phone.new_page()
    keeper.goto(f"{world.address}/")
    keeper.get_by_role("link", name="登记、停用屏幕和平板").click()
    keeper.get_by_label("叫它什么").fill("后门屏幕")
    looked_at(keeper, "devices")
    keeper.get_by_role("button", name="要登记码").click()
    looked_at(keeper, "device-code")
    address = photographed(keeper)
    assert address.startswith(f"HTTPS://127.1:{world.port}/D/")

    screen = desk.new_page()
    screen.goto(world.address + urlsplit(address).path)
    looked_at(screen, "device-enrol")
    screen.get_by_role("button", name="登记").click()
    plate = screen.locator("#plate[data-ready]")
    plate.wait_for(timeout=WAIT_MS)
    looked_at(screen, "device-screen")
    assert photographed(screen).startswith(f"HTTPS://127.1:{world.port}/Q/")

    keeper.get_by_role("link", name="登记好了，看设备").click()
    keeper.get_by_role("button", name="停用：后门屏幕").click()
    expect(keeper.get_by_role("heading", name="停用了的")).to_be_visible()
    expect(screen.get_by_role("heading", name="这台设备停用了")).to_be_visible(timeout=WAIT_MS)
    looked_at(screen, "device-revoked")
    screen.goto(f"{world.address}/stations/{world.station}/screen")
    expect(screen.get_by_role("heading", name="这台设备停用了")).to_be_visible()
