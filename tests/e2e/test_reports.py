"""A report goes from a camera without a network to the grid's desk, and its answer back."""

import re
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from people.roles import Role
from projections.reports.rows import PartRow
from tests.e2e.moral_village import (
    FLUSH_MS,
    READ_MS,
    answered,
    kept,
    lose_answers,
    signed_in,
    wait_for_copies,
)
from tests.e2e.world import World
from tests.support.pictures import jpeg
from tests.support.waiting import comes_true
from tests.web.conftest import PHONE

pytestmark = pytest.mark.browser

FORM = "/reports/new"
REPORTS = re.compile(r"/api/v1/reports$")
SAVED = "拍到的、写到的，存在手机里了。"
KEPT = "先存在手机里了"


@pytest.fixture
def tab(world: World, phone: BrowserContext) -> Page:
    """The form, open on a resident's phone."""
    return signed_in(world, phone, world.account(Role.RESIDENT), FORM)


def fill(tab: Page, place: str, category: str = "井盖", seed: int = 1) -> None:
    """Take a picture, tap what it is, and say where."""
    tab.locator("#report[data-ready]").wait_for()
    picture: Any = [{"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": jpeg(seed)}]
    tab.locator("input[capture]").set_input_files(picture)
    tab.get_by_role("img", name="照片 1").wait_for(timeout=READ_MS)
    tab.get_by_role("radio", name=category, exact=True).check()
    tab.get_by_label("在哪", exact=True).fill(place)
    expect(tab.locator("#draft-words")).to_have_text(SAVED)


def hand_in(tab: Page) -> None:
    tab.get_by_role("button", name="上报").click()


def mine(world: World, place: str, role: Role = Role.RESIDENT) -> list[PartRow]:
    """What somebody reported at a place, as the ledger has it."""
    world.settle()
    who, given = world.account(role).person_id, world.house.services
    assert who is not None
    found = given.views.reports.of_person(who, 50)
    texts = given.texts.read(it.report.place_text_id for it in found if it.report.place_text_id)
    return [it for it in found if texts.get(it.report.place_text_id or UUID(int=0)) == place]


def test_from_a_camera_without_a_network_to_the_answer_and_the_stars(
    world: World, phone: BrowserContext, desk: BrowserContext, tab: Page
) -> None:
    keys = answered(phone, "/api/v1/reports")
    wait_for_copies(tab, FORM)
    fill(tab, "九龙湾街 12 号院东门", "堵消防道")
    phone.set_offline(True)
    tab.reload()
    expect(tab.get_by_label("在哪", exact=True)).to_have_value("九龙湾街 12 号院东门")
    expect(tab.get_by_role("img", name="照片 1")).to_be_visible()
    hand_in(tab)
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible()
    (waiting,) = kept(tab)
    assert mine(world, "九龙湾街 12 号院东门") == []
    phone.set_offline(False)
    expect(tab.get_by_role("heading", name="报上去了")).to_be_visible(timeout=FLUSH_MS)
    assert keys == [waiting["key"]]
    assert kept(tab) == []
    (part,) = mine(world, "九龙湾街 12 号院东门")
    address = f"{world.address}/desk/reports/{part.report.report_id}"

    desk.add_cookies(world.cookies(world.account(Role.GRID_WORKER)))
    worker = desk.new_page()
    worker.goto(f"{world.address}/desk/reports")
    worker.get_by_role("button", name="受理").first.click()
    expect(worker.get_by_text("没有等受理的")).to_be_visible()
    worker.goto(address)
    worker.get_by_role("link", name="打码", exact=True).click()
    draw_and_write(worker)
    expect(worker.get_by_text("打好码，公开")).to_be_visible()
    worker.get_by_role("button", name="去看过，情况属实").click()
    done: Any = [{"name": "好了.jpg", "mimeType": "image/jpeg", "buffer": jpeg(9)}]
    worker.locator("input[type=file]").set_input_files(done)
    worker.get_by_role("button", name="办结").click()
    worker.get_by_label("常用的话").select_option(index=1)
    worker.get_by_role("button", name="送给上报的人").click()
    expect(worker.locator(".timeline")).to_contain_text("已联系车主挪车")

    world.settle()
    tab.goto(f"{world.address}/reports/{part.report.report_id}")
    expect(tab.get_by_text("今天解决了")).to_be_visible()
    expect(tab.get_by_text("已联系车主挪车")).to_be_visible()
    tab.get_by_role("button", name="5 颗星").click()
    expect(tab.get_by_text("您评了 5 颗星")).to_be_visible()
    assert mine(world, "九龙湾街 12 号院东门")[0].report.stars == 5


def draw_and_write(worker: Page) -> None:
    """Draw one area with the mouse, add one with the keyboard, take it out, and send."""
    worker.locator("[data-redact][data-ready]").wait_for()
    box = worker.locator("[data-redact-on]").bounding_box()
    assert box
    worker.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    worker.mouse.down()
    worker.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5, steps=4)
    worker.mouse.up()
    (area,) = worker.locator("input[name=area]").all()
    left, top, width, height = map(int, area.input_value().split(","))
    assert (abs(left - 200), abs(top - 200)) < (12, 12)
    assert (abs(width - 300), abs(height - 300)) < (12, 12)
    worker.get_by_role("button", name="加一个框").click()
    second = worker.locator("[data-redact-on] rect").nth(1)
    before = worker.locator("input[name=area]").nth(1).input_value()
    second.press("ArrowLeft")
    assert worker.locator("input[name=area]").nth(1).input_value() != before
    second.press("Delete")
    expect(worker.locator("input[name=area]")).to_have_count(1)
    worker.get_by_role("button", name="遮住 1 处，公开").click()


def test_an_answer_that_is_lost_files_nothing_twice(world: World, tab: Page) -> None:
    fill(tab, "丢了答复的地方")
    tab.route(REPORTS, lose_answers)
    hand_in(tab)
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible()
    assert len(mine(world, "丢了答复的地方")) == 1, "the server did it, the phone cannot know"
    tab.unroute_all()
    expect(tab.get_by_role("heading", name="报上去了")).to_be_visible(timeout=FLUSH_MS)
    assert len(mine(world, "丢了答复的地方")) == 1
    assert kept(tab) == []


def test_two_tabs_with_one_draft_report_it_once(
    world: World, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "两页都开着")
    other = phone.new_page()
    other.goto(world.address + FORM)
    other.locator("#report[data-ready]").wait_for()
    expect(other.get_by_label("在哪", exact=True)).to_have_value("两页都开着")
    for each in (tab, other):
        each.evaluate("document.querySelector('button[form=report]').click()")
    assert comes_true(lambda: len(mine(world, "两页都开着")) == 1)
    assert comes_true(lambda: kept(tab if not tab.url.endswith(FORM) else other) == [])
    assert len(mine(world, "两页都开着")) == 1


def test_whoever_signs_in_next_does_not_send_it(
    world: World, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "上一个人的")
    tab.route(REPORTS, lambda route: route.abort())
    hand_in(tab)
    expect(tab.get_by_role("heading", name=KEPT)).to_be_visible()
    tab.close()
    phone.clear_cookies()
    sent = answered(phone, "/api/v1/reports")
    guest = signed_in(world, phone, world.account(Role.RIDER, 1), "/reports")
    guest.evaluate("dispatchEvent(new Event('online'))")
    expect(guest.locator("[data-outbox=reports]")).to_be_hidden()
    assert len(kept(guest)) == 1
    assert sent == []
    assert mine(world, "上一个人的") == []
    phone.clear_cookies()
    back = signed_in(world, phone, world.account(Role.RESIDENT), "/reports")
    assert comes_true(lambda: kept(back) == [])
    assert len(mine(world, "上一个人的")) == 1


def test_an_emergency_shows_the_numbers_and_never_waits_in_the_phone(
    world: World, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "着火的地方", "飞线充电")
    expect(tab.locator("#sos")).to_be_hidden()
    tab.get_by_label("马上有危险").check()
    expect(tab.locator("#calls a").first).to_have_attribute("href", "tel:119")
    hand_in(tab)
    expect(tab.locator("#came-back")).to_contain_text("110、119、120")
    assert mine(world, "着火的地方") == []
    tab.get_by_label("电话打过了").check()
    phone.set_offline(True)
    hand_in(tab)
    expect(tab.locator("#draft-words")).to_contain_text("急事请马上打电话")
    assert [it["state"] for it in kept(tab)] == ["draft"], "it waits for the person, not for a net"
    phone.set_offline(False)
    hand_in(tab)
    expect(tab.get_by_role("heading", name="上报进度")).to_be_visible()
    (part,) = mine(world, "着火的地方")
    assert part.report.is_emergency
    assert kept(tab) == []


def test_where_the_phone_is_goes_along_only_if_it_is_ticked(
    world: World, phone: BrowserContext, tab: Page
) -> None:
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation({"latitude": 40.8090123, "longitude": 111.7020456})
    fill(tab, "带位置的", "垃圾")
    tab.get_by_label("带上现在的位置").check()
    expect(tab.locator("#located-words")).to_contain_text("带上了")
    expect(tab.locator("input[name=latitude]")).to_have_value("40.8090")
    hand_in(tab)
    expect(tab.get_by_role("heading", name="上报进度")).to_be_visible()
    (part,) = mine(world, "带位置的")
    assert (part.report.latitude_e4, part.report.longitude_e4) == (408090, 1117020)


@pytest.mark.parametrize("more", [{"java_script_enabled": False}, {"service_workers": "block"}])
def test_it_works_without_scripts_and_without_a_worker(
    world: World, browser: Browser, more: dict[str, Any]
) -> None:
    context = browser.new_context(**PHONE, **more)
    context.add_cookies(world.cookies(world.account(Role.RESIDENT)))
    page, place = context.new_page(), f"没有 {next(iter(more))}"
    page.goto(world.address + FORM)
    picture: Any = [{"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": jpeg(3)}]
    if "service_workers" in more:
        page.locator("#report[data-ready]").wait_for()
    page.locator("input[capture]").set_input_files(picture)
    page.get_by_role("radio", name="设施损坏", exact=True).check()
    page.get_by_label("在哪", exact=True).fill(place)
    hand_in(page)
    expect(page.get_by_role("heading", name="上报进度")).to_be_visible()
    assert len(mine(world, place)) == 1
    context.close()
