"""A village that comes to its points shop: households with points, cards and vouchers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, expect

from bootstrap.demo import cast
from bootstrap.demo.setup import Account
from ledger.kernel.clock import utc_now
from ledger.kernel.ids import derive, new_id, subject_of
from ledger.registry.consent_purposes import AgeBand
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.wallets.commands import CreditPoints
from ledger.wallets.wallet import Reason
from people.directory import Person
from people.roles import Role
from projections.shop.views import ItemRow, VoucherRow
from qr.kinds import Kind
from qr.tokens import url
from tests.e2e.world import World
from tests.support.homes import Home, taking_part
from tests.support.waiting import becomes, has_copies
from tests.web.test_screens import TYPE_LIKE_A_READER

COUNTER: dict[str, Any] = {
    "viewport": {"width": 1180, "height": 820},
    "is_mobile": False,
    "has_touch": True,
    "device_scale_factor": 1,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
POINTS = 100
NAMES = ("张春花", "李强", "王小明", "赵桂兰", "乌云其木格", "刘山", "孙冬梅", "白志强")
READ_MS = 30_000
LISTED = """async (name) => {
  const db = await new Promise((done, fail) => {
    const ask = indexedDB.open('redbee');
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  const found = await new Promise((done) => {
    const ask = db.transaction('kept').objectStore('kept').get(name);
    ask.onsuccess = () => done(ask.result ?? null);
  });
  db.close();
  return found;
}"""


@dataclass
class Comer:
    """A household that comes to the counter, and the voucher it has reserved."""

    home: Home
    voucher: UUID | None = None


class Market:
    """Households of the shop's village, the keeper's counter, and what the ledger says of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._number = 0

    @property
    def keeper(self) -> Account:
        """Who runs the shop of the community."""
        return self.world.account(Role.SHOP_KEEPER)

    def comer(
        self, *goods: tuple[str, int], points: int = POINTS, head: UUID | None = None
    ) -> Comer:
        """Let a household have points, and reserve what is named."""
        self._number += 1
        if head is None:
            head, name = new_id(), NAMES[self._number % len(NAMES)]
            self.world.house.services.directory.enrol([Person(head, name, cast.COMMUNITY)])
        number = f"{3000 + self._number:04d}"
        home = taking_part(self._tell(head), cast.COMMUNITY, number, others=0)
        home = Home(home.id, number, head, ())
        self.world.do(
            CreditPoints,
            wallet_id=home.wallet_id,
            amount=points,
            reason=Reason.AWARD,
            occurred_at=utc_now(),
        )
        if not goods:
            return Comer(home)
        basket = tuple((self.item(it), many) for it, many in goods)
        told = self.world.do(ReserveVoucher, basket=basket, wallet_id=home.wallet_id)
        return Comer(home, UUID(str(told["voucher_id"])))

    def _tell(self, head: UUID) -> Any:
        def tell(command: Any, **values: Any) -> Any:
            if "members" in values:
                (first, *_rest) = values["members"]
                values["members"] = (type(first)(head, first.relation),)
            if "agreed_by" in values:
                values |= {"agreed_by": head, "age": AgeBand.ADULT}
            return self.world.do(command, **values)

        return tell

    def item(self, name: str) -> UUID:
        """Return an item of the community's shop."""
        return derive("item", self.world.shop, name)

    # What people show -----------------------------------------------------------

    def digits(self, voucher: UUID | None) -> str:
        """Return the four digits on the owner's phone."""
        assert voucher is not None
        return self.world.house.services.maker.pickup(Kind.VOUCHER, subject_of(voucher))

    def shown(self, kind: Kind, subject: UUID | None) -> str:
        """Return the address in a code."""
        assert subject is not None
        return url(self.world.house.services.public_host, self.world.code(kind, subject))

    def card(self, person: UUID) -> tuple[str, str]:
        """Give somebody a paper card: what its code holds, and the four digits on its back."""
        given = self.world.house.services
        issued = given.cards.issue_missing([person], issued_by=new_id(), now=utc_now())
        card_id = issued[person].card_id
        return self.shown(Kind.CARD, card_id), given.maker.pickup(Kind.CARD, subject_of(card_id))

    # What the ledger says ----------------------------------------------------------

    def voucher(self, voucher: UUID | None) -> VoucherRow:
        """Return a voucher as it stands."""
        assert voucher is not None
        self.world.settle()
        found = self.world.house.services.views.vouchers.of(voucher)
        assert found is not None
        return found

    def stock(self, name: str) -> ItemRow:
        """Return an item as it stands."""
        self.world.settle()
        found = self.world.house.services.views.items.of(self.item(name))
        assert found is not None
        return found

    def points(self, home: Home) -> tuple[int, int]:
        """Return what a household has, and what is held of it."""
        self.world.settle()
        found = self.world.house.services.views.balances.of(home.wallet_id)
        assert found is not None
        return found.available, found.held

    # At the counter ----------------------------------------------------------------

    def open(self, counter: BrowserContext, keeper: Account | None = None) -> Page:
        """Sign the keeper in at a counter."""
        counter.add_cookies(self.world.cookies(keeper or self.keeper))
        desk = counter.new_page()
        desk.goto(f"{self.world.address}/shop/counter")
        return desk

    def opened_market(self, counter: BrowserContext) -> Page:
        """Take what waits along, and keep the counter's pages for a time without a network."""
        desk = self.open(counter)
        desk.get_by_role("link", name="集日").click()
        desk.get_by_role("button", name="开集，带走凭证").click()
        expect(desk.locator("#along-words")).to_contain_text("只在这个柜台发")
        desk.evaluate("navigator.serviceWorker.ready.then(() => true)")
        counter_page = f"/shops/{self.world.shop}/counter"
        assert has_copies(desk, counter_page, f"{counter_page}/market")
        assert becomes(
            desk,
            "async () => { const of = [...document.querySelectorAll('script[type=module],"
            "link[rel=modulepreload],link[rel=stylesheet]')].map((it) => it.href || it.src);"
            "return (await Promise.all(of.map((it) => caches.match(it)))).every(Boolean); }",
        )
        return desk


def scan(desk: Page, text: str) -> None:
    """Let the barcode reader type what it reads."""
    expect(desk.locator("#cam-words")).to_contain_text("扫码枪")
    desk.evaluate(TYPE_LIKE_A_READER, [*text, "Enter"])


def type_digits(desk: Page, digits: str) -> None:
    """Press the keys of the pad, as whoever came does."""
    pad = desk.locator("[data-pad]:visible")
    for digit in digits:
        pad.get_by_role("button", name=digit, exact=True).click()
