"""A volunteer leaves an activity by its screen: minutes and points appear where they look."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from ledger.kernel.clock import utc_now
from people.roles import Role
from qr.kinds import Kind
from tests.e2e.world import World
from tests.web.film import film

pytestmark = pytest.mark.browser

READ_MS = 30_000
SERVED = timedelta(minutes=95)
Start = Callable[..., BrowserContext]


def test_minutes_and_points_appear_after_the_scan_of_the_activitys_screen(
    world: World, desk: BrowserContext, filmed_phone: Start, films: Path
) -> None:
    volunteer = world.account(Role.VOLUNTEER)
    came_at = utc_now() - SERVED
    arrived = desk.request.post(
        f"{world.address}/api/v1/scans",
        headers={
            "Authorization": f"Bearer {volunteer.token}",
            "Idempotency-Key": "arrival-of-the-test",
        },
        data={
            "token": world.code(Kind.ACTIVITY, world.activity, came_at),
            "occurred_at": came_at.isoformat(),
        },
    )
    assert arrived.json()["result"] == "checked_in"
    world.settle()

    desk.add_cookies(world.cookies(world.account(Role.TEAM_LEADER)))
    screen = desk.new_page()
    screen.goto(f"{world.address}/activities/{world.activity}")
    screen.get_by_role("link", name="打开签到码").click()
    plate = screen.locator("#plate[data-ready]")
    plate.wait_for()
    left = screen.locator("[data-field=checked_out]").first
    expect(left).to_have_text("0")

    phone = filmed_phone(film(plate.screenshot(), films / "screen.y4m"))
    phone.add_cookies(world.cookies(volunteer))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    expect(tab.locator("main")).to_contain_text(re.compile("已服务 1 小时 3[4-6] 分"))
    tab.get_by_role("link", name="要走了，扫码签退").click()
    expect(tab.get_by_role("heading", name="签退好了")).to_be_visible(timeout=READ_MS)
    expect(tab.locator("#answer")).to_contain_text(re.compile("9[5-7] 分钟"))

    expect(left).to_have_text("1", timeout=READ_MS)
    tab.get_by_role("link", name="完成").click()
    expect(tab.locator(".rb-pair")).to_contain_text("1.5")
    expect(tab.locator("main")).to_contain_text("志愿服务 · 为老餐厅 帮厨")
    tab.goto(f"{world.address}/me/service-record")
    expect(tab.locator("main")).to_contain_text("本人扫码")
    expect(tab.locator("main")).to_contain_text("为老餐厅 帮厨")


def test_a_leader_scans_the_card_of_a_member_without_a_phone(
    world: World, desk: BrowserContext, filmed_phone: Start, films: Path
) -> None:
    member = world.account(Role.VOLUNTEER, 2)
    desk.add_cookies(world.cookies(member))
    card = desk.new_page()
    card.goto(f"{world.address}/me")
    code = card.locator("#code[data-ready]")
    code.wait_for()
    phone = filmed_phone(film(code.screenshot(), films / "card.y4m"))
    phone.add_cookies(world.cookies(world.account(Role.TEAM_LEADER)))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    tab.get_by_role("link", name="扫队员的卡").click()
    expect(tab.get_by_role("heading", name="签到好了")).to_be_visible(timeout=READ_MS)
    world.settle()
    rows = world.house.services.views.attendances.of_person(member.person_id or world.shop, 5)
    assert rows[0].activity_id == world.activity
    assert rows[0].evidence_in == "staff_scan"
