"""Every real page for every role: reachable, accessible, silent in the console; and its picture."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page

from ledger.kernel.clock import utc_now
from people.roles import Role
from tests.e2e.world import PICTURES, World
from tests.web.conftest import PHONE

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PHONE_SIZE = (390, 844)
SIZES = {
    "/board": (1920, 1080),
    "/screen": (1280, 800),
    "/counter": (1180, 820),
    "/roll": (1180, 820),
    "/api/docs": (1280, 800),
    "/national": (1366, 768),
    "/spot-checks": (1366, 768),
    "/desk/adjustments": (1366, 768),
    "/desk/alarms": (1366, 768),
    "/desk/budget": (1366, 768),
    "/desk/claims": (1366, 768),
    "/desk/claims/import": (1366, 768),
    "/desk/close": (1366, 768),
    "/desk/grid-workers": (1366, 768),
    "/desk/households": (1366, 768),
    "/desk/households/roster": (1366, 768),
    "/desk/notices": (1366, 768),
    "/desk/openings": (1366, 768),
    "/desk/pledges": (1366, 768),
    "/desk/rounds": (1366, 768),
    "/desk/rulebook": (1366, 768),
    "/desk/street": (1366, 768),
    "/reopenings": (1366, 768),
}
#: Addresses that say what a page is for; one of each kind is looked at.
KINDS = (
    "/activities/",
    "/attendances/",
    "/items/",
    "/vouchers/",
    "/boards/",
    "/stations/",
    "/shops/",
    "/scan?",
    "/privacy/",
    "/persons/",
    "/devices?",
    "/assignments?",
    "/calendar?",
    "/flags/",
    "/flags?",
    "/overdue?",
    "/public/entries?",
    "/attendances/",
    "/corrections?",
    "/me/messages?",
    "/me/corrections?",
    "/overview?",
    "/audit?",
    "/people?",
    "/cards?",
    "/me/reads?",
    "/me/entries?",
    "/teams/",
    "/teams?",
    "/spot-checks/",
    "/spot-checks?",
    "/certificates/",
    "/certificates?",
    "/desk/certificates/",
    "/desk/certificates?",
    "/claims/",
    "/claims/new?",
    "/notices/",
    "/notices?",
    "/rulebooks/",
    "/desk/rulebook?",
    "/desk/close?",
    "/desk/adjustments?",
    "/desk/budget?",
    "/desk/adjustments/",
    "/adjustments?",
    "/closings?",
    "/reopenings?",
    "/reopenings/",
    "/adjustments/",
    "/desk/claims?",
    "/desk/notices?",
    "/desk/households?",
    "/desk/households/",
    "/household/score?",
    "/periods/",
    "/rounds/gates/",
    "/me/statements/",
    "/me/appointment?",
    "/desk/grid-workers?",
    "/desk/street?",
)
#: Their homes differ; pages others have looked at are the same with fewer rows.
SERVED_BY_OTHERS = frozenset(
    {
        Role.GRID_WORKER,
        Role.BUILDING_LEADER,
        Role.ENTRANCE_LEADER,
        Role.REVIEWER,
        Role.PARTNER_UNIT,
        Role.COUNTY,
        Role.CITY,
    }
)
LOOKED_AT: set[str] = set()
NOT_PAGES = ("/api/v1/", "/api/openapi.json", "/me/export/data")
DOWNLOADS = (".csv", ".txt", ".pdf", "/print")


@pytest.fixture(scope="module", autouse=True)
def scenes(world: World) -> None:
    """Give the pages something to show."""
    for role in (Role.VOLUNTEER, Role.RIDER):
        account = world.account(role)
        world.give(account, 30)
        assert account.person_id is not None
        world.house.services.directory.set_listed(account.person_id, listed=True)
        world.collect(world.reserve(account, "抽纸一包"))
        world.reserve(account, "牙膏")
    world.serve(0, world.activity, utc_now() - timedelta(minutes=72), None)
    world.settle()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a phone without service worker, so that every page is the server's."""
    context: BrowserContext = browser.new_context(**PHONE, service_workers="block")
    yield context.new_page()
    context.close()


def kind_of(address: str) -> str:
    """Name the kind of a page by its address without what is particular."""
    path = address.partition("?")[0]
    for kind in KINDS:
        if address.startswith(kind):
            tail = path.rpartition("/")[2]
            return kind + (tail if tail in ("screen", "counter", "new", "roll") else "")
    return path


def is_page(address: str) -> bool:
    """Tell whether an address is a page of ours, and no file to keep."""
    path = address.partition("?")[0]
    return (
        address.startswith("/")
        and not address.startswith(NOT_PAGES)
        and not path.endswith(DOWNLOADS)
    )


def picture_name(kind: str) -> str:
    """Write a kind of page as part of a file's name."""
    ending = {"/": "-one", "?": "-for"}.get(kind[-1], "") if len(kind) > 1 else ""
    return kind.rstrip("/?").replace("/", "-") + ending


def look(tab: Page, address: str, name: str) -> tuple[list[str], list[str]]:
    """Open a page at its size; photograph it; return what is wrong and where it leads."""
    wrong: list[str] = []
    size = next((it for end, it in SIZES.items() if address.endswith(end)), PHONE_SIZE)
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    tab.on("console", lambda it: wrong.append(it.text) if it.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    answer = tab.goto(address, wait_until="load")
    assert answer is not None
    if answer.status != 200:
        wrong.append(f"status {answer.status}")
    if "docs" not in address:  # vendored whole; its colours are its maker's
        found: Any = Axe().run(tab, options=RULES)
        wrong += [each["id"] for each in found.response["violations"]]
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=PICTURES / f"{name}.png", full_page=size == PHONE_SIZE)
    if size == PHONE_SIZE or tab.locator("body.flow").count():
        tab.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
        if (width := tab.evaluate("document.documentElement.scrollWidth")) > PHONE_SIZE[0]:
            wrong.append(f"{width} px wide on a phone")
    links: list[str] = tab.eval_on_selector_all(
        "a[href]", "all => all.map((it) => it.getAttribute('href'))"
    )
    return wrong, links


@pytest.mark.parametrize("role", [None, *Role], ids=lambda it: it.value if it else "stranger")
def test_pages_of_a_role_are_reachable_accessible_and_silent(
    world: World, tab: Page, role: Role | None
) -> None:
    if role is not None:
        tab.context.add_cookies(world.cookies(world.account(role)))
    name = role.value if role else "stranger"
    waiting, seen = ["/"], {"/"}
    problems: dict[str, list[str]] = {}
    while waiting:
        address = waiting.pop(0)
        picture = name + picture_name(kind_of(address))
        wrong, links = look(tab, world.address + address, picture)
        if wrong:
            problems[address] = wrong
        for link in links:
            local = link.partition("#")[0]
            kind = kind_of(local)
            known = role in SERVED_BY_OTHERS and kind in LOOKED_AT
            if is_page(local) and kind not in seen:
                seen.add(kind)
                waiting += [] if known else [local]
    LOOKED_AT.update(seen)
    assert problems == {}
    assert len(seen) > 1 or role is Role.SCREEN
