"""Scans made without a network are kept, survive the night, and count once."""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bootstrap.demo.setup import Account
from people.roles import Role
from qr.images import png
from qr.kinds import Kind
from qr.tokens import url
from tests.e2e.moral_village import kept
from tests.e2e.world import World
from tests.support.waiting import comes_true, has_copies
from tests.web.film import film

pytestmark = pytest.mark.browser

READ_MS = 30_000
KEPT = "先存在手机里了"
Start = Callable[..., BrowserContext]


@pytest.fixture
def code(world: World, films: Path) -> str:
    """A film of the station's code of this moment."""
    token = world.code(Kind.STATION, world.station)
    picture = png(url(world.house.services.public_host, token), module_px=8)
    return film(picture, films / "code.y4m")


def _signed_in(world: World, phone: BrowserContext, account: Account) -> Page:
    phone.add_cookies(world.cookies(account))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    return tab


def _visits(world: World, account: Account) -> int:
    assert isinstance(account.person_id, UUID)
    world.settle()
    return len(world.house.services.views.visits.of_rider(account.person_id))


def _comes_to(world: World, account: Account, visits: int) -> bool:
    """Wait until so many visits are counted: the phone may have let go before the answer came."""
    ends = time.monotonic() + READ_MS / 1000
    while (found := _visits(world, account)) < visits and time.monotonic() < ends:
        time.sleep(0.2)
    return found == visits


def _wait_for_worker(tab: Page) -> None:
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert has_copies(tab, "/scan")


def test_a_scan_without_network_survives_a_reload_and_is_sent_once(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 0)
    phone = filmed_phone(code)
    tab = _signed_in(world, phone, rider)
    _wait_for_worker(tab)
    phone.set_offline(True)
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    tab.goto(f"{world.address}/me")
    expect(tab.locator("body")).to_contain_text("没")
    tab.goto(f"{world.address}/")
    # Chromium 150 forgets in a page that a worker answers that it was told to be offline: such a
    # page says "1 次扫码等着上传", an older one "1 次扫码存在手机里".
    expect(tab.locator("#net")).to_contain_text("1 次扫码")
    assert _visits(world, rider) == 0
    phone.set_offline(False)
    assert comes_true(lambda: kept(tab) == [])
    assert _visits(world, rider) == 1
    tab.reload()
    expect(tab.locator(".rb-sum")).to_contain_text("1今天到站")


def test_a_server_that_is_down_keeps_the_scan_though_the_phone_thinks_it_is_online(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 1)
    before = _visits(world, rider)
    phone = filmed_phone(code)
    tab = _signed_in(world, phone, rider)
    _wait_for_worker(tab)
    world.stop()
    try:
        assert tab.evaluate("navigator.onLine")
        tab.goto(f"{world.address}/scan")
        expect(tab.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    finally:
        world.start()
    tab.goto(f"{world.address}/")
    assert comes_true(lambda: kept(tab) == [])
    assert _visits(world, rider) == before + 1


def test_a_browser_without_service_workers_keeps_scans_too(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 2)
    before = _visits(world, rider)
    phone = filmed_phone(code, service_workers="block")
    tab = _signed_in(world, phone, rider)
    phone.route("**/api/v1/scans**", lambda route: route.abort())
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    assert _visits(world, rider) == before
    phone.unroute("**/api/v1/scans**")
    tab.goto(f"{world.address}/")
    assert comes_true(lambda: kept(tab) == [])
    assert _visits(world, rider) == before + 1


def test_two_tabs_send_what_waits_once(world: World, filmed_phone: Start, code: str) -> None:
    rider = world.account(Role.RIDER, 3)
    before = _visits(world, rider)
    phone = filmed_phone(code)
    first = _signed_in(world, phone, rider)
    second = phone.new_page()
    second.goto(f"{world.address}/me")
    _wait_for_worker(first)
    phone.set_offline(True)
    first.goto(f"{world.address}/scan")
    expect(first.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    sent: list[str] = []
    phone.on("request", lambda it: sent.append(it.url) if it.url.endswith("/bulk") else None)
    phone.set_offline(False)
    assert comes_true(lambda: kept(first) == [])
    assert _comes_to(world, rider, before + 1)
    assert len(sent) == 1


def test_a_photo_of_the_code_does_where_the_camera_is_refused(
    world: World, phone: BrowserContext, films: Path
) -> None:
    rider = world.account(Role.RIDER, 4)
    before = _visits(world, rider)
    token = world.code(Kind.STATION, world.station)
    picture = films / "photo.png"
    picture.write_bytes(png(url(world.house.services.public_host, token), module_px=6))
    tab = _signed_in(world, phone, rider)
    tab.goto(f"{world.address}/scan")
    tab.locator("#photo").set_input_files(picture)
    expect(tab.get_by_role("heading", name="到站 +1 分")).to_be_visible(timeout=READ_MS)
    assert _visits(world, rider) == before + 1


def test_a_code_opened_by_another_camera_is_recorded_at_once(
    world: World, phone: BrowserContext
) -> None:
    rider = world.account(Role.RIDER, 5)
    before = _visits(world, rider)
    tab = _signed_in(world, phone, rider)
    tab.goto(f"{world.address}/Q/{world.code(Kind.STATION, world.station)}")
    expect(tab.get_by_role("heading", name="到站 +1 分")).to_be_visible(timeout=READ_MS)
    assert _visits(world, rider) == before + 1
