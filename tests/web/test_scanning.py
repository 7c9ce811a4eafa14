"""Scanning on a phone: a filmed camera, a photo, refusals, no network, a busy server."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from qr.images import png
from qr.kinds import Kind
from qr.tokens import url
from tests.web.conftest import Running
from tests.web.film import film
from tests.web.samples import HOST

pytestmark = pytest.mark.browser

Start = Callable[..., BrowserContext]
READ_MS = 30_000
FLUSH_MS = 40_000
LOOK_EVERY_MS = 200
OUTBOX = """async (module) => {
  const { waiting } = await import(module);
  return waiting();
}"""


def station_code(running: Running, *, age_s: int = 0) -> bytes:
    """A picture of the station's code as it stood some seconds ago."""
    at = datetime.now(UTC) - timedelta(seconds=age_s)
    return png(url(HOST, running.house.secret(Kind.STATION).make(at)), module_px=8)


def answered(tab: Page, tone: str) -> None:
    expect(tab.locator("#answer")).to_have_attribute("data-tone", tone, timeout=READ_MS)


def test_a_code_before_the_camera_is_sent_once_and_green(
    filmed_phone: Start, running: Running, tmp_path: Path
) -> None:
    context = filmed_phone(film(station_code(running), tmp_path / "code.y4m"))
    tab = context.new_page()
    tab.goto(f"{running.address}/scan")
    answered(tab, "ok")
    expect(tab.get_by_role("heading", level=1, name="到站 +1 分")).to_be_visible()
    expect(tab.get_by_role("link", name="完成")).to_have_attribute("href", "/?after=7")
    assert len(running.house.scans) == 1
    sent = running.house.scans[0]
    assert UUID(sent["key"])
    assert sent["csrf"] == running.house.csrf
    body = sent["body"]
    assert set(body) == {"token", "occurred_at", "device_id", "device_time"}
    assert body["token"].startswith(f"HTTPS://{HOST}/Q/")
    assert UUID(body["device_id"])
    happened = datetime.fromisoformat(body["occurred_at"])
    assert abs(datetime.now(UTC) - happened) < timedelta(minutes=2)


def test_an_old_code_is_refused_kindly(
    filmed_phone: Start, running: Running, tmp_path: Path
) -> None:
    context = filmed_phone(film(station_code(running, age_s=600), tmp_path / "old.y4m"))
    tab = context.new_page()
    tab.goto(f"{running.address}/scan")
    answered(tab, "warn")
    expect(tab.get_by_role("alert").get_by_text("这个码过期了")).to_be_visible()
    expect(tab.get_by_text("qr_expired")).to_be_visible()
    expect(tab.locator("#answer-main")).to_have_text("再扫一次")


def test_without_a_camera_a_photo_of_the_code_does(
    phone: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(station_code(running))
    tab = phone.new_page()
    tab.goto(f"{running.address}/scan")
    expect(tab.locator("#hint")).to_contain_text("拍张照片")
    tab.locator("#photo").set_input_files(photo)
    answered(tab, "ok")


def test_a_photo_without_a_code_says_so(
    phone: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "bee.png"
    photo.write_bytes((Path(__file__).parents[2] / "web/static/app/icon-512.png").read_bytes())
    tab = phone.new_page()
    tab.goto(f"{running.address}/scan")
    expect(tab.locator("#hint")).to_contain_text("拍张照片")
    tab.locator("#photo").set_input_files(photo)
    expect(tab.locator("#hint")).to_contain_text("没看到码")
    assert running.house.scans == []


def test_a_stale_page_renews_its_token_and_sends_the_same_scan(
    phone: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(station_code(running))
    tab = phone.new_page()
    tab.goto(f"{running.address}/scan")
    tab.evaluate("document.querySelector('meta[name=csrf-token]').content = 'old'")
    tab.locator("#photo").set_input_files(photo)
    answered(tab, "ok")
    stale, fresh = running.house.scans
    assert stale["csrf"] == "old"
    assert fresh["csrf"] == running.house.csrf
    assert fresh["key"] == stale["key"]


def waiting(tab: Page) -> list[dict[str, str]]:
    address = tab.locator('script[src$="/app/app.js"]').get_attribute("src")
    assert address
    found: list[dict[str, str]] = tab.evaluate(OUTBOX, address.replace("app.js", "queue.js"))
    return found


def scan_offline(context: BrowserContext, tab: Page, photo: Path, address: str) -> None:
    """Open the page, lose the network, scan: the scan stays on the phone."""
    tab.goto(f"{address}/scan")
    expect(tab.locator("#hint")).to_contain_text("拍张照片")
    tab.evaluate("navigator.serviceWorker?.ready.then(() => 0)")
    # The decoder comes shortly after the page; it must be here before the network goes.
    with tab.expect_response(re.compile(r"zxing_reader\.wasm")):
        tab.reload()
    context.set_offline(True)
    tab.locator("#photo").set_input_files(photo)
    answered(tab, "info")
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()


def test_a_scan_without_a_network_is_kept_and_later_sent_once(
    phone: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(station_code(running))
    tab = phone.new_page()
    scan_offline(phone, tab, photo, running.address)
    (kept,) = waiting(tab)
    assert running.house.scans == []
    tab.goto(f"{running.address}/scan")  # from the worker's copy: the network is still away
    expect(tab.locator("#waiting-words")).to_have_text("1 次存在手机里")

    phone.set_offline(False)
    expect(tab.locator("#net-title")).to_have_text("补传好了", timeout=FLUSH_MS)
    assert waiting(tab) == []
    assert [scan for bulk in running.house.bulks for scan in bulk["scans"]] == [kept]
    assert len(running.house.effects) == 1


def test_two_tabs_that_come_back_together_send_a_kept_scan_once(
    phone: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(station_code(running))
    first, second = phone.new_page(), phone.new_page()
    second.goto(f"{running.address}/help")
    scan_offline(phone, first, photo, running.address)
    phone.set_offline(False)
    for _ in range(FLUSH_MS // LOOK_EVERY_MS):
        if running.house.effects:
            break
        first.wait_for_timeout(LOOK_EVERY_MS)
    for tab in (first, second):  # whichever sent it says so, and the other that nothing waits
        expect(tab.locator("#net-title")).to_have_text(re.compile("补传好了|^$"), timeout=FLUSH_MS)
    assert len(running.house.effects) == 1
    assert len(running.house.bulks) == 1


def test_a_busy_server_is_a_blue_page_too(
    phone: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(station_code(running))
    tab = phone.new_page()
    tab.route(re.compile(r"/api/v1/scans(/bulk)?$"), lambda route: route.fulfill(status=503))
    tab.goto(f"{running.address}/scan")
    tab.locator("#photo").set_input_files(photo)
    answered(tab, "info")
    assert len(waiting(tab)) == 1
    tab.unroute_all()
    tab.goto(f"{running.address}/help")
    expect(tab.locator("#net-title")).to_have_text("补传好了", timeout=FLUSH_MS)
    assert len(running.house.effects) == 1


def test_in_a_browser_without_workers_a_scan_is_kept_as_well(
    browser_without_workers: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(station_code(running))
    tab = browser_without_workers.new_page()
    with tab.expect_response(re.compile(r"zxing_reader\.wasm")):
        tab.goto(f"{running.address}/scan")
    browser_without_workers.set_offline(True)
    tab.locator("#photo").set_input_files(photo)
    answered(tab, "info")
    browser_without_workers.set_offline(False)
    expect(tab.locator("#net-title")).to_have_text("补传好了", timeout=FLUSH_MS)
    assert len(running.house.effects) == 1


def test_a_refusal_of_a_kept_scan_is_told(
    phone: BrowserContext, running: Running, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(station_code(running, age_s=600))
    tab = phone.new_page()
    scan_offline(phone, tab, photo, running.address)
    phone.set_offline(False)
    expect(tab.locator("#net-title")).to_have_text("补传好了，1 次没记上", timeout=FLUSH_MS)
    expect(tab.locator("#net-words")).to_have_text("这个码过期了")
    assert waiting(tab) == []


def test_a_code_opened_by_another_camera_app_without_a_network_is_kept(
    phone: BrowserContext, running: Running
) -> None:
    token = running.house.secret(Kind.STATION).make(datetime.now(UTC))
    tab = phone.new_page()
    tab.goto(f"{running.address}/help")
    tab.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    tab.reload()
    phone.set_offline(True)
    tab.goto(f"{running.address}/q/{token}")
    answered(tab, "info")
    assert [scan["token"] for scan in waiting(tab)] == [token]


def test_a_page_never_seen_says_so_without_a_network(
    phone: BrowserContext, running: Running
) -> None:
    tab = phone.new_page()
    tab.goto(f"{running.address}/help")
    tab.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    tab.reload()
    phone.set_offline(True)
    tab.goto(f"{running.address}/preview/record")
    expect(tab.get_by_role("heading", name="现在没有网")).to_be_visible()


def test_the_home_shows_new_figures_after_kept_scans_were_sent(
    phone: BrowserContext, running: Running
) -> None:
    tab = phone.new_page()
    tab.goto(f"{running.address}/")
    tab.evaluate("document.querySelector('#live .rb-figure').textContent = 'old'")
    tab.evaluate("document.body.dispatchEvent(new CustomEvent('scans-sent', { bubbles: true }))")
    expect(tab.locator("#live .rb-figure").first).to_have_text("312.4")
