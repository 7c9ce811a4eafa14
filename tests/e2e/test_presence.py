"""Presence in a browser: a scan taken back, six digits, a late upload, and a roll that lives."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from ledger.kernel.clock import utc_now
from ledger.kernel.ids import subject_of
from people.roles import Role
from qr.images import png
from qr.kinds import Kind
from qr.tokens import url
from tests.e2e.world import World
from tests.web.film import film

pytestmark = pytest.mark.browser

READ_MS = 30_000
FLUSH_MS = 45_000
Start = Callable[..., BrowserContext]


def test_a_wrong_scan_is_taken_back_on_the_page_that_told_of_it(
    world: World, filmed_phone: Start, films: Path
) -> None:
    volunteer = world.account(Role.VOLUNTEER, 6)
    code = url(world.house.services.public_host, world.code(Kind.ACTIVITY, world.activity))
    phone = filmed_phone(film(png(code, module_px=8), films / "undo.y4m"))
    phone.add_cookies(world.cookies(volunteer))
    tab = phone.new_page()
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name="签到好了")).to_be_visible(timeout=READ_MS)
    expect(tab.locator("#answer")).to_contain_text("以前可以撤销")
    tab.get_by_role("button", name="撤销这次扫码").click()
    expect(tab.get_by_role("heading", name="撤销好了")).to_be_visible(timeout=READ_MS)
    expect(tab.get_by_role("button", name="撤销这次扫码")).to_be_hidden()
    world.settle()
    assert volunteer.person_id is not None
    rows = world.house.services.views.attendances.of_person(volunteer.person_id, 5)
    assert [it.came_at for it in rows if it.activity_id == world.activity] == [None]


def test_the_digits_of_the_screen_check_in_without_a_camera(
    world: World, desk: BrowserContext, phone: BrowserContext
) -> None:
    desk.add_cookies(world.cookies(world.account(Role.TEAM_LEADER)))
    screen = desk.new_page()
    screen.goto(f"{world.address}/activities/{world.activity}/screen")
    screen.locator("#plate[data-ready]").wait_for()
    digits = screen.locator("#digits").text_content()
    assert digits is not None

    phone.add_cookies(world.cookies(world.account(Role.VOLUNTEER, 7)))
    tab = phone.new_page()
    tab.goto(f"{world.address}/scan")
    tab.get_by_text("扫不了？输 6 位数").click()
    tab.get_by_label("正在进行的活动的 6 位数").fill(digits)
    tab.get_by_role("button", name="签到或签退").click()
    expect(tab.get_by_role("heading", name="签到好了")).to_be_visible(timeout=READ_MS)


def test_a_scan_that_is_uploaded_too_late_leaves_the_phone_and_is_told_kindly(
    world: World, phone: BrowserContext
) -> None:
    volunteer = world.account(Role.VOLUNTEER, 8)
    made_at = utc_now() - timedelta(hours=73)
    token = world.code(Kind.ACTIVITY, world.activity, made_at)
    phone.add_cookies(world.cookies(volunteer))
    tab = phone.new_page()
    tab.goto(f"{world.address}/help")
    queue = tab.evaluate(
        "performance.getEntriesByType('resource').map((it) => it.name)"
        ".find((it) => it.endsWith('/app/queue.js'))"
    )
    tab.evaluate(
        "async ([module, scan]) => { await (await import(module)).keep(scan); }",
        [
            queue,
            {
                "key": "kept-for-73-hours",
                "token": token,
                "occurred_at": made_at.isoformat(),
                "device_id": "5f0c6a1e-2b3d-4c5e-8f90-a1b2c3d4e5f6",
            },
        ],
    )
    tab.goto(f"{world.address}/")
    expect(tab.locator("#net-title")).to_have_text("补传好了", timeout=FLUSH_MS)
    expect(tab.locator("#net-words")).to_contain_text("上传晚了")
    expect(tab.locator("#net-words")).to_contain_text("交工作人员核对")
    left = tab.evaluate(
        """async (module) => (await (await import(module)).waiting()).length""",
        queue,
    )
    assert left == 0
    world.settle()
    doubts = world.house.services.views.doubtful_scans.of_activity(world.activity)
    assert [it.person_id for it in doubts] == [volunteer.person_id]


def test_the_roll_follows_what_is_scanned_elsewhere(world: World, desk: BrowserContext) -> None:
    desk.add_cookies(world.cookies(world.account(Role.TEAM_LEADER)))
    roll = desk.new_page()
    roll.goto(f"{world.address}/activities/{world.activity}/roll")
    roll.locator("#plate[data-ready]").wait_for()
    shown = roll.locator("#digits").text_content()
    maker, subject = world.house.services.maker, subject_of(world.activity)
    now = utc_now()
    good = {
        maker.digits(Kind.ACTIVITY, subject, at=now + timedelta(seconds=it)) for it in (-30, 0, 30)
    }
    assert shown in good
    before = roll.locator("tbody tr").count()
    known = world.house.services.views.attendances
    there = {it.person_id for it in known.roll(world.activity, 200)}
    absent = next(n for n in range(24) if world.account(Role.VOLUNTEER, n).person_id not in there)
    world.serve(absent, world.activity, now - timedelta(minutes=30), None)
    expect(roll.locator("tbody tr")).to_have_count(before + 1, timeout=READ_MS)
    expect(roll.locator("#live")).to_contain_text(re.compile("在场"))
