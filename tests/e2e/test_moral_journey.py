"""A good deed in browsers: filed, looked at, voted on, publicised, objected to, posted once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from ledger.kernel.clock import day_end
from ledger.moral.claim import Claim
from people.roles import Role
from tests.e2e.journey import Journey, a_journey, publish, sign_in, vote
from tests.support.pictures import phone_photo

pytestmark = pytest.mark.browser

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
GIVEN = 5
"""Points of a frugal wedding."""


@pytest.fixture
def journey(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journey]:
    """A village on a Monday in March."""
    with a_journey(browser, tmp_path, monkeypatch, "deed") as it:
        yield it


def file_claim(on: Journey, page: Page) -> UUID:
    """Report a frugal wedding with a photo; return the claim."""
    on.look(page, "home-before")
    page.get_by_role("link", name="做了好事，来申报").click()
    on.look(page, "claim-form")
    page.get_by_role("radio", name="喜事简办", exact=True).check()
    page.get_by_role("radio", name=re.compile("喜事简办、丧事简办")).check()
    expect(page.get_by_role("radio", name=re.compile("院落月评达标"))).to_be_hidden()
    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": phone_photo(7)}
    page.locator("input[type=file]").first.set_input_files([picture])  # type: ignore[list-item]
    page.get_by_label(re.compile("想说的话")).fill("孙子结婚，只办了六桌。")
    on.look(page, "claim-filled")
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申报进度")
    on.look(page, "claim-filed")
    said = page.locator("main")
    for words in ("等网格员核实", "评议小组评", "公示 3 天", "入账 5 分", "最早 "):
        expect(said).to_contain_text(words)
    return UUID(urlsplit(page.url).path.rsplit("/", 1)[-1])


def screen_on_the_desk(on: Journey) -> None:
    """Let the clerk find in order what waits on the desk."""
    page = on.desk(on.village.account(Role.CLERK))
    on.go(page)
    page.get_by_role("link", name=re.compile("申报审核")).click()
    for it in page.get_by_role("checkbox").all():
        it.check()
    on.look(page, "desk-claims")
    page.get_by_role("button", name="通过初审").click()
    expect(page.get_by_role("link", name=re.compile("评议中 2"))).to_be_visible()
    on.look(page, "desk-claims-done")


def declare_kinship(on: Journey) -> None:
    """Let the first of the panel say that a household is kin: nothing of it waits there."""
    page = on.phone(on.village.panel[0])
    on.go(page)
    on.look(page, "panel-home")
    page.get_by_role("link", name=re.compile("亲属户")).click()
    page.get_by_label(re.compile("户号")).fill("0147")
    page.get_by_role("button", name=re.compile("登记")).click()
    expect(page.locator("main")).to_contain_text("0147")
    on.look(page, "kin")
    page.get_by_role("link", name="返回").click()
    expect(page.locator("main")).to_contain_text("0148")
    expect(page.locator("main")).not_to_contain_text("0147")


def pass_the_panel(on: Journey) -> None:
    """One is kin; the others vote on 0147 and then on 0148 until both are decided."""
    panel = on.village.panel
    declare_kinship(on)
    vote(on, panel[1], "同意", "同意", look=True)
    vote(on, panel[2], "不同意", "同意")
    vote(on, panel[3], "同意", "同意")
    vote(on, panel[4], "同意")


def read_sheet(on: Journey, page: Page) -> str:
    """Print the notice that is open; return the address that a camera reads off the sheet."""
    href = page.get_by_role("link", name=re.compile("打印张贴版")).get_attribute("href")
    answer = page.context.request.get(f"{on.world.address}{href}")
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.body())
    text = document[0].get_textpage().get_text_bounded()
    assert "47" in text
    assert "0147" not in text
    assert "王秀兰" not in text
    picture = document[0].render(scale=3).to_pil()
    on.eye.keep(picture, "sheet")
    (code,) = {it.text for it in zxingcpp.read_barcodes(picture) if "/notices/" in it.text}
    return urlsplit(code).path


def object_to_another(on: Journey) -> None:
    """A neighbour objects to the line of 0148; only that one stops."""
    page = on.phone(on.village.heads["0149"])
    on.go(page)
    page.get_by_role("link", name="公示", exact=True).click()
    expect(page.locator("main")).to_contain_text("二组 **47 户")
    on.look(page, "notices-neighbour")
    page.get_by_role("link", name=re.compile("对某条有异议")).click()
    page.get_by_role("radio", name=re.compile("48 户")).check()
    page.get_by_label("理由").fill("那天没有人去照看。")
    on.look(page, "objection")
    page.get_by_role("button", name="提出异议").click()
    expect(page.locator("main")).to_contain_text("已暂停")
    on.look(page, "notice-objected")


def keep_it(on: Journey) -> None:
    """The committee keeps the act: it stands on notice once more for a whole period."""
    page = on.phone(on.village.account(Role.SUPERVISOR))
    on.go(page)
    on.look(page, "committee-home")
    page.get_by_role("link", name=re.compile("异议")).first.click()
    on.look(page, "objections")
    page.get_by_role("radio", name=re.compile("维持")).check()
    page.get_by_label(re.compile("答复（")).fill("问过两家人，那天去过。")
    page.get_by_role("button", name="答复").click()
    expect(page.locator("main")).to_contain_text("没有等答复的异议")


def test_a_good_deed_goes_all_the_way_to_the_score(journey: Journey) -> None:
    on, time, village = journey, journey.time, journey.village
    home = sign_in(on, village.heads["0147"])
    claim_id = file_claim(on, home)
    other_id = village.filed("0148", "12", time.now)
    on.world.settle()
    screen_on_the_desk(on)
    pass_the_panel(on)
    home.reload()
    on.look(home, "claim-reviewed")
    assert on.state(claim_id) == on.state(other_id) == "reviewed"

    address = publish(on, 2)
    ends = day_end(on.day(3))
    said = f"{on.day(3).month}月{on.day(3).day}日 24:00"
    stranger = on.phone()
    on.go(stranger, address)
    for words in (said, "二组 **47 户", "没有异议的"):
        expect(stranger.locator("main")).to_contain_text(words)
    on.look(stranger, "notice-stranger")
    assert read_sheet(on, stranger) == address

    time.move_to(on.first + DAY + HOUR)
    object_to_another(on)
    assert (on.state(claim_id), on.state(other_id)) == ("publicised", "objected")
    time.move_to(on.first + 2 * DAY + HOUR)
    keep_it(on)
    other: Claim = on.world.house.ledger.repository.get(other_id)
    again = day_end(on.day(7))  # three days from Wednesday are over on a Saturday: Monday then
    assert (other.state, other.closes_at) == ("publicised", again)

    # One second before the end a job posts what was due a day earlier, and this one not.
    early_id = village.passed("0149", "12", on.first - DAY)
    village.published(on.first - DAY, early_id)
    time.stop_at(ends - SECOND)
    on.wait_for(early_id, "posted")
    on.world.stop()
    assert on.state(claim_id) == "publicised"
    assert village.balance("0147") == 0

    time.stop_at(ends)
    on.world.start()
    on.wait_for(claim_id, "posted")
    on.world.stop()
    on.world.start()  # the jobs of another process look at the same list, and post nothing twice
    assert on.posted_at(claim_id) == [ends]

    time.move_to(again)
    on.wait_for(other_id, "posted")
    assert on.posted_at(other_id) == [again]
    assert on.posted_at(claim_id) == [ends]
    assert village.balance("0147") == GIVEN
    read_why(on, said)


def read_why(on: Journey, until: str) -> None:
    """Read on the home what came in, and why: the rule, the vote, the offices, the days."""
    page = on.phone(on.village.heads["0147"])
    on.go(page)
    on.look(page, "home-after")
    expect(page.locator("main")).to_contain_text("好事入账")
    expect(page.get_by_role("link", name=re.compile("今年得分"))).to_contain_text("105")
    page.get_by_role("link", name=re.compile("为什么")).click()
    on.look(page, "why")
    said = page.locator("main")
    for words in ("第 1 版第 21 条", "同意 24", "本户申报", "照片 1 张", "村里核实"):
        expect(said).to_contain_text(words)
    for words in ("3 票同意，1 票不同意，1 人回避", "公示 3 天", until, "入账 5 分"):
        expect(said).to_contain_text(words)
    assert "白玉兰" not in page.content()
