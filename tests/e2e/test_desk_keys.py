"""The claims desk without a mouse, and without scripts: rows, boxes, many at once, undo, help."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from people.roles import Role
from tests.e2e.moral_village import Village
from tests.e2e.test_pages import RULES
from tests.e2e.world import World

pytestmark = pytest.mark.browser

DESK = "/desk/claims"
SIZE: Any = {"width": 1366, "height": 768}
HAND_MS = 120  # people type slower than a barcode reader
INSIDE = "document.activeElement.closest('dialog') !== null"
OUTSIDE = f"document.activeElement !== document.body && !({INSIDE})"
FOCUSED_ROW = "document.activeElement.closest('tr')?.dataset.shows ?? ''"


@pytest.fixture(scope="module")
def village(world: World) -> Village:
    return Village(world, gates=9)


@pytest.fixture
def tab(village: Village, desk: BrowserContext) -> Iterator[Page]:
    desk.add_cookies(village.world.cookies(village.world.account(Role.CLERK)))
    page = desk.new_page()
    page.set_viewport_size(SIZE)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def waiting(village: Village, *gates: int) -> list[str]:
    """Have an act of each gate wait; return the short names of the claims."""
    return [str(village.proposed(n))[-4:].upper() for n in gates]


def open_desk(village: Village, tab: Page, path: str = DESK) -> None:
    tab.goto(village.world.address + path)
    tab.locator("body[data-keys=on]").wait_for()


def press(tab: Page, *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)
        tab.wait_for_timeout(HAND_MS)


def row(tab: Page, short: str) -> Locator:
    return tab.locator(".main tbody tr", has=tab.get_by_role("link", name=short, exact=True))


def go_to(tab: Page, short: str) -> None:
    """Walk down to a row with J, from the top."""
    count = tab.locator(".main tbody tr").count()
    press(tab, *["k"] * (count if tab.locator("tr.cur").count() else 0))
    for _ in range(count):
        if "cur" in (row(tab, short).get_attribute("class") or ""):
            break
        press(tab, "j")
    expect(row(tab, short)).to_have_class("cur")


def looked_at(tab: Page) -> None:
    found: Any = Axe().run(tab, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_many_are_passed_and_taken_back_with_keys_alone(village: Village, tab: Page) -> None:
    first, second, third = waiting(village, 0, 1, 2)
    open_desk(village, tab)
    go_to(tab, second)
    assert tab.evaluate(FOCUSED_ROW) == row(tab, second).get_attribute("data-shows")
    expect(tab.locator("#shown h2")).to_contain_text(second)
    looked_at(tab)
    press(tab, " ")
    go_to(tab, first)
    press(tab, " ")
    expect(tab.locator("[data-chosen]")).to_have_text("已选 2 条，共 +8 分")
    press(tab, "Escape")
    expect(tab.locator("[data-chosen]")).to_have_text("勾选属实的，一次送评议")
    press(tab, " ")
    go_to(tab, second)
    press(tab, " ", "Shift+A")
    expect(tab.get_by_role("status").filter(has_text="2 条送评议了")).to_be_visible()
    expect(row(tab, third)).to_be_visible()
    expect(row(tab, second)).to_have_count(0)
    press(tab, "z")
    tab.wait_for_url("**?tab=panel")
    tab.locator("body[data-keys=on]").wait_for()
    go_to(tab, second)
    press(tab, "z")
    expect(tab.get_by_role("status").filter(has_text="1 条的初审撤回了")).to_be_visible()
    expect(row(tab, first)).to_be_visible()
    press(tab, "g", "a")
    expect(row(tab, second)).to_be_visible()
    expect(row(tab, first)).to_have_count(0)


def test_one_key_is_for_the_row_one_is_in_whatever_was_chosen(village: Village, tab: Page) -> None:
    first, second = waiting(village, 3, 4)
    open_desk(village, tab)
    go_to(tab, first)
    press(tab, " ")
    go_to(tab, second)
    press(tab, "a")
    expect(tab.get_by_role("status").filter(has_text="1 条送评议了")).to_be_visible()
    expect(row(tab, first)).to_be_visible()
    expect(row(tab, second)).to_have_count(0)


def test_keys_are_not_stolen_from_who_types(village: Village, tab: Page) -> None:
    (first,) = waiting(village, 5)
    open_desk(village, tab)
    go_to(tab, first)
    press(tab, "r")
    words = tab.get_by_label("退回的原因")
    expect(words).to_be_focused()
    press(tab, "j", "k", "a", " ", "/", "?")
    expect(words).to_have_value("jka /?")
    expect(tab.locator("dialog")).to_have_count(0)
    press(tab, "Escape")
    assert tab.evaluate(FOCUSED_ROW) == row(tab, first).get_attribute("data-shows")
    press(tab, "/")
    expect(tab.locator("#find")).to_be_focused()
    press(tab, "j", "Escape", "r")
    expect(words).to_be_focused()
    press(tab, "Control+Enter")
    expect(tab.get_by_role("status").filter(has_text="1 条退回了")).to_be_visible()
    expect(row(tab, first)).to_have_count(0)
    press(tab, "/", "0", "2", "0", "3", "Enter")
    tab.wait_for_url("**/desk/households?number=0203")


def test_the_help_keeps_the_focus_and_escape_closes_it(village: Village, tab: Page) -> None:
    (first,) = waiting(village, 6)
    open_desk(village, tab)
    go_to(tab, first)
    press(tab, "?")
    help_ = tab.get_by_role("dialog", name="全部快捷键")
    expect(help_).to_contain_text("通过这一条")
    looked_at(tab)
    for key in ["Tab"] * 5 + ["Shift+Tab"] * 5:
        press(tab, key)
        assert not tab.evaluate(OUTSIDE)
    press(tab, "j", "Escape")
    expect(help_).to_have_count(0)
    assert tab.evaluate(FOCUSED_ROW) == row(tab, first).get_attribute("data-shows")
    press(tab, "?")
    help_.get_by_role("checkbox").uncheck()
    press(tab, "Escape", "a")
    expect(row(tab, first)).to_be_visible()
    expect(tab.get_by_role("status").filter(has_text="送评议了")).to_have_count(0)
    tab.get_by_role("button", name="全部快捷键").click()
    help_.get_by_role("checkbox").check()


def test_a_file_can_be_asked_for_twice(village: Village, tab: Page) -> None:
    open_desk(village, tab, "/national")
    # What is asked here is the page, not whether the clerk has shown a second factor.
    file = {"Content-Disposition": "attachment; filename=package.zip"}
    tab.route("**/national/package", lambda it: it.fulfill(body="x", headers=file))
    tab.get_by_label("用途").select_option(index=1)
    for _ in range(2):
        with tab.expect_download():
            tab.get_by_role("button", name="下载报送包").click()
        expect(tab.locator("#busy")).to_be_hidden()


def test_all_of_it_is_forms_and_links_without_scripts(village: Village, browser: Browser) -> None:
    first, second = waiting(village, 7, 8)
    context = browser.new_context(viewport=SIZE, java_script_enabled=False)
    context.add_cookies(village.world.cookies(village.world.account(Role.CLERK)))
    tab = context.new_page()
    tab.goto(village.world.address + DESK)
    row(tab, first).get_by_role("checkbox").check()
    tab.get_by_role("button", name="通过初审").click()
    expect(tab.get_by_text("1 条送评议了")).to_be_visible()
    row(tab, second).get_by_role("checkbox").check()
    tab.locator("summary").click()
    tab.get_by_label("退回的原因").fill("看不清")
    tab.get_by_role("button", name="退回勾选的").click()
    expect(tab.get_by_text("1 条退回了")).to_be_visible()
    tab.goto(f"{village.world.address}{DESK}?tab=panel")
    row(tab, first).get_by_role("checkbox").check()
    tab.get_by_role("button", name="撤回初审").click()
    expect(tab.get_by_text("1 条的初审撤回了")).to_be_visible()
    tab.goto(village.world.address + DESK)
    expect(row(tab, first)).to_be_visible()
    context.close()
