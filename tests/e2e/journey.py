"""A journey through moral points: the village, its clock, everybody's browser, what they do."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bootstrap.demo.setup import Account
from ledger.kernel.clock import SHANGHAI, utc_now
from ledger.moral.claim import Claim
from people.roles import Role
from tests.e2e.looking import Eye
from tests.e2e.moved import JOBS_EVERY_S, Time, as_somebody, moved_world
from tests.e2e.village import Village
from tests.e2e.world import World
from tests.web.conftest import PHONE

WAIT_S = 30
LOOKED_EVERY_S = 0.1
MARCH = 3


class Journey:
    """The village, its clock, and everybody's browser."""

    def __init__(self, world: World, time: Time, browser: Browser, eye: Eye) -> None:
        self.world, self.time, self.eye = world, time, eye
        self.village, self.first = Village(world, time), time.now
        self._browser, self._opened = browser, ExitStack()

    def phone(self, account: Account | None = None) -> Page:
        """Take somebody's phone, or a stranger's, in hand."""
        return self._page(account, **PHONE, service_workers="block")

    def desk(self, account: Account) -> Page:
        """Sit down at somebody's desk."""
        return self._page(account, viewport={"width": 1366, "height": 768}, locale="zh-CN")

    def go(self, page: Page, path: str = "/") -> None:
        """Open an address of the server."""
        page.goto(self.world.address + path)

    def look(self, page: Page, name: str) -> None:
        """Look at the page as it stands."""
        self.eye.look(page, name)

    def state(self, claim_id: UUID) -> str:
        """Return where an act stands in the store."""
        claim: Claim = self.world.house.ledger.repository.get(claim_id)
        return claim.state.value

    def wait_for(self, claim_id: UUID, state: str) -> None:
        """Wait until an act stands somewhere."""
        ends = monotonic() + WAIT_S
        while self.state(claim_id) != state:
            assert monotonic() < ends, f"{self.state(claim_id)}, not {state}"
            sleep(LOOKED_EVERY_S)

    def posted_at(self, claim_id: UUID) -> list[datetime]:
        """Return when an act was posted, each time."""
        events = self.world.house.ledger.events.get(claim_id)
        return [it.posted_at for it in events if isinstance(it, Claim.Posted)]

    def day(self, days: int) -> date:
        """Return a day by how far it is from the first one."""
        return self.first.astimezone(SHANGHAI).date() + timedelta(days=days)

    def close(self) -> None:
        """Put every phone away."""
        self._opened.close()

    def _page(self, account: Account | None, **how: object) -> Page:
        context: BrowserContext = self._browser.new_context(**how)  # type: ignore[arg-type]
        self._opened.callback(context.close)
        if account is None:
            return context.new_page()
        return as_somebody(context, self.world, self.time, account)


@contextmanager
def a_journey(
    browser: Browser, folder: Path, patch: pytest.MonkeyPatch, name: str
) -> Iterator[Journey]:
    """Begin on the first Monday of a March, at nine in the morning: far from any holiday."""
    with moved_world(folder, patch, jobs_every_s=JOBS_EVERY_S) as (world, time):
        year = utc_now().astimezone(SHANGHAI).year + 1
        first = datetime(year, MARCH, 1, 9, tzinfo=SHANGHAI)
        time.move_to(first + timedelta(days=-first.weekday() % 7))
        it = Journey(world, time, browser, Eye(name))
        yield it
        it.close()
    assert it.eye.problems == {}


def sign_in(on: Journey, account: Account) -> Page:
    """Sign in with a code, as people do."""
    page = on.phone()
    on.go(page)
    on.look(page, "start")
    page.get_by_role("link", name="登录", exact=True).click()
    page.get_by_label("手机号").fill(account.phone)
    page.get_by_role("button", name="发验证码").click()
    expect(page.get_by_text("验证码发出去了")).to_be_visible()
    page.get_by_label("短信里的 6 位数").fill(on.world.code_sent_to(account.phone))
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{account.name}家")
    return page


def vote(on: Journey, reviewer: Account, *said: str, look: bool = False) -> None:
    """Let one of the panel vote on what waits, one after another."""
    page = on.phone(reviewer)
    on.go(page)
    page.get_by_role("link", name=re.compile("待评")).click()
    if look:
        on.look(page, "reviews")
    page.get_by_role("link", name=re.compile("从第一条评起")).click()
    for number, it in enumerate(said):
        if look and not number:
            on.look(page, "review")
        page.get_by_role("button", name=it, exact=True).click()
    expect(page.locator("main")).to_contain_text("都评完了")
    if look:
        on.look(page, "reviews-done")


def publish(on: Journey, lines: int) -> str:
    """Let the clerk publish what the panel has passed; return the address of the notice."""
    page = on.desk(on.village.account(Role.CLERK))
    on.go(page)
    page.get_by_role("link", name=re.compile("待公示")).first.click()
    assert page.get_by_role("checkbox").count() == lines
    on.look(page, "drafts")
    page.get_by_role("button", name="发布公示").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("积分公示")
    on.look(page, "notice-clerk")
    address = urlsplit(page.url).path
    on.go(page, "/desk/notices")
    on.look(page, "desk-notices")
    return address
