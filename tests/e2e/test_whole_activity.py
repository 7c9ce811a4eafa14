"""A whole activity in browsers: published, signed up for, served, certified, and checked."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Page, expect

from ledger.kernel.clock import SHANGHAI, utc_now
from people.roles import Role
from qr.images import png
from qr.kinds import Kind
from tests.e2e.moved import Time, as_somebody, moved_world
from tests.e2e.world import World
from tests.web.film import film

pytestmark = pytest.mark.browser

READ_MS = 30_000
TITLE = "清洁家园 · 试一整场"
Start = Callable[..., BrowserContext]


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[World, Time]]:
    """A served community whose clock can be moved: it is nine in the morning of tomorrow."""
    with moved_world(tmp_path, monkeypatch) as (started, time):
        tomorrow = (utc_now().astimezone(SHANGHAI) + timedelta(days=1)).date()
        time.move_to(datetime(tomorrow.year, tomorrow.month, tomorrow.day, 9, tzinfo=SHANGHAI))
        yield started, time


def publish(page: Page, world: World, starts: datetime) -> UUID:
    """Fill in the form of a leader; return the activity."""
    page.goto(f"{world.address}/")
    page.get_by_role("link", name="发布活动").first.click()
    page.get_by_label("做什么").fill(TITLE)
    page.get_by_label("在哪儿").fill("大召前街北口")
    page.get_by_label("哪一天").fill(f"{starts.astimezone(SHANGHAI):%Y-%m-%d}")
    page.get_by_label("几点开始").first.fill(f"{starts.astimezone(SHANGHAI):%H:%M}")
    ends = (starts + timedelta(hours=2)).astimezone(SHANGHAI)
    page.get_by_label("几点结束").first.fill(f"{ends:%H:%M}")
    page.get_by_label("要多少人").fill("20")
    page.get_by_role("button", name="发布").last.click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    return UUID(urlsplit(page.url).path.rsplit("/", 1)[-1])


def scan(phone: Start, world: World, time: Time, activity: UUID, films: Path) -> Page:
    """Hold a phone before the code the activity's screen would show now."""
    account = world.account(Role.VOLUNTEER)
    token = world.code(Kind.ACTIVITY, activity, time.now)
    picture = png(f"HTTPS://{world.env['REDBEE_PUBLIC_HOST']}/Q/{token}")
    context = phone(film(picture, films / f"{time.now:%H%M}.y4m"))
    page = as_somebody(context, world, time, account)
    page.goto(f"{world.address}/scan")
    return page


def test_an_activity_from_publishing_to_a_certificate_that_others_check(
    moved: tuple[World, Time],
    phone: BrowserContext,
    filmed_phone: Start,
    desk: BrowserContext,
    films: Path,
) -> None:
    world, time = moved
    volunteer, leader = world.account(Role.VOLUNTEER), world.account(Role.TEAM_LEADER)
    starts = time.now + timedelta(minutes=90)
    starts = starts.replace(second=0, microsecond=0)

    activity = publish(as_somebody(desk, world, time, leader), world, starts)

    page = as_somebody(phone, world, time, volunteer)
    page.goto(f"{world.address}/activities")
    page.get_by_role("link", name=re.compile("试一整场")).click()
    page.get_by_role("button", name="报名参加").click()
    expect(page.locator("main")).to_contain_text("报上名了")

    time.move_to(starts + timedelta(minutes=1))
    came = scan(filmed_phone, world, time, activity, films)
    expect(came.get_by_role("heading", name="签到好了")).to_be_visible(timeout=READ_MS)
    time.move_to(starts + timedelta(minutes=96))
    left = scan(filmed_phone, world, time, activity, films)
    expect(left.get_by_role("heading", name="签退好了")).to_be_visible(timeout=READ_MS)
    expect(left.locator("#answer")).to_contain_text(re.compile("9[4-6] 分钟"))

    left.get_by_role("link", name="完成").click()
    left.goto(f"{world.address}/me/service-record")
    left.get_by_role("link", name=re.compile("开服务证明")).first.click()
    left.get_by_role("button", name="生成证明").click()
    expect(left.locator("main")).to_contain_text("证明开好了")
    paper = left.get_by_role("link", name=re.compile("打开 PDF")).get_attribute("href")
    answer = left.context.request.get(f"{world.address}{paper}")
    assert answer.headers["content-type"] == "application/pdf"
    pdf = answer.body()

    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    assert TITLE.replace(" ", "") in text.replace(" ", "").replace("\n", "")
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())
    address = urlsplit(code.text)
    assert address.path.startswith("/Q/")

    desk.clear_cookies()
    stranger = desk.new_page()
    stranger.goto(f"{world.address}{address.path}")
    shown = stranger.locator("main")
    expect(shown).to_contain_text("1.5 小时", timeout=READ_MS)
    assert volunteer.name not in stranger.content()
    stranger.get_by_label("证明上的全名").fill("别人的名字")
    stranger.get_by_role("button", name="核对姓名").click()
    expect(shown).to_contain_text("不相符")
    stranger.get_by_label("证明上的全名").fill(volunteer.name)
    stranger.get_by_role("button", name="核对姓名").click()
    expect(shown).to_contain_text("相符")
    expect(shown).not_to_contain_text("不相符。")
