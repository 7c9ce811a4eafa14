"""A grid worker walks past gates without a network: ticks and photos are kept, and count once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from api.households.gates import gate_subject
from bootstrap.demo import cast
from ledger.households.household import Household
from people.roles import Role
from qr.images import png
from qr.kinds import Kind
from qr.tokens import url
from tests.e2e.moral_village import (
    AGE,
    FLUSH_MS,
    READ_MS,
    Village,
    add_photos,
    answered,
    kept,
    signed_in,
    wait_for_copies,
)
from tests.e2e.world import World
from tests.support.waiting import comes_true

pytestmark = pytest.mark.browser

TODAY = "/rounds/today"
ANY = "/rounds/gates/any"
GATES = 9


@pytest.fixture(scope="module")
def village(world: World) -> Village:
    return Village(world, gates=GATES)


@pytest.fixture
def tab(world: World, village: Village, phone: BrowserContext) -> Page:
    """The round of today, on a phone that has what it needs without a network."""
    tab = signed_in(world, phone, world.account(Role.GRID_WORKER), TODAY)
    wait_for_copies(tab, TODAY, ANY, "/rounds/today/gates")
    return tab


def gate(tab: Page, village: Village, n: int) -> None:
    """Open a gate that this phone never opened before."""
    tab.goto(f"{village.world.address}/rounds/gates/{village.gates[n].id}?item=65")
    tab.locator("form[data-item='65'][data-ready]").wait_for(state="attached")


def tick_all(tab: Page) -> None:
    for each in tab.get_by_role("checkbox").all():
        each.check()


def said(tab: Page, village: Village, n: int) -> str:
    row = tab.locator(f"[data-gate-row='{village.gates[n].id}']")
    return row.inner_text()


def of_gate(village: Village, n: int) -> list[object]:
    return [it for it in village.checks() if it.household_id == village.gates[n].id]


def test_gates_with_photos_wait_on_the_phone_and_count_once(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    photos, bulks = answered(phone, "/api/v1/photos"), answered(phone, "/checks/bulk")
    phone.set_offline(True)
    gate(tab, village, 0)
    expect(tab.get_by_role("heading", level=1)).to_have_text("三组 0201 户")
    tick_all(tab)
    add_photos(tab, 11)
    tab.get_by_role("button", name="都做到了，申报").click()
    expect(tab.locator("#kept-words")).to_have_text("合格，已申报，照片 1。有网自动上传。")
    gate(tab, village, 1)
    tab.get_by_role("button", name="没人在家").click()
    expect(tab.locator("#kept-words")).to_have_text("没人在家，再来。有网自动上传。")

    tab.goto(f"{village.world.address}{TODAY}")
    expect(tab.locator("#waiting-count")).to_have_text("待传 2")
    expect(tab.locator("#left-tag")).to_have_text(f"还剩 {GATES + 1 - 2}")
    assert "待传" in said(tab, village, 0)
    assert "照片 1" in said(tab, village, 0)
    tab.goto(f"{village.world.address}/rounds/today/gates")
    expect(tab.locator("[data-gate-tag]", has_text="待传")).to_have_count(2)
    gate(tab, village, 0)
    expect(tab.locator("#kept-words")).to_be_visible()
    expect(tab.locator("#kept-again")).to_be_hidden()
    assert of_gate(village, 0) == []

    waiting = {it["household_id"]: it for it in kept(tab)}
    phone.set_offline(False)
    tab.goto(f"{village.world.address}{TODAY}")
    assert comes_true(lambda: kept(tab) == [])
    expect(tab.locator("#waiting-tag")).to_be_hidden()
    assert photos == [it["key"] for it in waiting[str(village.gates[0].id)]["photos"]]
    assert len(bulks) == 1
    (good,), (absent,) = of_gate(village, 0), of_gate(village, 1)
    assert (good.found, absent.found) == ("good", "absent")  # type: ignore[attr-defined]
    claim = village.world.house.services.views.claims.get(good.claim_id)  # type: ignore[attr-defined]
    assert claim is not None
    assert len(claim.photo_ids) == 1
    tab.reload()
    assert "已传" in said(tab, village, 0)


def test_the_plate_of_a_gate_leads_to_it_without_a_network(
    village: Village, phone: BrowserContext, tab: Page, tmp_path: Path
) -> None:
    home = village.gates[2]
    token = village.world.code(Kind.GATE, Household.gate_id(home.id, 1))
    picture = tmp_path / "plate.png"
    picture.write_bytes(png(url(village.world.house.services.public_host, token), module_px=6))
    with tab.expect_response(re.compile(r"zxing_reader\.wasm")):
        tab.goto(f"{village.world.address}/scan")
    phone.set_offline(True)
    tab.locator("#photo").set_input_files(picture)
    tab.wait_for_url(f"**/rounds/gates/{home.id}")
    expect(tab.get_by_role("heading", level=1)).to_have_text("三组 0203 户", timeout=READ_MS)
    assert kept(tab) == [], "a gate's code is only looked up"


def test_the_plates_of_the_page_are_those_the_server_prints(village: Village, tab: Page) -> None:
    tab.goto(f"{village.world.address}{ANY}")
    row = village.world.house.services.views.households.by_number(cast.COMMUNITY, "0201")
    assert row is not None
    shown = tab.locator(f"[data-gate-id='{row.household_id}']").get_attribute("data-plate")
    assert shown == gate_subject(row).hex()


def test_a_gate_that_comes_back_says_why_and_keeps_ticks_and_photo(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    phone.set_offline(True)
    gate(tab, village, 3)
    tab.get_by_role("checkbox").first.check()
    add_photos(tab, 12)
    tab.get_by_role("button", name="还差一点，下回看").click()
    expect(tab.locator("#kept-words")).to_contain_text("还差一点")
    tab.evaluate(AGE, 80)  # as if there had been no network for more than three days
    phone.set_offline(False)
    tab.goto(f"{village.world.address}{TODAY}")
    expect(tab.locator("#refused-count")).to_have_text("没记上 1", timeout=FLUSH_MS)
    tab.goto(f"{village.world.address}/rounds/today/gates")
    expect(tab.locator("[data-gate-tag]", has_text="没记上")).to_have_count(1)
    gate(tab, village, 3)
    expect(tab.get_by_role("alert").first).to_contain_text("勾的和照片都还在")
    expect(tab.get_by_role("checkbox").first).to_be_checked()
    expect(tab.get_by_role("img", name="照片 1")).to_be_visible()
    tab.get_by_role("button", name="还差一点，下回看").click()
    tab.wait_for_url(f"**{TODAY}*")
    assert comes_true(lambda: len(of_gate(village, 3)) == 1)
    assert kept(tab) == []


def test_a_photo_is_sent_once_though_the_server_stumbles_over_the_gate(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    photos = answered(phone, "/api/v1/photos")
    gate(tab, village, 4)
    tick_all(tab)
    add_photos(tab, 13)
    tab.route("**/checks/bulk", lambda route: route.fulfill(status=500, body="{}"))
    tab.get_by_role("button", name="都做到了，申报").click()
    expect(tab.locator("#kept-words")).to_contain_text("照片 1")
    (entry,) = kept(tab)
    assert entry["photos"][0]["photo_id"] is not None
    tab.unroute_all()
    tab.goto(f"{village.world.address}{TODAY}")
    assert comes_true(lambda: len(of_gate(village, 4)) == 1)
    assert photos == [entry["photos"][0]["key"]]


def test_a_photo_the_server_cannot_take_does_not_hold_up_other_gates(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    phone.set_offline(True)
    gate(tab, village, 5)
    broken = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture at all"}
    tab.locator("form:visible input[type=file]").set_input_files([broken])  # type: ignore[list-item]
    expect(tab.locator("form:visible [data-photos-said]")).to_contain_text("照片 1 张")
    tab.get_by_role("button", name="还差一点，下回看").click()
    expect(tab.locator("#kept-words")).to_be_visible()
    gate(tab, village, 6)
    tab.get_by_role("button", name="没人在家").click()
    expect(tab.locator("#kept-words")).to_be_visible()
    phone.set_offline(False)
    tab.goto(f"{village.world.address}{TODAY}")
    assert comes_true(lambda: len(of_gate(village, 6)) == 1)
    expect(tab.locator("#refused-count")).to_have_text("没记上 1", timeout=FLUSH_MS)
    gate(tab, village, 5)
    expect(tab.get_by_role("alert").first).to_contain_text("这个文件不是能用的照片")
    tab.get_by_role("button", name="不记了，丢掉").click()
    tab.wait_for_url(f"**{TODAY}")
    assert kept(tab) == []


def test_with_a_network_a_gate_is_written_down_at_once(village: Village, tab: Page) -> None:
    gate(tab, village, 7)
    tab.get_by_role("button", name="都做到了，申报").click()
    expect(tab.get_by_role("alert").first).to_contain_text("合格要每一条都打勾")
    tick_all(tab)
    tab.get_by_role("button", name="都做到了，申报").click()
    tab.wait_for_url(f"**{TODAY}*")
    assert "已传" in said(tab, village, 7)
    assert len(of_gate(village, 7)) == 1
