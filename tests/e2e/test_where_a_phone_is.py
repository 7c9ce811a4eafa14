"""Where a phone is leaves it in no way while the directory of stations sorts by distance."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from people.roles import Role
from tests.e2e.world import World
from tests.support.waiting import has_copies

pytestmark = pytest.mark.browser

HERE = {"latitude": 40.8123457, "longitude": 111.6543219}
THERE = {"latitude": 40.7987654, "longitude": 111.7345678}
Sent = tuple[str, str, str]
"""Method, address and body."""


class Wire:
    """Every request of a browser: pages, scripts, workers, beacons; all that is in them."""

    def __init__(self, phone: BrowserContext) -> None:
        self.sent: list[Request] = []
        phone.on("request", self._keep)
        phone.on("page", lambda tab: tab.on("websocket", lambda _: pytest.fail("a socket")))

    def _keep(self, request: Request) -> None:
        self.sent.append(request)

    def take(self) -> list[Request]:
        """Return what was sent since the last time."""
        sent, self.sent[:] = list(self.sent), []
        return sent


def said(request: Request) -> str:
    """Return all that a request says: address, headers with cookies, body."""
    headers = "\n".join(f"{it['name']}: {it['value']}" for it in request.headers_array())
    body = (request.post_data_buffer or b"").decode("latin-1")
    return f"{request.method} {request.url}\n{headers}\n{body}"


def place_in(text: str, place: dict[str, float]) -> list[str]:
    """Return what tells a place to a hundred metres or better, with or without its point."""
    parts = [f"{it:.7f}".split(".") for it in place.values()]
    figures = [f"{whole}[.]?{fraction[:3]}" for whole, fraction in parts]
    return [it for it in figures if re.search(it, text)]


def asks(sent: list[Request]) -> set[Sent]:
    """Return what was asked for, whatever the moment."""
    return {(it.method, it.url, it.post_data or "") for it in sent}


def wait_for_worker(tab: Page) -> None:
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert has_copies(tab, "/stations")


def sorted_from(phone: BrowserContext, tab: Page, wire: Wire, place: Any) -> list[Request]:
    phone.set_geolocation(place)
    wire.take()
    tab.get_by_role("button", name="按离我远近排").click()
    expect(tab.locator("#near-said")).to_contain_text("位置没有离开您的手机")
    expect(tab.locator("#nearest")).to_be_visible()
    tab.wait_for_timeout(2_000)  # what is sent later is sent too
    return wire.take()


def test_sorting_stations_by_distance_sends_the_position_to_nobody(
    world: World, phone: BrowserContext
) -> None:
    phone.add_cookies(world.cookies(world.account(Role.RIDER, 5)))
    phone.grant_permissions(["geolocation"])
    wire = Wire(phone)
    tab = phone.new_page()
    tab.goto(f"{world.address}/stations")
    wait_for_worker(tab)  # it fetches what it keeps first
    tab.wait_for_timeout(2_000)
    here = sorted_from(phone, tab, wire, HERE)
    nearest = tab.locator("#nearest-rows a").first.get_attribute("href")
    tab.get_by_role("button", name="照旧排").click()
    there = sorted_from(phone, tab, wire, THERE)
    assert here, "the list of stations was asked for"
    assert asks(here) == asks(there), "what is asked does not depend on where one is"
    tab.goto(f"{world.address}{nearest}")
    tab.get_by_role("button", name="离我多远").click()
    expect(tab.locator("#near-said")).to_contain_text("位置没有离开您的手机")
    tab.goto(f"{world.address}/")
    for request in [*here, *there, *wire.take()]:
        assert request.url.startswith((world.address, "data:", "blob:")), request.url
        for place in (HERE, THERE):
            assert place_in(said(request), place) == [], said(request)


def test_the_test_would_see_a_position_however_it_is_sent() -> None:
    for text in ("?lat=40.8123", '{"lon": 111.654}', "near=4081234", "X-Place: 111.6543;40"):
        assert place_in(text, HERE), text
    assert place_in("/api/v1/stations?limit=200", HERE) == []
