"""The keeper's counter: vouchers, cards and baskets, who may not, and the way back."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from bootstrap.demo import cast
from ledger.households.household import Household
from ledger.kernel.clock import utc_now
from ledger.kernel.ids import new_id
from ledger.shop.voucher import State
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, WalletKind
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.e2e.looking import Eye
from tests.e2e.market import COUNTER, Market, scan, type_digits
from tests.e2e.world import World
from tests.support.pictures import jpeg

pytestmark = pytest.mark.browser

SIGNED = FilePayload(name="signed.jpg", mimeType="image/jpeg", buffer=jpeg())
"""A picture of the paper that whoever came has signed."""
ELSEWHERE = cast.SHOPS[1].unit_code


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
        # The page before says the same: wait for the one that answers this try.
        with desk.expect_navigation():
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
        desk.get_by_label("户号后四位，或 4 位领取码").fill(comer.home.number)
        desk.get_by_label("户号后四位，或 4 位领取码").press("Enter")
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
        expect(desk.get_by_role("alert")).to_contain_text("signature_photo_required")
        desk.get_by_label("邻居代领").check(force=True)
        desk.get_by_label("代领的写上是谁").fill("李婶")
        desk.locator("#photo").set_input_files(SIGNED)
        desk.get_by_role("button", name="交付，扣 4 分").click()
        expect(desk.locator(".huge")).to_have_text("剩余 96 分")
    finally:
        context.close()
    world = market.world.house.services
    market.world.settle()
    (row,) = world.views.vouchers.of_owner(comer.home.id)
    assert (row.state, row.relation, row.confirmation) == ("collected", "neighbour", "signature")


def test_the_voucher_of_another_shop_is_refused_in_place_and_names_nobody(
    market: Market, counter: BrowserContext
) -> None:
    world = market.world
    stranger = world.account(Role.SHOP_KEEPER, 1)
    comer = market.comer(("牙膏", 1))
    world.settle()
    other = market.open(counter, stranger)
    other.goto(f"{world.address}/shop/counter")
    scan(other, market.shown(Kind.VOUCHER, comer.voucher))
    expect(other.locator("#refused")).to_contain_text("village_mismatch")
    expect(other.locator("body")).not_to_contain_text(comer.home.number)


def test_the_code_on_ones_own_phone_confirms_and_the_code_at_the_gate_only_finds(
    market: Market, counter: BrowserContext
) -> None:
    comer = market.comer()
    market.world.settle()
    desk = market.open(counter)
    scan(desk, market.shown(Kind.PERSON, comer.home.head))
    desk.get_by_role("button", name="牙膏加一").click()
    desk.get_by_role("button", name="核对交付 2 分").click()
    desk.get_by_role("button", name="交付，扣 2 分").click()
    expect(desk.locator(".huge")).to_have_text("剩余 98 分")
    views = market.world.house.services.views
    (row,) = views.vouchers.of_owner(comer.home.id)
    assert (row.confirmation, row.collector_id) == ("personal_code", comer.home.head)

    desk.get_by_role("link", name="下一位").click()
    scan(desk, market.shown(Kind.GATE, Household.gate_id(comer.home.id, 1)))
    desk.get_by_role("button", name="牙膏加一").click()
    desk.get_by_role("button", name="核对交付 2 分").click()
    expect(desk.locator("input[name=confirmation]")).to_have_value("signature")
    desk.locator("#photo").set_input_files(SIGNED)
    expect(desk.locator("#photo-said")).to_have_text("已拍 1 张")
    desk.get_by_role("button", name="交付，扣 2 分").click()
    expect(desk.locator(".huge")).to_have_text("剩余 96 分")
    expect(desk.locator("#slip")).to_contain_text("领取人签字")


def test_points_of_another_village_and_of_the_keepers_own_house_are_refused_and_show_nothing(
    market: Market, counter: BrowserContext
) -> None:
    world, stranger = market.world, new_id()
    world.house.services.directory.enrol([Person(stranger, "钱多多", ELSEWHERE)])
    told = world.do(OpenWallet, owner_id=stranger, kind=WalletKind.HOUSEHOLD, unit_code=ELSEWHERE)
    wallet = UUID(str(told["wallet_id"]))
    why = {"reason": Reason.AWARD, "occurred_at": utc_now()}
    world.do(CreditPoints, wallet_id=wallet, amount=77, **why)
    own = market.comer(("牙膏", 1), head=market.keeper.person_id)
    world.settle()
    desk = market.open(counter)
    for text, code in (
        (market.shown(Kind.PERSON, stranger), "village_mismatch"),
        (market.shown(Kind.PERSON, own.home.head), "keeper_own_household"),
        (market.shown(Kind.VOUCHER, own.voucher), "keeper_own_household"),
    ):
        scan(desk, text)
        expect(desk.locator("#refused")).to_contain_text(code)
        expect(desk.locator("main")).not_to_contain_text("钱")
        expect(desk.locator("main")).not_to_contain_text("77")
        expect(desk.locator(".sum, .read")).to_have_count(0)
    assert market.voucher(own.voucher).state == State.RESERVED


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
