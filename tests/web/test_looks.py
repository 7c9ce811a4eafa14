"""Every page at its real size in a real Chromium: accessible, touchable, never sideways."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.web.conftest import Running
from tests.web.pages import PAGES
from tests.web.samples import PHONE as PHONE_SIZE
from tests.web.samples import Page

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
TOUCH_PX = 48
GLOVE_PX = 72
NARROWEST_PX = 320
READY = {"board": "#chart", "me": "#code", "station-screen": "#plate", "activity-screen": "#plate"}
# Vendored whole; its own colours and targets are its maker's.
OWN_PAGES = {name: page for name, page in PAGES.items() if name != "docs"}

# What is pressed, with its box; what wraps an input is the target, not the input.
TARGETS = """() => [...document.querySelectorAll('a, button, input, summary, label.rb-file')]
  .filter((it) => it.getClientRects().length && !it.closest('[hidden]') && it.type !== 'hidden')
  .filter((it) => !it.classList.contains('rb-skip'))
  .map((it) => {
    const around = 'label.rb-row, label.rb-chip, label.rb-file';
    const wrap = it.matches('input') ? it.closest(around) : null;
    const box = (wrap ?? it).getBoundingClientRect();
    return { words: (it.textContent || it.getAttribute('aria-label') || it.name || '').trim(),
             width: Math.round(box.width), height: Math.round(box.height) };
  })"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", service_workers="block"
    )
    page = context.new_page()
    yield page
    context.close()


def opened(tab: Tab, running: Running, name: str, page: Page) -> list[str]:
    """Open a page at its size; the complaints of the browser, which must stay empty."""
    complaints: list[str] = []
    tab.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.set_viewport_size({"width": page.size[0], "height": page.size[1]})
    # This page would send itself on at once; it is looked at as it is without scripts.
    empty = {"body": "", "content_type": "text/javascript"}
    tab.route("**/open-code.js", lambda route: route.fulfill(**empty))
    tab.goto(f"{running.address}/preview/{name}", wait_until="load")
    if name in READY:
        tab.locator(f"{READY[name]}[data-ready]").wait_for()
    return complaints


@pytest.mark.parametrize(("name", "page"), OWN_PAGES.items(), ids=OWN_PAGES)
def test_a_page_is_accessible_touchable_and_never_sideways(
    tab: Tab, running: Running, name: str, page: Page
) -> None:
    complaints = opened(tab, running, name, page)
    found = Axe().run(tab, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    if page.size == PHONE_SIZE:
        targets = tab.evaluate(TARGETS)
        assert [each for each in targets if min(each["width"], each["height"]) < TOUCH_PX] == []
        for width in (page.size[0], NARROWEST_PX):
            tab.set_viewport_size({"width": width, "height": page.size[1]})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


@pytest.mark.parametrize(
    "name",
    ["alarms-phone", "alarm-phone", "close-phone", "openings-phone", "opening", "desk-households"],
)
def test_what_is_decided_on_at_a_desk_is_all_seen_on_a_phone(
    tab: Tab, running: Running, name: str
) -> None:
    opened(tab, running, name, PAGES[name])
    tab.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE_SIZE[0]
    widths = "all => all.map((it) => it.scrollWidth - it.clientWidth)"
    assert max(tab.eval_on_selector_all(".wide, nav.nav", widths)) <= 0
    tab.reload(wait_until="load")
    assert tab.evaluate("scrollY") == 0, "it opens at its beginning"


@pytest.mark.parametrize("name", ["home-rider", "home-rider-dark"])
def test_a_riders_main_button_is_made_for_gloves(tab: Tab, running: Running, name: str) -> None:
    opened(tab, running, name, PAGES[name])
    box = tab.locator(".rb-hive").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 3 * GLOVE_PX


@pytest.mark.parametrize("name", ["station-screen", "activity-screen", "board", "counter-scan"])
def test_a_fixed_screen_fits_without_scrolling(tab: Tab, running: Running, name: str) -> None:
    page = PAGES[name]
    opened(tab, running, name, page)
    assert tab.evaluate("document.documentElement.scrollHeight") <= page.size[1]
    assert tab.evaluate("document.documentElement.scrollWidth") <= page.size[0]


def test_the_api_documentation_works_under_the_strict_policy(tab: Tab, running: Running) -> None:
    complaints = opened(tab, running, "docs", PAGES["docs"])
    tab.locator(".opblock-summary").first.click()
    tab.get_by_role("button", name="Try it out").click()
    tab.get_by_role("button", name="Execute").wait_for()
    assert complaints == []
