"""A rider's check-in: online, offline, with a wrong clock, in two hands; one visit each."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bootstrap.demo.setup import Account
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.ids import new_id
from people.roles import Role
from qr.images import png
from qr.kinds import Kind
from qr.tokens import url
from tests.e2e.world import World
from tests.support.waiting import comes_true, has_copies
from tests.web.film import film

pytestmark = pytest.mark.browser

READ_MS = 30_000
FLUSH_MS = 45_000
TARGET_PX = 64
KEPT = "先存在手机里了"
COUNTED = "到站 +1 分"
CHIP = """window.NDEFReader = class extends EventTarget { async scan() { setTimeout(() => {
 const data = new DataView(new TextEncoder().encode("%s").buffer);
 this.dispatchEvent(Object.assign(new Event("reading"),
 { message: { records: [{ recordType: "url", data }] } })); }, 50); } };"""
Start = Callable[..., BrowserContext]
OUTBOX = """() => new Promise((done) => { const ask = indexedDB.open('redbee');
 ask.onsuccess = () => { const kept = ask.result.transaction('outbox').objectStore('outbox');
 const all = kept.getAll();
 all.onsuccess = () => { ask.result.close(); done(all.result); }; }; })"""
NOTICED = """window.noticed = { shakes: 0, tones: 0 };
 navigator.vibrate = () => { window.noticed.shakes += 1; return true; };
 const start = OscillatorNode.prototype.start;
 OscillatorNode.prototype.start = function (when) {
 window.noticed.tones += 1; start.call(this, when); };
"""
FAST = """const True = Date; window.Date = class extends True {
 constructor(...said) { if (said.length) super(...said); else super(True.now() + 432000); }
 static now() { return True.now() + 432000; } };"""


@pytest.fixture
def code(world: World, films: Path) -> str:
    """A film of the station's code of this moment."""
    token = world.code(Kind.STATION, world.station)
    return film(png(url(world.house.services.public_host, token), module_px=8), films / "code.y4m")


def signed_in(world: World, phone: BrowserContext, account: Account) -> Page:
    phone.add_cookies(world.cookies(account))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    return tab


def visits(world: World, account: Account) -> list[Any]:
    assert isinstance(account.person_id, UUID)
    world.settle()
    return world.house.services.views.visits.of_rider(account.person_id)


def comes_to(world: World, account: Account, many: int) -> bool:
    """Wait until so many visits are counted, and see that no more follow."""
    ends = time.monotonic() + READ_MS / 1000
    while (found := len(visits(world, account))) < many and time.monotonic() < ends:
        time.sleep(0.2)
    return found == many


def purposes(world: World) -> dict[str, int]:
    world.settle()
    today = local_date(utc_now())
    return world.house.services.views.purposes.of_station(world.station, today, today)


def wait_for_worker(tab: Page) -> None:
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert has_copies(tab, "/scan")


def test_one_big_target_then_a_tick_a_tone_and_a_shake_and_one_tap_says_what_for(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 6)
    before = len(visits(world, rider))
    phone = filmed_phone(code)
    phone.add_init_script(NOTICED)
    tab = signed_in(world, phone, rider)
    target = tab.get_by_role("link", name="扫码打卡")
    box = target.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= TARGET_PX
    target.click()
    expect(tab.get_by_role("heading", name=COUNTED)).to_be_visible(timeout=READ_MS)
    noticed = tab.evaluate("window.noticed")
    assert noticed["shakes"] >= 1
    assert noticed["tones"] >= 1, "a tap on the home page is enough for a tone on the next"
    chip = tab.get_by_text("充电", exact=True)
    small = chip.bounding_box()
    assert small is not None
    assert small["height"] >= TARGET_PX
    tab.get_by_role("radio", name="充电").click()
    expect(tab.locator("#purposes-said")).to_have_text("记下了，谢谢")
    assert comes_to(world, rider, before + 1)
    assert purposes(world)["charge"] >= 1


def test_offline_the_visit_and_its_purpose_wait_together_with_a_number(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 7)
    before, water = len(visits(world, rider)), purposes(world).get("water", 0)
    phone = filmed_phone(code)
    tab = signed_in(world, phone, rider)
    wait_for_worker(tab)
    phone.set_offline(True)
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    tab.get_by_role("radio", name="喝水").click()
    expect(tab.locator("#purposes-said")).to_have_text("记下了，谢谢")
    tab.goto(f"{world.address}/")  # any page of the phone: on the scanner the film would go on
    kept = {it.get("kind", "scans"): it for it in tab.evaluate(OUTBOX)}
    assert kept["scans"]["sequence"] == 1
    assert kept["purposes"]["scan_key"] == kept["scans"]["key"]
    phone.set_offline(False)
    assert comes_to(world, rider, before + 1)
    assert comes_true(lambda: tab.evaluate(OUTBOX) == [])
    assert purposes(world)["water"] == water + 1
    assert world.house.services.views.phone_gaps.open("1501") == []


def test_a_phone_whose_clock_is_seven_minutes_fast_is_set_right(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 8)
    before = len(visits(world, rider))
    phone = filmed_phone(code)
    phone.add_init_script(FAST)
    tab = signed_in(world, phone, rider)
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=COUNTED)).to_be_visible(timeout=READ_MS)
    assert comes_to(world, rider, before + 1)
    happened = max(it.occurred_at for it in visits(world, rider))
    assert abs((utc_now() - happened).total_seconds()) < READ_MS / 1000


def test_what_waits_on_a_phone_that_changed_owner_is_never_sent_as_the_others(
    world: World, filmed_phone: Start, code: str
) -> None:
    first, second = world.account(Role.RIDER, 9), world.account(Role.RIDER, 10)
    of_first, of_second = len(visits(world, first)), len(visits(world, second))
    phone = filmed_phone(code)
    tab = signed_in(world, phone, first)
    phone.route("**/api/v1/scans**", lambda route: route.abort())
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    phone.clear_cookies()
    phone.unroute("**/api/v1/scans**")
    tab = signed_in(world, phone, second)
    tab.goto(f"{world.address}/me")
    tab.wait_for_timeout(2_000)
    assert len(tab.evaluate(OUTBOX)) == 1
    assert len(visits(world, second)) == of_second
    phone.clear_cookies()
    tab = signed_in(world, phone, first)
    assert comes_to(world, first, of_first + 1)
    assert len(visits(world, second)) == of_second


def test_a_lost_answer_is_one_visit(world: World, filmed_phone: Start, code: str) -> None:
    rider = world.account(Role.RIDER, 11)
    before = len(visits(world, rider))
    phone = filmed_phone(code)
    tab = signed_in(world, phone, rider)

    def lose(route: Any) -> None:
        route.fetch()
        route.abort()

    phone.route("**/api/v1/scans", lose)
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    assert comes_to(world, rider, before + 1), "it had arrived"
    tab.goto(f"{world.address}/")
    assert comes_true(lambda: tab.evaluate(OUTBOX) == [])
    assert comes_to(world, rider, before + 1)


def test_a_card_before_the_keepers_reader_is_a_visit_by_card(
    world: World, phone: BrowserContext
) -> None:
    rider, keeper = world.account(Role.RIDER, 1), world.account(Role.STATION_KEEPER)
    before = len(visits(world, rider))
    tab = signed_in(world, phone, keeper)
    tab.goto(f"{world.address}/scan")
    tab.get_by_text("刷卡", exact=True).click()
    tab.get_by_label("接了读卡器").click()
    tab.keyboard.type(url(world.house.services.public_host, card_code(world, rider)))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name=COUNTED)).to_be_visible(timeout=READ_MS)
    assert comes_to(world, rider, before + 1)
    newest = max(visits(world, rider), key=lambda it: it.position)
    assert newest.method == "card"


def test_a_card_held_to_a_phone_with_nfc_is_a_visit_by_card(
    world: World, phone: BrowserContext
) -> None:
    """Chromium on a desk has no NFC: the chip is a stand-in, everything behind it is real."""
    rider, keeper = world.account(Role.RIDER, 2), world.account(Role.STATION_KEEPER)
    before = len(visits(world, rider))
    address = url(world.house.services.public_host, card_code(world, rider))
    phone.add_init_script(CHIP % address)
    tab = signed_in(world, phone, keeper)
    tab.goto(f"{world.address}/scan")
    tab.get_by_text("刷卡", exact=True).click()
    tab.get_by_role("button", name="用手机碰卡").click()
    expect(tab.get_by_role("heading", name=COUNTED)).to_be_visible(timeout=READ_MS)
    assert comes_to(world, rider, before + 1)


def card_code(world: World, rider: Account) -> str:
    assert rider.person_id is not None
    cards = world.house.services.cards
    issued = cards.issue_missing([rider.person_id], issued_by=new_id(), now=utc_now())
    return world.code(Kind.CARD, issued[rider.person_id].card_id)


def points(world: World, account: Account) -> int:
    world.settle()
    return sum(
        it.available for it in world.house.services.views.balances.of_owner(account.person_id)
    )


def test_a_wrong_scan_is_taken_back_by_one_tap_and_the_next_one_counts(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 4)
    before, had = len(visits(world, rider)), points(world, rider)
    tab = signed_in(world, filmed_phone(code), rider)
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=COUNTED)).to_be_visible(timeout=READ_MS)
    main = tab.locator("#answer-main").bounding_box()
    assert main is not None
    assert main["height"] >= TARGET_PX
    assert comes_to(world, rider, before + 1)
    tab.get_by_role("button", name="扫错了，撤销").click()
    expect(tab.get_by_role("heading", name="撤销好了")).to_be_visible()
    expect(tab.locator("#purposes")).to_be_hidden()
    assert (len(visits(world, rider)), points(world, rider)) == (before, had)
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=COUNTED)).to_be_visible(timeout=READ_MS)
    assert comes_to(world, rider, before + 1)
    assert points(world, rider) == had + 1
    tab.get_by_role("button", name="扫错了，撤销").click()  # others may need this rider afresh
    expect(tab.get_by_role("heading", name="撤销好了")).to_be_visible()
    assert (len(visits(world, rider)), points(world, rider)) == (before, had)


def test_offline_a_scan_and_what_is_taken_back_of_it_wait_together_and_nothing_counts(
    world: World, filmed_phone: Start, code: str
) -> None:
    rider = world.account(Role.RIDER, 4)
    before = len(visits(world, rider))
    phone = filmed_phone(code)
    tab = signed_in(world, phone, rider)
    wait_for_worker(tab)
    phone.set_offline(True)
    tab.goto(f"{world.address}/scan")
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible(timeout=READ_MS)
    tab.get_by_role("button", name="扫错了，撤销").click()
    expect(tab.get_by_role("heading", name="撤销先存在手机里了")).to_be_visible()
    tab.goto(f"{world.address}/")
    kept = {it.get("kind", "scans"): it for it in tab.evaluate(OUTBOX)}
    assert kept["undos"]["scan_key"] == kept["scans"]["key"]
    phone.set_offline(False)
    assert comes_true(lambda: tab.evaluate(OUTBOX) == [])
    assert comes_to(world, rider, before)
    assert world.house.services.views.phone_gaps.open("1501") == [], "its number came"
