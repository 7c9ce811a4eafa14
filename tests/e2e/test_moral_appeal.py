"""A deduction in browsers: warned of, told to the household alone, posted, appealed, reversed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from ledger.kernel.clock import day_end
from people.roles import Role
from projections.check import check
from tests.e2e.journey import Journey, a_journey, publish
from tests.e2e.village import UNIT
from tests.support.pictures import phone_photo

pytestmark = pytest.mark.browser

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BALANCE, SCORE, TAKEN = 5, 105, 5


@pytest.fixture
def journey(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journey]:
    """A village on a Monday in March."""
    with a_journey(browser, tmp_path, monkeypatch, "appeal") as it:
        yield it


def file_deduction(on: Journey) -> UUID:
    """The grid worker saw a heap before the gate; return the claim."""
    page = on.phone(on.village.account(Role.GRID_WORKER))
    on.go(page)
    page.get_by_role("link", name=re.compile("替一户申报")).click()
    page.get_by_label(re.compile("哪一户")).fill("0147")
    page.get_by_role("radio", name=re.compile("堆物不清")).check()
    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": phone_photo(9)}
    page.locator("input[type=file]").first.set_input_files([picture])  # type: ignore[list-item]
    on.look(page, "claim-form-staff")
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申报进度")
    return UUID(page.url.partition("?")[0].rsplit("/", 1)[-1])


def screen(on: Journey, button: str, name: str) -> None:
    """Let the clerk open the one claim of the desk, and press a button."""
    page = on.desk(on.village.account(Role.CLERK))
    on.go(page, "/desk/claims")
    on.look(page, f"desk-{name}")
    page.locator("td a").first.click()
    on.look(page, f"screening-{name}")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("待办")


def read_warning(on: Journey, until: str) -> None:
    """The household reads on its home that it has days to put things right."""
    page = on.phone(on.village.heads["0147"])
    on.go(page)
    on.look(page, "home-warned")
    page.get_by_role("link", name=re.compile("申报进度")).click()
    on.look(page, "claims-warned")
    page.get_by_role("link", name=re.compile("堆物不清")).click()
    on.look(page, "claim-warned")
    for words in ("单独提醒本户", f"{until} 前改好，就不扣", "通知送到您家"):
        expect(page.locator("main")).to_contain_text(words)


def told_as_counts(on: Journey, address: str, claim_id: UUID) -> None:
    """Everybody else sees a count, and neither a number nor the notice."""
    stranger = on.phone()
    for path in (address, f"/notices?unit={UNIT}"):
        on.go(stranger, path)
        expect(stranger.locator("main")).to_contain_text("少于 3 户")
        assert "47 户" not in stranger.locator("main").inner_text()
    on.look(stranger, "notice-deductions")
    neighbour = on.phone(on.village.heads["0149"])
    on.go(neighbour)
    expect(neighbour.locator("main")).not_to_contain_text("有一份给您家的通知")
    answer = neighbour.goto(f"{on.world.address}/household/deductions/{claim_id}")
    assert answer is not None
    assert answer.status == HTTPStatus.NOT_FOUND


def open_notice(on: Journey, until: str) -> None:
    """The household opens its notice: from now on the days run."""
    page = on.phone(on.village.heads["0147"])
    on.go(page)
    page.get_by_role("link", name=re.compile("有一份给您家的通知")).click()
    on.look(page, "deductions")
    page.get_by_role("link", name=re.compile("请打开看")).click()
    on.look(page, "deduction-sealed")
    page.get_by_role("button", name="打开通知").click()
    expect(page.locator("main")).to_contain_text(until)
    on.look(page, "deduction")


def shown(on: Journey, name: str) -> Page:
    """Open the home of the household; the balance and the score are the figures of it."""
    page = on.phone(on.village.heads["0147"])
    on.go(page)
    on.look(page, name)
    return page


def appeal(on: Journey, page: Page) -> None:
    """Appeal, from the home by the score and its entry."""
    page.get_by_role("link", name=re.compile("为什么")).click()
    on.look(page, "why-deducted")
    page.get_by_role("link", name=re.compile("觉得不对")).click()
    on.look(page, "appeal-form")
    page.get_by_role("radio", name="那天已改好").check()
    page.get_by_label(re.compile("说说情况")).fill("柴堆第二天就拉走了。")
    on.look(page, "appeal-filled")
    page.get_by_role("button", name="提交申诉").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申诉进度")
    on.look(page, "appeal-filed")


def uphold(on: Journey) -> None:
    """The committee finds that the household is right."""
    page = on.phone(on.village.account(Role.SUPERVISOR))
    on.go(page)
    page.get_by_role("link", name=re.compile("^申诉")).click()
    on.look(page, "appeals")
    page.get_by_role("link", name=re.compile("打开最早的一件")).click()
    on.look(page, "appeal-committee")
    page.get_by_role("radio", name=re.compile("申诉成立")).check()
    page.get_by_label(re.compile("答复（")).fill("照片看过了，那天已经拉走。")
    page.get_by_role("button", name="答复").click()
    expect(page.locator("main")).to_contain_text("成立，已冲正")
    on.look(page, "appeal-upheld-committee")


def read_answer(on: Journey) -> None:
    """The household reads the answer, and that the score is what it was."""
    page = shown(on, "home-after")
    expect(page.locator("main")).to_contain_text("申诉成立，退回")
    page.get_by_role("link", name=re.compile("^申诉")).click()
    page.get_by_role("link", name=re.compile("堆物不清")).click()
    expect(page.locator("main")).to_contain_text("照片看过了，那天已经拉走。")
    on.look(page, "appeal-answered")
    on.go(page, "/household/score")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"为什么是 {SCORE} 分")
    expect(page.locator("main")).to_contain_text("申诉成立，冲正 5 分")
    on.look(page, "why-reversed")


def test_a_deduction_is_appealed_and_everything_is_as_before(journey: Journey) -> None:
    on, time, village = journey, journey.time, journey.village
    before = village.passed("0147", "21", on.first - 2 * DAY)
    village.published(on.first - 2 * DAY, before)
    claim_id = file_deduction(on)
    screen(on, "提醒本户", "warning")
    put_right = f"{on.day(7).month}月{on.day(7).day}日 24:00"
    read_warning(on, put_right)

    time.move_to(day_end(on.day(7)) + 10 * HOUR)
    on.wait_for(before, "posted")
    screen(on, "属实，送评议", "pass")
    village.voted(claim_id, time.now, "for", "for", "for")
    on.world.settle()
    told_as_counts(on, publish(on, 1), claim_id)
    ends = day_end(on.day(15))
    open_notice(on, f"{on.day(15).month}月{on.day(15).day}日 24:00")
    assert (village.balance("0147"), village.score("0147")) == (BALANCE, SCORE)

    time.move_to(ends)
    on.wait_for(claim_id, "posted")
    assert on.posted_at(claim_id) == [ends]
    assert (village.balance("0147"), village.score("0147")) == (BALANCE - TAKEN, SCORE - TAKEN)
    time.move_to(ends + 9 * HOUR)
    appeal(on, shown(on, "home-deducted"))

    time.move_to(ends + DAY + 9 * HOUR)
    stored = village.stored()
    uphold(on)
    assert (village.balance("0147"), village.score("0147")) == (BALANCE, SCORE)
    assert on.state(claim_id) == "reversed"
    assert village.stored()[: len(stored)] == stored, "what happened stays as it was written"
    read_answer(on)
    on.world.settle()
    house = on.world.house
    assert check(house.ledger, house.read_store) == []
