"""Consents on a phone: each switch by finger and by keyboard, the notice, a child's switches."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bootstrap.demo.families import CHILD_NAME
from people.roles import Role
from tests.e2e.world import World

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
TABS_MAX = 40


def violations(tab: Page) -> list[str]:
    """What axe finds wrong."""
    found = Axe().run(tab, options=RULES)
    return [each["id"] for each in found.response["violations"]]


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus, as who has no pointer does."""
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError("no number of tabs leads there")


def switch(page: Page, name: str) -> Locator:
    """The switch whose label begins with a name."""
    return page.get_by_role("switch", name=name)


def test_a_switch_is_turned_by_keyboard_and_saves_by_itself(
    world: World, phone: BrowserContext
) -> None:
    phone.add_cookies(world.cookies(world.account(Role.VOLUNTEER, 3)))
    tab = phone.new_page()
    tab.goto(f"{world.address}/me")
    tab.get_by_role("link", name="我同意什么").click()
    expect(tab.get_by_role("heading", name="我同意什么")).to_be_visible()
    assert violations(tab) == []
    wanted = switch(tab, "留身份证号")
    expect(wanted).not_to_be_checked()
    tab_to(tab, wanted)
    assert wanted.evaluate("it => getComputedStyle(it).outlineStyle") != "none"
    tab.keyboard.press("Space")
    expect(tab.locator("#said")).to_have_text("“留身份证号”打开了，随时可以关。")
    assert wanted.evaluate("it => it === document.activeElement"), "the focus stays"
    expect(tab.get_by_label("身份证号", exact=True)).to_be_visible()
    world.settle()
    tab.reload()
    expect(switch(tab, "留身份证号")).to_be_checked()
    expect(tab.locator("#agreed")).to_contain_text("同意，说明第 2 版。")
    tab.get_by_label("身份证号", exact=True).fill("11010519491231002X")
    tab.get_by_role("button", name="保存", exact=True).click()
    expect(tab.locator("#id-number")).to_contain_text("110105********002X")
    assert violations(tab) == []
    switch(tab, "留身份证号").tap()
    expect(tab.locator("#said")).to_have_text("“留身份证号”关好了，马上生效。")
    expect(tab.locator("#id-number")).to_have_count(0)
    expect(switch(tab, "上红榜")).not_to_be_checked()


def test_without_a_network_a_switch_goes_back_and_says_so(
    world: World, phone: BrowserContext
) -> None:
    phone.add_cookies(world.cookies(world.account(Role.VOLUNTEER, 4)))
    tab = phone.new_page()
    tab.goto(f"{world.address}/me/consents")
    tab.route("**/api/v1/me/consents", lambda route: route.abort())
    switch(tab, "上红榜").tap()
    expect(tab.locator("#said")).to_contain_text("没有存上")
    expect(switch(tab, "上红榜")).not_to_be_checked()


def test_the_notice_reads_well_and_leads_to_its_versions(
    world: World, phone: BrowserContext
) -> None:
    tab = phone.new_page()
    tab.goto(f"{world.address}/privacy")
    assert violations(tab) == []
    tab.get_by_role("link", name="第 1 版").click()
    expect(tab.locator("main")).to_contain_text("这是以前的版本")
    assert violations(tab) == []


def test_a_guardian_turns_a_childs_switch_and_shows_the_childs_code(
    world: World, phone: BrowserContext
) -> None:
    phone.add_cookies(world.cookies(world.account(Role.VOLUNTEER, 0)))
    tab = phone.new_page()
    tab.goto(f"{world.address}/me")
    tab.get_by_role("link", name="给家人办").click()
    expect(tab.get_by_role("heading", name=CHILD_NAME)).to_be_visible()
    assert violations(tab) == []
    code = tab.get_by_role("img", name=f"{CHILD_NAME}的二维码")
    expect(code).not_to_be_visible()
    tab.get_by_text(f"出示{CHILD_NAME}的服务卡").click()
    expect(code).to_be_visible()
    wanted = switch(tab, "让孩子参加志愿服务")
    expect(wanted).to_be_checked()
    tab_to(tab, wanted)
    tab.keyboard.press("Space")
    expect(tab.locator("#said")).to_contain_text("关好了")
    world.settle()
    tab.reload()
    expect(switch(tab, "让孩子参加志愿服务")).not_to_be_checked()
    expect(switch(tab, "进排行")).to_have_count(0)


def test_the_clerks_desk_of_guardians_is_accessible(world: World, phone: BrowserContext) -> None:
    phone.add_cookies(world.cookies(world.account(Role.CLERK)))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    tab.get_by_role("link", name="监护关系").click()
    expect(tab.get_by_role("heading", name="监护关系")).to_be_visible()
    assert violations(tab) == []
