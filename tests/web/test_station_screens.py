"""The screen of a station: works without a network, says when it cannot, thanks who scans."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from qr.kinds import Kind
from qr.tokens import TokenReader
from tests.support.waiting import becomes
from tests.web.conftest import QUIET, Running
from tests.web.samples import ID
from tests.web.test_codes import read_code

pytestmark = pytest.mark.browser

WAIT_MS = 30_000
VISITS = f"/api/v1/stations/{ID}/visits"


@pytest.fixture
def screen(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    yield context
    context.close()


def shown_by(tab: Page) -> str:
    (text,) = read_code(tab.locator("#plate").screenshot())
    return text


def opened(screen: BrowserContext, running: Running) -> Page:
    tab = screen.new_page()
    tab.goto(f"{running.address}/preview/station-screen")
    tab.locator("#plate[data-ready]").wait_for()
    return tab


def test_after_seventy_two_hours_offline_and_a_restart_the_code_still_counts(
    screen: BrowserContext, running: Running
) -> None:
    start = datetime.now(UTC)
    screen.clock.install(time=start)
    tab = opened(screen, running)
    tab.wait_for_function("navigator.serviceWorker.controller !== null", timeout=WAIT_MS)
    assert becomes(
        tab,
        "caches.keys().then((all) => Promise.all(all.map((it) => caches.open(it)"
        ".then((one) => one.match('/preview/station-screen')))).then((all) => all.some(Boolean)))",
    )
    screen.set_offline(True)
    expect(tab.locator("#strip")).to_be_visible(timeout=WAIT_MS)
    later = start + timedelta(hours=71, minutes=59)
    tab.clock.set_system_time(later)
    tab.reload()
    tab.locator("#plate[data-ready]").wait_for(timeout=WAIT_MS)
    expect(tab.locator("#strip-title")).to_contain_text("断网 2 天 23 小时", timeout=WAIT_MS)
    token = TokenReader(running.house.keyring).read(shown_by(tab), at=later)
    assert (token.kind, token.subject) == (Kind.STATION, ID.bytes[:8])

    tab.clock.set_system_time(start + timedelta(hours=73))
    expect(tab.locator("#strip-title")).to_contain_text("超过 72 小时", timeout=WAIT_MS)
    expect(tab.locator("#strip")).to_have_attribute("data-state", "too_long")
    screen.set_offline(False)
    expect(tab.locator("#link")).to_have_text("已联网", timeout=WAIT_MS)


def test_a_clock_that_went_back_without_a_network_is_told(
    screen: BrowserContext, running: Running
) -> None:
    start = datetime.now(UTC)
    screen.clock.install(time=start)
    tab = opened(screen, running)
    screen.set_offline(True)
    expect(tab.locator("#strip")).to_be_visible(timeout=WAIT_MS)
    tab.clock.set_system_time(start - timedelta(days=300))
    expect(tab.locator("#strip-title")).to_contain_text("时间不对", timeout=WAIT_MS)
    expect(tab.locator("#strip-words")).to_contain_text("请管理员校准时间")


def test_a_clock_the_server_finds_off_is_told_and_the_code_is_right_all_the_same(
    screen: BrowserContext, running: Running
) -> None:
    screen.clock.install(time=datetime.now(UTC) + timedelta(hours=3))
    running.house.live = {"clock_off_s": 10_800}
    tab = opened(screen, running)
    expect(tab.locator("#strip-title")).to_contain_text("时钟快 3 小时", timeout=WAIT_MS)
    expect(tab.locator("#skew")).to_contain_text("时钟快 3 小时，已校正")
    TokenReader(running.house.keyring).read(shown_by(tab), at=datetime.now(UTC))
    running.house.live = {"clock_off_s": None}
    expect(tab.locator("#strip")).to_be_hidden(timeout=WAIT_MS)


def test_it_says_who_it_is_and_what_its_clock_is_the_same_after_a_restart(
    screen: BrowserContext, running: Running
) -> None:
    opened(screen, running).close()
    tab = opened(screen, running)
    with tab.expect_response(lambda it: it.url.endswith(VISITS)):
        pass
    said = running.house.reports
    assert len({it["Device-Instance"] for it in said}) == 1
    assert re.fullmatch(r"[0-9a-f-]{36}", said[-1]["Device-Instance"])
    assert abs(int(said[-1]["Device-Time"]) / 1000 - datetime.now(UTC).timestamp()) < 60


def test_whoever_comes_too_soon_is_told_from_when_it_counts(
    screen: BrowserContext, running: Running
) -> None:
    running.house.live = {"repeats_today": 4}
    tab = opened(screen, running)
    with tab.expect_response(lambda it: it.url.endswith(VISITS) and it.status == 304):
        pass
    expect(tab.locator("#again")).to_be_hidden()
    running.house.live = {
        "repeats_today": 5,
        "counted_at": "2026-11-18T05:41:00+00:00",
        "again_from": "2026-11-18T09:41:00+00:00",
    }
    expect(tab.locator("#again")).to_be_visible(timeout=WAIT_MS)
    expect(tab.locator("#again")).to_contain_text("13:41 那次算数")
    expect(tab.locator("#again")).to_contain_text("17:41 以后再来")
    expect(tab.locator("#flash")).to_be_hidden()
    expect(tab.locator("#again")).to_be_hidden(timeout=WAIT_MS)


def test_a_change_at_the_station_is_drawn_anew(screen: BrowserContext, running: Running) -> None:
    running.house.live = {"open": False, "shown_mark": "a1b2c3"}
    tab = opened(screen, running)
    expect(tab.locator("#open")).to_have_text("休息", timeout=WAIT_MS)
    with tab.expect_navigation():
        running.house.live = {"open": True, "shown_mark": "another"}
        tab.wait_for_timeout(1)
    running.house.live = {}


WAKE = """() => {
  window.asked = 0;
  const lock = () => Object.assign(new EventTarget(), {});
  Object.defineProperty(navigator, "wakeLock",
    { value: { request: async () => { window.asked += 1; return (window.held = lock()); } } });
  window.letGo = () => window.held.dispatchEvent(new Event("release"));
}"""
SEEN = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_the_screen_is_kept_alight_again_whenever_it_is_seen(
    screen: BrowserContext, running: Running
) -> None:
    screen.add_init_script(f"({WAKE})()")
    tab = opened(screen, running)
    assert tab.evaluate("window.asked") == 1
    tab.evaluate(SEEN, "hidden")
    tab.evaluate("window.letGo()")
    assert tab.evaluate("window.asked") == 1
    tab.evaluate(SEEN, "visible")
    assert tab.evaluate("window.asked") == 2
    tab.evaluate(SEEN, "visible")
    assert tab.evaluate("window.asked") == 2, "held already"


def test_a_light_that_the_system_put_out_is_lit_again(
    screen: BrowserContext, running: Running
) -> None:
    screen.add_init_script(f"({WAKE})()")
    screen.clock.install(time=datetime.now(UTC))
    tab = opened(screen, running)
    tab.evaluate("window.letGo()")
    assert tab.evaluate("window.asked") == 1
    tab.clock.run_for(31_000)
    assert tab.evaluate("window.asked") == 2


BROKEN = "() => { crypto.subtle.sign = () => Promise.reject(new Error('worn out')); }"


def test_a_code_that_no_longer_turns_makes_the_page_start_again(
    screen: BrowserContext, running: Running
) -> None:
    start = datetime.now(UTC)
    screen.clock.install(time=start)
    tab = opened(screen, running)
    tab.evaluate("window.isOld = true")
    tab.clock.run_for(150_000)
    assert tab.evaluate("window.isOld"), "it is left alone while its code turns"
    tab.evaluate(BROKEN)
    with tab.expect_navigation():
        tab.clock.run_for(180_000)
    tab.locator("#plate[data-ready]").wait_for()
    assert tab.evaluate("window.isOld") is None


def test_a_screen_whose_browser_was_ended_starts_without_a_network(
    playwright: Playwright, chromium: str, running: Running, tmp_path: Path
) -> None:
    """Power comes back before the network does: secret, clock, name and page are on the device."""
    kept: dict[str, Any] = {"executable_path": chromium, "args": QUIET, "locale": "zh-CN"}
    address = f"{running.address}/preview/station-screen"
    first = playwright.chromium.launch_persistent_context(tmp_path, **kept)
    tab = first.new_page()
    tab.goto(address)
    tab.locator("#plate[data-ready]").wait_for()
    assert becomes(
        tab,
        "caches.keys().then((all) => Promise.all(all.map((it) => caches.open(it)"
        ".then((one) => one.match('/preview/station-screen')))).then((all) => all.some(Boolean)))",
    )
    with tab.expect_response(lambda it: it.url.endswith(VISITS)):
        pass
    first.close()
    running.server.shutdown()
    again = playwright.chromium.launch_persistent_context(tmp_path, **kept)
    again.set_offline(True)
    tab = again.new_page()
    tab.goto(address)
    tab.locator("#plate[data-ready]").wait_for()
    expect(tab.locator("#strip-title")).to_contain_text("照常扫码")
    token = TokenReader(running.house.keyring).read(shown_by(tab), at=datetime.now(UTC))
    assert (token.kind, token.subject) == (Kind.STATION, ID.bytes[:8])
    again.close()


WIDE_AND_CODE = """() => {
  const code = document.querySelector("#plate svg").getBoundingClientRect();
  return [document.documentElement.scrollWidth, code.width, code.bottom];
}"""


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (1280, 800, 480),
        (800, 1280, 500),
        (1080, 1920, 800),
        (1920, 1080, 600),
        (1024, 600, 270),
        (390, 844, 350),
        (320, 640, 290),
    ],
)
def test_the_code_is_as_large_as_the_screen_allows_and_nothing_runs_off(
    screen: BrowserContext, running: Running, width: int, height: int, code: int
) -> None:
    tab = screen.new_page()
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto(f"{running.address}/preview/station-screen")
    tab.locator("#plate[data-ready]").wait_for()
    for offline in (False, True):
        screen.set_offline(offline)
        expect(tab.locator("#strip")).to_be_visible(visible=offline, timeout=WAIT_MS)
        wide, side, bottom = tab.evaluate(WIDE_AND_CODE)
        assert wide <= width
        assert side >= code
        assert bottom <= height
    screen.set_offline(False)
