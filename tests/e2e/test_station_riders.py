"""A keeper scans riders' codes without a network: each scan has its own answer, once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.ids import new_id, subject_of
from people.roles import Role
from qr.images import png
from qr.kinds import Kind
from qr.tokens import url
from tests.e2e.world import World
from tests.web.film import film

pytestmark = pytest.mark.browser

WAIT_MS = 60_000
BATCH = 500
RIDERS = 10
"""Twice each, so that half of their scans come too soon."""
DEVICE = new_id()
Start = Callable[..., BrowserContext]

KEEP = """async ([module, scans]) => {
  const { database } = await import(module);
  const db = await database();
  const owner = document.body.dataset.owner;
  const log = scans.map((it, n) => ({ ...it, n: n + 1, state: "waiting" })).reverse();
  await db.put("kept", log, `riders-log.${owner}`);
  for (const it of scans) await db.put("outbox", { ...it, owner });
}"""


def opened(world: World, phone: BrowserContext) -> Page:
    phone.add_cookies(world.cookies(world.account(Role.STATION_KEEPER)))
    tab = phone.new_page()
    tab.goto(f"{world.address}/")
    tab.get_by_role("link", name="扫骑手的码").click()
    expect(tab.get_by_role("heading", name="扫骑手的码")).to_be_visible()
    return tab


def rows(tab: Page, state: str) -> int:
    return int(tab.locator(f"#n-{state}").inner_text())


def visits_of(world: World) -> int:
    world.settle()
    views = world.house.services.views
    return views.stations.live(world.station, local_date(utc_now())).visits


def code_of(world: World, n: int, at: datetime) -> str:
    person_id = world.account(Role.RIDER, n).person_id
    assert person_id is not None
    return world.house.services.maker.make(Kind.PERSON, subject_of(person_id), at=at)


def scans_of_a_day(world: World, at: datetime) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Every rider twice, and between them whatever a phone may have kept that is no good."""
    riders = [it for it in world.accounts if it.role is Role.RIDER][:RIDERS]
    codes = [code_of(world, n, at) for n in range(len(riders))]
    good = codes[0]
    station = world.house.services.maker.make(Kind.STATION, subject_of(world.station), at=at)
    poison = (
        "HTTPS://EXAMPLE.COM/not-ours",
        "牛奶 2 盒",
        good[:-4] + ("AAAA" if good[-4:] != "AAAA" else "BBBB"),
        station,
        "A" * 7_000,
        good.lower() + "\u0000",
    )
    texts = [*codes, *codes]
    while len(texts) < BATCH:
        texts.append(poison[len(texts) % len(poison)])
    scans = [
        {"key": str(uuid4()), "token": it, "occurred_at": at.isoformat(), "device_id": str(DEVICE)}
        for it in texts
    ]
    Random(7).shuffle(scans)
    # The newest two lines are of one rider: the page shows the newest hundred, and the outbox
    # sends by key, so either of the two may be the one that counts.
    scans.sort(key=lambda it: it["token"] == good)
    return scans, {"counted": len(riders), "refused": BATCH - len(riders)}


def test_five_hundred_scans_with_poison_go_up_at_once_and_each_has_its_answer(
    world: World, phone: BrowserContext
) -> None:
    tab = opened(world, phone)
    before, at = visits_of(world), utc_now() - timedelta(minutes=2)
    scans, expected = scans_of_a_day(world, at)
    sent: list[int] = []
    phone.route("**/api/v1/scans/bulk", lambda route: route.abort())
    outbox = tab.locator('script[src$="/app/riders.js"]').get_attribute("src") or ""
    tab.evaluate(KEEP, [outbox.replace("app/riders.js", "vendor/outbox.js"), scans])
    tab.reload()
    expect(tab.locator("#n-waiting")).to_have_text(str(BATCH), timeout=WAIT_MS)
    assert visits_of(world) == before
    phone.unroute("**/api/v1/scans/bulk")

    def note(request: Request) -> None:
        if request.url.endswith("/scans/bulk"):
            sent.append(len((request.post_data_json or {})["scans"]))

    tab.on("request", note)
    expect(tab.locator("#n-waiting")).to_have_text("0", timeout=WAIT_MS)
    assert sent[0] == BATCH
    assert {it: rows(tab, it) for it in expected} == expected
    assert visits_of(world) == before + expected["counted"]
    expect(tab.locator("#rows")).to_contain_text("没记上：这个码认不出来")
    expect(tab.locator("#rows")).to_contain_text("4 小时内记过，不重复记")

    # The same day once more, as if every answer had been lost: the same answers, nothing counted.
    tab.evaluate(KEEP, [outbox.replace("app/riders.js", "vendor/outbox.js"), scans])
    tab.reload()
    expect(tab.locator("#n-counted")).to_have_text(str(expected["counted"]), timeout=WAIT_MS)
    expect(tab.locator("#n-waiting")).to_have_text("0", timeout=WAIT_MS)
    assert {it: rows(tab, it) for it in expected} == expected
    assert visits_of(world) == before + expected["counted"]


def test_a_rider_is_scanned_without_a_network_over_a_reload_and_counts_once(
    world: World, filmed_phone: Start, films: Path
) -> None:
    before, n = visits_of(world), RIDERS + 1
    token = code_of(world, n, utc_now() + timedelta(seconds=30))
    picture = films / "rider.y4m"
    shown = png(url(world.house.services.public_host, token), module_px=8)
    phone = filmed_phone(film(shown, picture))
    phone.route("**/api/v1/scans/bulk", lambda route: route.abort())
    tab = opened(world, phone)
    expect(tab.locator("#n-waiting")).to_have_text("1", timeout=WAIT_MS)
    tab.reload()
    expect(tab.locator("#rows li").first).to_contain_text("有网自动上传", timeout=WAIT_MS)
    phone.unroute("**/api/v1/scans/bulk")
    expect(tab.locator("#n-waiting")).to_have_text("0", timeout=WAIT_MS)
    assert visits_of(world) == before + 1
