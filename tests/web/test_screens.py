"""Screens that live: the station's flash and offline strip, the big board, the counter."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from qr.kinds import Kind
from qr.tokens import TokenReader
from tests.web.conftest import Running
from tests.web.samples import ID

pytestmark = pytest.mark.browser

VISITS = f"/api/v1/stations/{ID}/visits"
POLL_MS = 20_000


@pytest.fixture
def screen(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    yield context
    context.close()


TYPE_LIKE_A_READER = """(keys) => {
  for (const key of keys) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }
}"""
"""A barcode reader leaves no pause between keys; a busy machine that types for it does."""


def station(screen: BrowserContext, running: Running) -> Page:
    tab = screen.new_page()
    tab.goto(f"{running.address}/preview/station-screen")
    tab.locator("#plate[data-ready]").wait_for()
    return tab


def test_a_counted_visit_flashes_green_and_counts(screen: BrowserContext, running: Running) -> None:
    tab = station(screen, running)
    expect(tab.locator("footer [data-count]")).to_have_text("61")
    with tab.expect_response(lambda answer: VISITS in answer.url and answer.status == 304):
        pass  # nothing happened: one cheap answer
    expect(tab.locator("#flash")).to_be_hidden()
    running.house.visits = 62
    expect(tab.locator("#flash")).to_be_visible(timeout=POLL_MS)
    expect(tab.locator("#flash [data-count]")).to_have_text("62")
    expect(tab.locator("#flash")).to_be_hidden(timeout=POLL_MS)
    expect(tab.locator("footer [data-count]")).to_have_text("62")


def test_an_activity_screen_counts_who_came_and_who_left(
    screen: BrowserContext, running: Running
) -> None:
    tab = screen.new_page()
    with tab.expect_response(lambda answer: answer.url.endswith("/attendance")):
        tab.goto(f"{running.address}/preview/activity-screen")
    expect(tab.locator('footer [data-field="checked_in"]')).to_have_text("28")
    expect(tab.locator("#link")).to_have_text("已联网")
    expect(tab.locator("#flash")).to_be_hidden()


def test_without_a_network_the_screen_says_so_and_goes_on(
    screen: BrowserContext, running: Running
) -> None:
    tab = station(screen, running)
    screen.set_offline(True)
    expect(tab.locator("#strip")).to_be_visible(timeout=POLL_MS)
    expect(tab.locator("#pill")).to_contain_text("断网，照常可用")
    expect(tab.locator("#plate svg")).to_be_visible()
    screen.set_offline(False)
    expect(tab.locator("#strip")).to_be_hidden(timeout=POLL_MS)


def test_a_screen_that_starts_again_makes_codes_from_its_kept_secret(
    screen: BrowserContext, running: Running
) -> None:
    station(screen, running).close()
    tab = screen.new_page()
    tab.route("**/screen-secret", lambda route: route.abort())
    tab.goto(f"{running.address}/preview/station-screen")
    tab.locator("#plate[data-ready]").wait_for()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(tab.screenshot())))
    token = TokenReader(running.house.keyring).read(code.text, at=datetime.now(UTC))
    assert token.kind is Kind.STATION


def test_the_board_shows_five_and_turns_to_the_next_five(
    screen: BrowserContext, running: Running
) -> None:
    tab = screen.new_page()
    tab.clock.install()
    tab.set_viewport_size({"width": 1920, "height": 1080})
    tab.goto(f"{running.address}/preview/board")
    tab.locator("#chart[data-ready]").wait_for()
    rows = tab.locator("#lead-rows tr")
    expect(rows).to_have_count(5)
    expect(rows.first).to_contain_text("王*兰")
    expect(tab.locator("#page-words")).to_have_text(" · 第 1 屏，共 2 屏")
    tab.clock.run_for(12_500)
    expect(rows.first).to_contain_text("白*强")
    expect(tab.locator("#page-words")).to_have_text(" · 第 2 屏，共 2 屏")
    described = tab.locator("#chart [aria-label], #chart[aria-label]").first
    expect(described).to_have_attribute(
        "aria-label",
        re.compile("^驿站停靠，大召红蜂驿站 61 次，.*席力图召站 22 次$"),
    )
    expect(tab.get_by_role("table", name="驿站停靠")).to_be_attached()


def test_at_the_counter_a_reader_that_types_sends_what_it_read(
    screen: BrowserContext, running: Running
) -> None:
    tab = screen.new_page()
    tab.goto(f"{running.address}/preview/counter-scan")
    expect(tab.locator("#cam-words")).to_contain_text("扫码枪")
    token = "CYAG7GK2" * 4
    with tab.expect_request(lambda it: it.method == "POST") as posted:
        tab.evaluate(TYPE_LIKE_A_READER, [*token, "Enter"])
    assert f"token={token}" in (posted.value.post_data or "")


def test_at_the_counter_four_digits_can_be_tapped(screen: BrowserContext, running: Running) -> None:
    tab = screen.new_page()
    tab.goto(f"{running.address}/preview/counter-scan")
    for digit in "4179":
        tab.locator(f'[data-digit="{digit}"]').click()
    expect(tab.locator("#number")).to_have_value("4179")
    with tab.expect_request(lambda it: it.method == "POST") as posted:
        tab.get_by_role("button", name="查").click()
    assert "number=4179" in (posted.value.post_data or "")
    assert posted.value.url.endswith(f"/shops/{ID}/counter")


def test_signing_out_forgets_what_the_phone_kept(screen: BrowserContext, running: Running) -> None:
    tab = screen.new_page()
    tab.goto(f"{running.address}/preview/me")
    tab.locator("#code[data-ready]").wait_for()
    with tab.expect_request("**/logout"):
        tab.get_by_role("button", name="退出登录").click()
    other = screen.new_page()  # the first is on its way to the answer of the form
    other.goto(f"{running.address}/help")
    module = other.locator('script[src$="/app/app.js"]').get_attribute("src") or ""
    kept = other.evaluate(
        "async (module) => (await (await import(module)).database()).get('kept', 'person-secret')",
        module.replace("app/app.js", "vendor/outbox.js"),
    )
    assert kept is None
