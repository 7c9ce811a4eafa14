"""An act is filed from a phone without a network: nothing typed is lost, and it is filed once."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ledger.kernel.clock import local_date, utc_now
from people.roles import Role
from tests.e2e.moral_village import (
    FLUSH_MS,
    Village,
    add_photos,
    answered,
    asked,
    kept,
    lose_answers,
    signed_in,
    wait_for_copies,
)
from tests.e2e.world import World
from tests.support.waiting import comes_true
from tests.web.conftest import PHONE

pytestmark = pytest.mark.browser

FORM = "/claims/new"
CLAIMS = re.compile(r"/api/v1/claims$")


@pytest.fixture(scope="module")
def village(world: World) -> Village:
    return Village(world)


@pytest.fixture
def tab(world: World, village: Village, phone: BrowserContext) -> Page:
    """The form, open on the phone of a household."""
    return signed_in(world, phone, village.resident, FORM)


def ready(tab: Page) -> None:
    tab.locator("#claim[data-ready]").wait_for()


def fill(tab: Page, words: str, item: str = "庭院整洁", evidence: str = "记录") -> None:
    ready(tab)
    tab.get_by_role("radio", name=re.compile(item)).check()
    tab.get_by_label("想说的话").fill(words)
    if evidence:
        tab.locator(f"input[name=evidence][value={evidence}]").check()
    expect(tab.locator("#draft-words")).to_have_text("写到一半的，存在手机里了。")


def hand_in(tab: Page) -> None:
    tab.get_by_role("button", name="提交申报").click()


def words_of(village: Village) -> list[str]:
    """What was said with each claim of the household, the texts themselves."""
    rows = [it for it in village.claims() if it.text_id is not None]
    found = village.world.house.services.texts.read([it.text_id for it in rows if it.text_id])
    return sorted(found.values())


def count_of(village: Village, words: str) -> int:
    return words_of(village).count(words)


def test_a_draft_survives_a_reload_without_a_network_and_can_be_thrown_away(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    wait_for_copies(tab, FORM)
    fill(tab, "把门前柴堆挪走了", evidence="record")
    add_photos(tab, 1, 2)
    phone.set_offline(True)
    tab.reload()
    ready(tab)
    expect(tab.get_by_label("想说的话")).to_have_value("把门前柴堆挪走了")
    expect(tab.get_by_role("radio", name=re.compile("庭院整洁"))).to_be_checked()
    expect(tab.get_by_role("img", name=re.compile("照片"))).to_have_count(2)
    tab.get_by_role("button", name="丢掉重写").click()
    expect(tab.get_by_label("想说的话")).to_have_value("")
    assert kept(tab) == []
    tab.get_by_role("button", name="找回来").click()
    expect(tab.get_by_label("想说的话")).to_have_value("把门前柴堆挪走了")
    expect(tab.get_by_role("img", name=re.compile("照片"))).to_have_count(2)
    tab.get_by_role("button", name="丢掉重写").click()
    expect(tab.locator("#draft-words")).to_have_text("丢掉了。")
    tab.reload()
    ready(tab)
    expect(tab.get_by_label("想说的话")).to_have_value("")
    assert village.claims() == []


def test_handed_in_without_a_network_it_is_filed_once_with_its_photos(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    claims, photos = answered(phone, "/api/v1/claims"), answered(phone, "/api/v1/photos")
    wait_for_copies(tab, FORM)
    fill(tab, "扫了院子", item="清理房前屋后", evidence="")
    add_photos(tab, 3, 4)
    phone.set_offline(True)
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    tab.reload()
    (waiting,) = [it for it in kept(tab) if "state" not in it]
    assert [it["bytes"] > 0 for it in waiting["photos"]] == [True, True]
    assert count_of(village, "扫了院子") == 0
    phone.set_offline(False)
    expect(tab.locator("#net-title")).to_have_text("补传好了", timeout=FLUSH_MS)
    assert kept(tab) == []
    assert claims == [waiting["key"]]
    assert photos == [it["key"] for it in waiting["photos"]]
    (row,) = [it for it in village.claims() if it.item_code == "66"]
    assert len(row.photo_ids) == 2


def test_an_answer_that_is_lost_files_nothing_twice(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    keys = asked(phone, "/api/v1/claims")
    fill(tab, "帮着推车", evidence="record")
    tab.route(CLAIMS, lose_answers)
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    assert count_of(village, "帮着推车") == 1, "the server did it, the phone cannot know"
    tab.unroute_all()
    expect(tab.get_by_role("heading", name="交上去了")).to_be_visible(timeout=FLUSH_MS)
    assert len(keys) > 1
    assert len(set(keys)) == 1
    assert count_of(village, "帮着推车") == 1
    assert kept(tab) == []


def test_a_server_in_trouble_keeps_it_waiting(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "送了一筐菜", evidence="record")
    tab.route(CLAIMS, lambda route: route.fulfill(status=500, body="<h1>500</h1>"))
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    assert len(kept(tab)) == 1
    tab.unroute_all()
    tab.goto(f"{village.world.address}/claims")
    assert comes_true(lambda: count_of(village, "送了一筐菜") == 1)


def test_a_page_that_is_no_answer_of_ours_files_nothing_and_loses_nothing(
    village: Village, tab: Page
) -> None:
    fill(tab, "修了水渠", evidence="record")
    tab.route(CLAIMS, lambda route: route.fulfill(status=200, body="<h1>请先登录无线网</h1>"))
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    tab.unroute_all()
    tab.reload()
    assert comes_true(lambda: count_of(village, "修了水渠") == 1)


def test_what_the_server_refuses_comes_back_with_what_was_typed(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    wait_for_copies(tab, FORM)
    fill(tab, "忘了拍照片", item="清理房前屋后", evidence="")
    phone.set_offline(True)
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    phone.set_offline(False)
    tab.goto(f"{village.world.address}/claims")
    row = tab.locator("[data-outbox=claims] li").filter(has_text="没记上")
    expect(row).to_contain_text("这一条要有凭证", timeout=FLUSH_MS)
    row.get_by_role("link", name="去看看").click()
    ready(tab)
    expect(tab.get_by_role("alert")).to_contain_text("这一条要有凭证")
    expect(tab.get_by_label("想说的话")).to_have_value("忘了拍照片")
    add_photos(tab, 5)
    hand_in(tab)
    expect(tab.get_by_role("heading", name="申报进度")).to_be_visible()
    assert count_of(village, "忘了拍照片") == 1
    assert kept(tab) == []


def test_a_refusal_with_a_network_leaves_the_form_as_it_was(village: Village, tab: Page) -> None:
    fill(tab, "又忘了拍", item="清理房前屋后", evidence="")
    hand_in(tab)
    expect(tab.locator("#came-back")).to_be_focused()
    expect(tab.get_by_role("alert")).to_contain_text("这一条要有凭证")
    expect(tab.get_by_label("想说的话")).to_have_value("又忘了拍")
    tab.get_by_role("button", name="丢掉重写").click()
    expect(tab.locator("#came-back")).to_be_hidden()


def test_two_tabs_with_one_draft_file_it_once(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "扶老人过街", evidence="record")
    other = phone.new_page()
    other.goto(village.world.address + FORM)
    ready(other)
    expect(other.get_by_label("想说的话")).to_have_value("扶老人过街")
    for each in (tab, other):
        each.evaluate("document.querySelector('button[form=claim]').click()")
    assert comes_true(lambda: kept(tab if not tab.url.endswith(FORM) else other) == [])
    assert comes_true(lambda: count_of(village, "扶老人过街") == 1)
    late = phone.new_page()
    late.goto(village.world.address + FORM)
    ready(late)
    expect(late.get_by_label("想说的话")).to_have_value("")


def test_a_tab_that_comes_late_says_that_the_draft_was_handed_in(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "看护小孩", evidence="record")
    other = phone.new_page()
    other.goto(village.world.address + FORM)
    ready(other)
    hand_in(tab)
    expect(tab.get_by_role("heading", name="申报进度")).to_be_visible()
    other.get_by_label("想说的话").fill("看护小孩，又写一遍")
    expect(other.locator("#draft-words")).to_contain_text("在另一页交上去了")
    expect(other.get_by_role("button", name="提交申报")).to_be_disabled()
    assert count_of(village, "看护小孩") == 1


def test_a_tab_that_comes_late_does_not_change_what_waits(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "补了篱笆", evidence="record")
    other = phone.new_page()
    other.goto(village.world.address + FORM)
    ready(other)
    tab.route(CLAIMS, lambda route: route.abort())
    other.route(CLAIMS, lambda route: route.abort())
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    other.get_by_label("想说的话").fill("补了篱笆，改一改")
    expect(other.locator("#draft-words")).to_contain_text("在另一页交上去了")
    (waiting,) = kept(tab)
    assert waiting["act"]["words"] == "补了篱笆"
    for each in (tab, other):
        each.unroute_all()
    assert comes_true(lambda: count_of(village, "补了篱笆") == 1)


def test_a_page_of_yesterday_takes_an_act_of_today(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    wait_for_copies(tab, FORM)
    phone.set_offline(True)
    tab.clock.set_fixed_time(utc_now() + timedelta(days=1))
    tab.reload()
    ready(tab)
    tomorrow = f"{local_date(utc_now() + timedelta(days=1))}"
    expect(tab.get_by_label("哪一天")).to_have_value(tomorrow)
    expect(tab.get_by_label("哪一天")).to_have_attribute("max", tomorrow)


def test_what_was_kept_in_one_role_waits_for_that_role(
    world: World, village: Village, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "换了身份", evidence="record")
    tab.route(CLAIMS, lambda route: route.abort())
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    tab.close()
    phone.clear_cookies()
    hat = replace(village.resident, role=Role.VOLUNTEER)
    other = signed_in(world, phone, hat, "/me")
    expect(other.locator("#net-title")).to_have_text("有 1 条是用别的身份存的")
    expect(other.locator("#outbox")).to_be_hidden()
    assert count_of(village, "换了身份") == 0


def test_pages_kept_in_one_role_go_when_another_is_taken(
    world: World, village: Village, phone: BrowserContext, tab: Page
) -> None:
    wait_for_copies(tab, FORM)
    phone.clear_cookies()
    hat = replace(village.resident, role=Role.VOLUNTEER)
    other = signed_in(world, phone, hat, "/me")
    wait_for_copies(other, "/me", "/offline")
    assert not other.evaluate(f"caches.match('{FORM}').then(Boolean)")
    phone.set_offline(True)
    other.goto(world.address + FORM)
    expect(other.locator("#claim")).to_have_count(0)
    phone.set_offline(False)


def test_whoever_signs_in_next_neither_sends_nor_sees_it(
    world: World, village: Village, phone: BrowserContext, tab: Page
) -> None:
    wait_for_copies(tab, FORM)
    fill(tab, "这是王家的事", evidence="record")
    tab.route(CLAIMS, lambda route: route.abort())
    hand_in(tab)
    expect(tab.get_by_role("heading", name="先存在手机里了")).to_be_visible()
    phone.clear_cookies()
    guest = signed_in(world, phone, world.account(Role.CLERK), "/claims")
    tab.unroute_all()
    tab.evaluate("dispatchEvent(new Event('online'))")  # the old page of the one before
    expect(guest.locator("[data-outbox=claims]")).to_be_hidden()
    expect(tab.locator("#net-title")).to_have_text("登录过期了，存的都还在", timeout=FLUSH_MS)
    assert count_of(village, "这是王家的事") == 0
    phone.clear_cookies()
    back = signed_in(world, phone, village.resident, "/claims")
    expect(back.locator("#net-title")).to_have_text("补传好了", timeout=FLUSH_MS)
    assert count_of(village, "这是王家的事") == 1


def test_signing_out_says_what_is_unsent_and_then_leaves_nothing(
    village: Village, phone: BrowserContext, tab: Page
) -> None:
    fill(tab, "退出前写的", evidence="record")
    tab.goto(f"{village.world.address}/me")
    tab.get_by_role("button", name="退出登录").click()
    expect(tab.get_by_role("alert")).to_contain_text("还有 1 条没交上去")
    assert len(kept(tab)) == 1
    tab.get_by_role("button", name="不要了，退出登录").click()
    tab.wait_for_url(re.compile("/login|/$"))
    assert kept(tab) == []
    names = tab.evaluate("caches.keys()")
    pages = tab.evaluate(
        "async (names) => (await Promise.all(names.filter((it) => it.startsWith('redbee-pages'))"
        ".map(async (it) => (await (await caches.open(it)).keys()).map((one) => one.url)))).flat()",
        names,
    )
    assert [it for it in pages if "/claims" in it or it.endswith("/me")] == []


def test_the_form_works_without_scripts(world: World, village: Village, browser: Browser) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    context.add_cookies(world.cookies(village.resident))
    page = context.new_page()
    page.goto(world.address + FORM)
    page.get_by_role("radio", name=re.compile("庭院整洁")).check()
    page.locator("input[name=evidence][value=record]").check()
    page.get_by_label("想说的话").fill("没有脚本")
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_role("heading", name="申报进度")).to_be_visible()
    assert count_of(village, "没有脚本") == 1
    context.close()
