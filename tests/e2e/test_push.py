"""A push in a real service worker: shown once, without a name, and it leads to the inbox."""

import json
import time
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from people.roles import Role
from tests.e2e.world import World
from tests.support.waiting import becomes, comes_true

pytestmark = pytest.mark.browser

NEWS = {"title": "您当上兼职网格员了", "body": "点开看", "address": "/me/messages", "tag": "p7"}
KNOWN_S_MAX = 30
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  const shown = await worker.getNotifications();
  return shown.map((it) => ({ title: it.title, body: it.body, tag: it.tag }));
}"""

TAGS = """async (wanted) => {
  const shown = await (await navigator.serviceWorker.ready).getNotifications();
  return String(shown.map((it) => it.tag).sort()) === String(wanted);
}"""


class Delivering:
    """Delivers pushes to the worker of a page, as the browser does when its service calls."""

    def __init__(self, tab: Page, address: str) -> None:
        self.address = address
        self.registrations: list[str] = []
        self.session: CDPSession = tab.context.new_cdp_session(tab)
        self.session.on("ServiceWorker.workerRegistrationUpdated", self._updated)
        self.session.send("ServiceWorker.enable")
        ends = time.monotonic() + KNOWN_S_MAX
        while not self.registrations and time.monotonic() < ends:
            tab.wait_for_timeout(50)

    def _updated(self, event: dict[str, Any]) -> None:
        self.registrations += [
            it["registrationId"] for it in event["registrations"] if not it["isDeleted"]
        ]

    def push(self, data: str) -> None:
        self.session.send(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": self.address,
                "registrationId": self.registrations[-1],
                "data": data,
            },
        )


@pytest.fixture
def tab(world: World, phone: BrowserContext) -> Page:
    """A rider's phone whose browser may show notifications, with its worker at work."""
    phone.grant_permissions(["notifications"], origin=world.address)
    phone.add_cookies(world.cookies(world.account(Role.RIDER)))
    page = phone.new_page()
    page.goto(f"{world.address}/me/messages")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    return page


def shown_after(tab: Page, count: int) -> list[dict[str, str]]:
    """Wait until so many notifications stand on the screen; return them."""
    assert comes_true(lambda: len(tab.evaluate(SHOWN)) == count)
    found: list[dict[str, str]] = tab.evaluate(SHOWN)
    return found


def test_a_push_is_shown_and_the_same_one_again_replaces_it(world: World, tab: Page) -> None:
    delivering = Delivering(tab, world.address)
    delivering.push(json.dumps(NEWS, ensure_ascii=False))
    shown = {"title": NEWS["title"], "body": NEWS["body"], "tag": "p7"}
    assert shown_after(tab, 1) == [shown]
    delivering.push(json.dumps(NEWS, ensure_ascii=False))
    delivering.push(json.dumps(NEWS | {"tag": "p8", "title": "续聘好了"}, ensure_ascii=False))
    assert becomes(tab, TAGS, ["p7", "p8"])


def test_a_push_that_cannot_be_read_says_that_there_is_a_message(world: World, tab: Page) -> None:
    delivering = Delivering(tab, world.address)
    delivering.push("no json")
    (shown,) = shown_after(tab, 1)
    assert (shown["title"], shown["body"]) == ("红蜂账本", "有一条消息")


def test_where_the_city_has_no_push_service_the_page_leads_to_the_inbox(tab: Page) -> None:
    tab.get_by_role("link", name="要不要弹通知").tap()
    expect(tab.get_by_text("这里还不能弹通知")).to_be_visible()
    tab.get_by_role("link", name="看消息").tap()
    expect(tab.get_by_role("heading", name="消息")).to_be_visible()
