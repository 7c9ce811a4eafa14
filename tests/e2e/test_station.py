"""The main job: a station's screen is photographed, scanned by a rider, and everything follows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from people.roles import Role
from tests.e2e.world import World
from tests.web.film import film

pytestmark = pytest.mark.browser

READ_MS = 30_000
Start = Callable[..., BrowserContext]


def test_the_screen_is_photographed_scanned_and_the_place_on_the_board_appears(
    world: World, desk: BrowserContext, filmed_phone: Start, films: Path
) -> None:
    rider = world.account(Role.RIDER)
    assert rider.person_id is not None
    world.house.services.directory.set_listed(rider.person_id, listed=True)
    desk.add_cookies(world.cookies(world.account(Role.STATION_KEEPER)))
    screen = desk.new_page()
    screen.goto(f"{world.address}/")
    screen.get_by_role("link", name="打开屏幕码").click()
    screen.get_by_role("button", name="登记这台设备").click()
    plate = screen.locator("#plate[data-ready]")
    plate.wait_for()
    counted = screen.locator("footer [data-count]")
    expect(counted).to_have_text("0")

    camera = film(plate.screenshot(), films / "screen.y4m")
    phone = filmed_phone(camera)
    phone.add_cookies(world.cookies(rider))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    tab.get_by_role("link", name="扫码打卡").click()
    expect(tab.get_by_role("heading", name="到站 +1 分")).to_be_visible(timeout=READ_MS)
    expect(tab.locator("#answer")).to_contain_text("大召红蜂驿站")

    expect(screen.locator("#flash")).to_be_visible(timeout=READ_MS)
    expect(counted).to_have_text("1")
    tab.get_by_role("link", name="完成").click()
    summary = tab.locator(".rb-sum")
    expect(summary).to_contain_text("1今天到站")
    expect(summary).to_contain_text("+1今天积分")
    tab.goto(f"{world.address}/me/entries")
    expect(tab.locator("main")).to_contain_text("到站打卡 · 大召红蜂驿站")
    tab.goto(f"{world.address}/boards/riders")
    expect(tab.locator(".rb-row_mine")).to_contain_text("（您）")
