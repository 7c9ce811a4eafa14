"""The keeper's counter: vouchers, cards and baskets, who may not, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ledger.shop.voucher import State
from people.roles import Role
from qr.kinds import Kind
from tests.e2e.looking import Eye
from tests.e2e.market import COUNTER, Market, scan, type_digits
from tests.e2e.world import World

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def market(world: World) -> Market:
    return Market(world)


@pytest.fixture
def counter(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**COUNTER)
    yield context
    context.close()


def test_a_voucher_is_read_aloud_handed_over_by_its_digits_and_taken_back(
    market: Market, counter: BrowserContext
) -> None:
    eye, comer = Eye("counter"), market.comer(("洗衣皂", 2), ("牙膏", 1))
    before = market.stock("洗衣皂")
    market.world.settle()
    desk = market.open(counter)
    eye.look(desk, "scan")
    scan(desk, market.shown(Kind.VOUCHER, comer.voucher))
    expect(desk.locator(".read")).to_contain_text("洗衣皂")
    expect(desk.get_by_role("button", name="输满 4 位再交付")).to_be_disabled()
    eye.look(desk, "confirm")
    wrong = f"{(int(market.digits(comer.voucher)) + 1) % 10_000:04d}"
    type_digits(desk, wrong)
    desk.get_by_role("button", name="交付，扣 6 分").click()
    expect(desk.get_by_role("alert").first).to_contain_text("pickup_digits_wrong")
    assert market.voucher(comer.voucher).state == State.RESERVED
    type_digits(desk, market.digits(comer.voucher))
    desk.get_by_role("button", name="交付，扣 6 分").click()
    expect(desk.locator(".huge")).to_have_text("剩余 94 分")
    eye.look(desk, "receipt")
    row = market.voucher(comer.voucher)
    assert (row.state, row.relation, row.confirmation) == (State.COLLECTED, "self", "digits")
    assert market.points(comer.home) == (94, 0)
    assert market.stock("洗衣皂").on_hand == before.on_hand - 2

    desk.locator("summary", has_text="整单撤回").click()
    type_digits(desk, market.digits(comer.voucher))
    eye.look(desk, "undo")
    desk.get_by_role("button", name="整单撤回", exact=True).click()
    expect(desk.get_by_role("status").filter(has_text="已整单撤回")).to_be_visible()
    assert market.voucher(comer.voucher).state == State.UNDONE
    assert market.points(comer.home) == (100, 0)
    assert market.stock("洗衣皂").on_hand == before.on_hand
    assert eye.problems == {}


def test_three_times_wrong_digits_lock_a_voucher(market: Market, counter: BrowserContext) -> None:
    comer = market.comer(("牙膏", 1))
    market.world.settle()
    desk = market.open(counter)
    scan(desk, market.shown(Kind.VOUCHER, comer.voucher))
    wrong = f"{(int(market.digits(comer.voucher)) + 1) % 10_000:04d}"
    for code in ("pickup_digits_wrong", "pickup_digits_wrong", "pickup_locked"):
        type_digits(desk, wrong)
        desk.get_by_role("button", name="交付，扣 2 分").click()
        expect(desk.get_by_role("alert").first).to_contain_text(code)
    type_digits(desk, market.digits(comer.voucher))
    desk.get_by_role("button", name="交付，扣 2 分").click()
    expect(desk.get_by_role("alert").first).to_contain_text("pickup_locked")
    assert market.voucher(comer.voucher).state == State.RESERVED


def test_who_comes_with_a_card_chooses_and_confirms_by_the_digits_on_its_back(
    market: Market, counter: BrowserContext
) -> None:
    eye, comer = Eye("counter-card"), market.comer()
    card, digits = market.card(comer.home.head)
    before = market.stock("抽纸一包")
    desk = market.open(counter)
    scan(desk, card)
    expect(desk.locator("aside h2")).to_contain_text(comer.home.number)
    desk.get_by_role("button", name="抽纸一包加一").click()
    desk.get_by_role("button", name="抽纸一包加一").click()
    desk.get_by_role("button", name="牙膏加一").click()
    desk.get_by_role("button", name="牙膏减一").click()
    expect(desk.locator("#sum-left")).to_have_text("96")
    expect(desk.locator("#day-left")).to_have_text("196")
    expect(desk.locator("#quarter-left")).to_have_text("596")
    eye.look(desk, "basket")
    desk.get_by_role("button", name="核对交付 4 分").click()
    eye.look(desk, "confirm")
    type_digits(desk, digits)
    desk.get_by_role("button", name="交付，扣 4 分").click()
    expect(desk.locator(".huge")).to_have_text("剩余 96 分")
    assert market.points(comer.home) == (96, 0)
    stock = market.stock("抽纸一包")
    assert (stock.on_hand, stock.reserved) == (before.on_hand - 2, before.reserved)
    scan_again = desk.get_by_role("link", name="下一位")
    scan_again.click()
    scan(desk, card)
    expect(desk.locator("#day-left")).to_have_text("196")
    assert eye.problems == {}


def test_a_basket_works_without_scripts_and_is_signed_for(market: Market, browser: Browser) -> None:
    comer = market.comer()
    context = browser.new_context(**COUNTER, java_script_enabled=False)
    try:
        desk = market.open(context)
        desk.get_by_label("户号后四位").fill(comer.home.number)
        desk.get_by_label("户号后四位").press("Enter")
        desk.get_by_role("button", name="洗衣皂加一").click()
        desk.get_by_role("button", name="洗衣皂加一").click()
        expect(desk.locator("#sum-left")).to_have_text("96")
        desk.get_by_role("button", name="核对交付 4 分").click()
        desk.get_by_label("邻居代领").check(force=True)
        desk.get_by_role("button", name="交付，扣 4 分").click()
        expect(desk.get_by_role("alert")).to_contain_text("relation_required")
        desk.get_by_label("邻居代领").check(force=True)
        desk.get_by_label("代领的写上是谁").fill("李婶")
        desk.get_by_role("button", name="交付，扣 4 分").click()
        expect(desk.locator(".huge")).to_have_text("剩余 96 分")
    finally:
        context.close()
    world = market.world.house.services
    market.world.settle()
    (row,) = world.views.vouchers.of_owner(comer.home.id)
    assert (row.state, row.relation, row.confirmation) == ("collected", "neighbour", "signature")


def test_another_villages_and_the_keepers_own_are_refused_in_place(
    market: Market, counter: BrowserContext
) -> None:
    world = market.world
    desk = market.open(counter)
    elsewhere = world.account(Role.VOLUNTEER, 3)
    stranger = world.account(Role.SHOP_KEEPER, 1)
    assert market.keeper.person_id and elsewhere.person_id and stranger.person_id
    scan(desk, market.shown(Kind.PERSON, market.keeper.person_id))
    expect(desk.get_by_role("alert").first).to_be_visible()
    expect(desk.locator("aside .sum")).to_have_count(0)
    comer = market.comer(("牙膏", 1))
    world.settle()
    other = market.open(counter, stranger)
    other.goto(f"{world.address}/shop/counter")
    scan(other, market.shown(Kind.VOUCHER, comer.voucher))
    expect(other.locator("#refused")).to_contain_text("village_mismatch")
    expect(other.locator("body")).not_to_contain_text(comer.home.number)


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    size = {"viewport": {"width": 390, "height": 844}}
    context = browser.new_context(**(COUNTER | size | {"is_mobile": True}))
    yield context.new_page()
    context.close()


def test_the_counter_fits_a_phone(market: Market, narrow: Page, tmp_path: Path) -> None:
    eye, comer = Eye("counter-phone"), market.comer(("洗衣皂", 1))
    market.world.settle()
    narrow.context.add_cookies(market.world.cookies(market.keeper))
    narrow.goto(f"{market.world.address}/shop/counter")
    eye.look(narrow, "scan")
    scan(narrow, market.shown(Kind.VOUCHER, comer.voucher))
    expect(narrow.locator(".read")).to_be_visible()
    eye.look(narrow, "confirm")
    narrow.goto(f"{market.world.address}/shops/{market.world.shop}/counter/market")
    eye.look(narrow, "market")
    assert eye.problems == {}
