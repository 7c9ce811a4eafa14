"""A market day through a cut of the network: each voucher leaves the shop once."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from ledger.shop.voucher import State
from people.roles import Role
from qr.kinds import Kind
from tests.e2e.looking import Eye
from tests.e2e.market import COUNTER, LISTED, Comer, Market, scan, type_digits
from tests.e2e.moral_village import kept
from tests.e2e.world import World
from tests.support.waiting import comes_true

pytestmark = pytest.mark.browser

FLUSH_MS = 45_000
CUT_MINUTES = 10
BULK = "**/api/v1/hand-overs/bulk"


@pytest.fixture(scope="module")
def market(world: World) -> Market:
    return Market(world)


ANSWERED = """async (key) => {
  const open = indexedDB.open("redbee");
  const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const change = db.transaction("outbox", "readwrite");
  change.objectStore("outbox").delete(key);
  await new Promise((done) => { change.oncomplete = done; });
}"""


@pytest.fixture
def counter(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**COUNTER)
    yield context
    context.close()


@pytest.fixture
def second(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**COUNTER)
    yield context
    context.close()


def drop(route: Route) -> None:
    """Let a request come to nothing; a page that was left meanwhile has let go of it already."""
    with suppress(Error):
        route.abort()


def cut(desk: Page) -> None:
    """Cut the network; Chromium forgets it in pages a worker answers, so the server is gone too."""
    desk.context.set_offline(True)
    desk.context.route(re.compile(r"/(sw\.js|api/)"), drop)


def mend(desk: Page) -> None:
    desk.context.unroute_all(behavior="ignoreErrors")
    desk.context.set_offline(False)


def hand_out(desk: Page, market: Market, comer: Comer) -> None:
    """Scan, type the digits, and see the slip that says 待传."""
    desk.goto(f"{market.world.address}/shops/{market.world.shop}/counter")
    scan(desk, market.shown(Kind.VOUCHER, comer.voucher))
    expect(desk.locator("#offline-step .read")).to_be_visible()
    type_digits(desk, market.digits(comer.voucher))
    desk.locator("#hand-offline button[type=submit]").click()
    expect(desk.locator("#offline-step [role=status]")).to_contain_text("待传")
    expect(desk.locator(".slip")).to_contain_text("待传：联网后入账")


def send_twice(desk: Page) -> None:
    """Let the first answer be lost on its way, so that the whole queue is sent again."""
    lost: list[int] = []

    def lose(route: Route) -> None:
        sent = len(json.loads(route.request.post_data or "{}")["hand_overs"])
        route.fetch()
        drop(route)
        lost.append(sent)

    desk.route(BULK, lose)
    desk.reload()
    assert comes_true(lambda: bool(kept(desk)) and bool(lost))
    assert (lost[0], len(kept(desk))) == (3, 3)
    desk.unroute(BULK)
    desk.reload()
    assert comes_true(lambda: kept(desk) == [])
    expect(desk.locator("#live-words")).to_have_text("已联网", timeout=FLUSH_MS)


def test_a_market_day_goes_on_through_a_cut_and_counts_once(
    market: Market, counter: BrowserContext, second: BrowserContext
) -> None:
    eye = Eye("counter-market")
    comers = [market.comer(("洗衣皂", 1)) for _ in range(4)] + [market.comer(("小米一袋", 1))]
    before, rice = market.stock("洗衣皂"), market.stock("小米一袋")
    desk = market.opened_market(counter)
    expect(desk.locator("#left")).to_have_text("5")
    expect(desk.locator("#prepare")).to_contain_text("洗衣皂")
    eye.look(desk, "open")
    desk.get_by_role("button", name="过号").click()
    expect(desk.locator("#call-words")).to_have_text("扫 002 号凭证")

    # Another counter of the shop must not hand out what is along here.
    other = market.open(second)
    scan(other, market.shown(Kind.VOUCHER, comers[0].voucher))
    type_digits(other, market.digits(comers[0].voucher))
    other.locator("#hand-over").click()
    expect(other.locator("#refused")).to_contain_text("voucher_at_counter")

    late = market.comer(("牙膏", 1))
    cut(desk)
    for comer in comers[:3]:
        hand_out(desk, market, comer)
    eye.look(desk, "slip-waits")
    expect(desk.locator("#live-words")).to_have_text("断网，照常发放 · 待传 3 笔")
    desk.evaluate(
        "(minutes) => sessionStorage.setItem('redbee-counter-offline-since',"
        " String(Date.now() - minutes * 60000))",
        CUT_MINUTES,
    )
    desk.goto(f"{market.world.address}/shops/{market.world.shop}/counter/market")
    expect(desk.locator("#offline-for")).to_have_text(f"断网 {CUT_MINUTES} 分钟。")
    expect(desk.locator("#left")).to_have_text("2")
    expect(desk.locator("#done")).to_have_text("3")
    expect(desk.locator("#pace")).to_have_text(re.compile(r"^[0-9]+$"))
    expect(desk.locator("#ends")).to_have_text(re.compile(r"^[0-9]{2}:[0-9]{2}$"))
    eye.look(desk, "cut")

    # Handed out once is handed out; what is not along waits; so does who wants to choose.
    desk.goto(f"{market.world.address}/shops/{market.world.shop}/counter")
    for text, words in (
        (market.shown(Kind.VOUCHER, comers[0].voucher), "没有带在这个柜台"),
        (market.shown(Kind.VOUCHER, late.voucher), "没有带在这个柜台"),
        (market.shown(Kind.PERSON, comers[3].home.head), "断网时不能现选"),
    ):
        scan(desk, text)
        expect(desk.locator("#came-back")).to_contain_text(words)
    assert [market.voucher(it.voucher).state for it in comers] == [State.RESERVED.value] * 5

    mend(desk)
    send_twice(desk)
    states = [market.voucher(it.voucher).state for it in comers]
    assert states == [State.COLLECTED.value] * 3 + [State.RESERVED.value] * 2
    soap = market.stock("洗衣皂")
    assert (soap.on_hand, soap.reserved) == (before.on_hand - 3, before.reserved - 3)
    assert market.stock("小米一袋").on_hand == rice.on_hand
    assert [market.points(it.home) for it in comers] == [(98, 0)] * 3 + [(98, 2)] * 2
    assert eye.problems == {}


def test_on_the_network_what_is_along_is_handed_out_and_written_down_at_once(
    market: Market, counter: BrowserContext
) -> None:
    comer, waits = market.comer(("洗衣皂", 1)), market.comer(("牙膏", 1))
    own = market.comer(("牙膏", 1), head=market.keeper.person_id)
    desk = market.opened_market(counter)
    along = {it["voucher_id"] for it in desk.evaluate(LISTED, "counter-list")["vouchers"]}
    assert {str(comer.voucher), str(waits.voucher)} <= along
    assert str(own.voucher) not in along, "a keeper's own household comes to somebody else"
    desk.goto(f"{market.world.address}/shops/{market.world.shop}/counter")
    scan(desk, market.shown(Kind.VOUCHER, comer.voucher))
    desk.locator("#hand-offline").wait_for()
    desk.get_by_label("邻居代领").check(force=True)
    type_digits(desk, market.digits(comer.voucher))
    desk.locator("#hand-offline button[type=submit]").click()
    expect(desk.locator("[data-wrong]")).to_contain_text("代领的要写上是谁")
    desk.get_by_label("代领的写上是谁").fill("李婶")
    desk.locator("#hand-offline button[type=submit]").click()
    expect(desk.locator(".huge")).to_have_text("剩余 98 分")
    row = market.voucher(comer.voucher)
    assert (row.state, row.relation) == (State.COLLECTED, "neighbour")
    market_page = desk.get_by_role("link", name="集日")
    market_page.click()
    desk.get_by_role("button", name="收摊，还回去").click()
    expect(desk.locator("#along-words")).to_contain_text("开集时把等着领的凭证带到")
    assert desk.evaluate(LISTED, "counter-list") is None


def test_wrong_digits_lock_without_a_network_too(market: Market, counter: BrowserContext) -> None:
    comer = market.comer(("牙膏", 1))
    desk = market.opened_market(counter)
    cut(desk)
    desk.goto(f"{market.world.address}/shops/{market.world.shop}/counter")
    desk.locator("#number").fill(comer.home.number)
    desk.get_by_role("button", name="查").click()
    desk.locator("#hand-offline").wait_for()
    wrong = f"{(int(market.digits(comer.voucher)) + 1) % 10_000:04d}"
    for words in ("4 位数不对", "4 位数不对", "锁住了"):
        type_digits(desk, wrong)
        desk.locator("#hand-offline button[type=submit]").click()
        expect(desk.locator("[data-wrong]")).to_contain_text(words)
    type_digits(desk, market.digits(comer.voucher))
    desk.locator("#hand-offline button[type=submit]").click()
    expect(desk.locator("[data-wrong]")).to_contain_text("锁住了")
    assert kept(desk) == []


def test_a_page_left_while_it_sent_offers_no_voucher_again(
    market: Market, counter: BrowserContext
) -> None:
    comer = market.comer(("牙膏", 1))
    desk = market.opened_market(counter)
    cut(desk)
    hand_out(desk, market, comer)
    (entry,) = kept(desk)
    desk.evaluate(ANSWERED, entry["key"])  # answered and let go, but the list was not told of it
    desk.goto(f"{market.world.address}/shops/{market.world.shop}/counter")
    desk.locator("#number").fill(comer.home.number)
    desk.get_by_role("button", name="查").click()
    expect(desk.locator("#came-back-title")).to_have_text("这个号没有带在这个柜台。")
    assert desk.locator("#hand-offline").count() == 0


def test_two_tabs_hand_a_voucher_out_once_and_another_keeper_sends_nothing_of_it(
    market: Market, counter: BrowserContext
) -> None:
    comer = market.comer(("牙膏", 1))
    desk = market.opened_market(counter)
    twin = counter.new_page()
    cut(desk)
    for tab in (desk, twin):
        tab.goto(f"{market.world.address}/shops/{market.world.shop}/counter")
        scan(tab, market.shown(Kind.VOUCHER, comer.voucher))
        tab.locator("#hand-offline").wait_for()
    for tab in (desk, twin):
        type_digits(tab, market.digits(comer.voucher))
        tab.locator("#hand-offline button[type=submit]").click()
        tab.locator("#offline-step [role=status], [data-wrong]:visible").first.wait_for()
    expect(twin.locator("[data-wrong]")).to_contain_text("刚发过了")
    assert len(kept(desk)) == 1
    twin.close()

    # Somebody else signs in at the same tablet: the hand-over waits for whoever did it.
    mend(desk)
    sent: list[str] = []
    counter.on("request", lambda it: sent.append(it.url) if it.url.endswith("/bulk") else None)
    desk.route(BULK, drop)
    counter.clear_cookies()
    stranger = market.world.account(Role.SHOP_KEEPER, 1)
    counter.add_cookies(market.world.cookies(stranger))
    desk.goto(f"{market.world.address}/shop/counter")
    expect(desk.locator("#live-words")).to_have_text("已联网", timeout=FLUSH_MS)
    desk.wait_for_timeout(1000)
    assert sent == []
    assert len(kept(desk)) == 1
    assert market.voucher(comer.voucher).state == State.RESERVED

    desk.unroute(BULK)
    counter.clear_cookies()
    counter.add_cookies(market.world.cookies(market.keeper))
    desk.goto(f"{market.world.address}/shop/counter")
    assert comes_true(lambda: kept(desk) == [])
    assert market.voucher(comer.voucher).state == State.COLLECTED


def test_whoever_comes_without_a_voucher_gets_the_next_number(
    market: Market, counter: BrowserContext
) -> None:
    market.comer(("洗衣皂", 1))
    desk = market.opened_market(counter)
    eye, said, calls = (
        Eye("counter-walk-in"),
        desk.locator("#walk-in-words"),
        desk.locator("#call li"),
    )
    expect(calls.first).to_be_visible()  # they are drawn from what the device keeps
    count = calls.count()
    turn = f"{count + 1:03d}"
    for typed, words in (("0305", f"0305 户是 {turn} 号。"), ("0305", "没有加"), ("三", "没有加")):
        desk.locator("#walk-in").fill(typed)
        desk.get_by_role("button", name="加号").click()
        expect(said).to_contain_text(words)
    expect(calls).to_have_count(count + 1)
    desk.reload()
    expect(calls.last).to_contain_text("0305 户")
    expect(calls.last).to_contain_text("现选，要联网")
    served = desk.get_by_role("button", name="这户办完了")
    expect(served).to_be_hidden()
    eye.look(desk, "walk-in")
    for _ in range(count):
        before = calls.first.inner_text()
        desk.get_by_role("button", name="过号，排到最后").click()
        expect(calls.first).not_to_have_text(before, use_inner_text=True)
    expect(calls.first).to_contain_text(turn)
    done = int(desk.locator("#done").inner_text())
    served.click()
    expect(calls).to_have_count(count)
    expect(desk.locator("#done")).to_have_text(str(done + 1))
    assert eye.problems == {}
