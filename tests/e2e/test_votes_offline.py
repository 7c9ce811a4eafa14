"""The panel votes on the phone: without a network nothing is lost, and a vote counts once."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from people.roles import Role
from tests.e2e.moral_village import (
    FLUSH_MS,
    Village,
    answered,
    kept,
    lose_answers,
    signed_in,
    wait_for_copies,
)
from tests.e2e.world import World
from tests.support.waiting import comes_true

pytestmark = pytest.mark.browser

VOTES = re.compile(r"/votes$")


@pytest.fixture(scope="module")
def village(world: World) -> Village:
    return Village(world)


def open_review(village: Village, phone: BrowserContext, claim_id: UUID) -> Page:
    reviewer = village.world.account(Role.REVIEWER)
    tab = signed_in(village.world, phone, reviewer, f"/reviews/{claim_id}")
    tab.locator("form[data-ready]").wait_for()
    return tab


def cast_by(village: Village, claim_id: UUID) -> str:
    village.world.settle()
    person = village.world.account(Role.REVIEWER).person_id
    assert person is not None
    return str(village.world.house.services.views.reviews.vote_of(claim_id, person) or "")


def test_a_vote_without_a_network_is_kept_and_counts_once(
    village: Village, phone: BrowserContext
) -> None:
    claim_id = village.screened(0)
    tab = open_review(village, phone, claim_id)
    wait_for_copies(tab, f"/reviews/{claim_id}")
    keys = answered(phone, "/votes")
    phone.set_offline(True)
    tab.get_by_role("button", name="同意", exact=True).click()
    expect(tab.locator("#kept-words")).to_contain_text("您点的是“同意”，存在手机里了")
    tab.reload()
    expect(tab.locator("#kept-words")).to_contain_text("您点的是“同意”")
    expect(tab.get_by_role("button", name="不同意")).to_be_hidden()
    tab.get_by_role("button", name="收回来，重新点").click()
    tab.locator("form[data-ready]").wait_for()
    tab.get_by_role("button", name="不同意").click()
    expect(tab.locator("#kept-words")).to_contain_text("您点的是“不同意”")
    (entry,) = kept(tab)
    assert cast_by(village, claim_id) == ""
    phone.set_offline(False)
    expect(tab.get_by_text("您评过了：不同意")).to_be_visible(timeout=FLUSH_MS)
    assert re.search(r"\?after=\d+$", tab.url), "the page waits for the vote to be read"
    assert keys == [entry["key"]]
    assert cast_by(village, claim_id) == "against"
    assert kept(tab) == []


def test_a_vote_whose_answer_is_lost_is_one_vote(village: Village, phone: BrowserContext) -> None:
    claim_id = village.screened(1)
    tab = open_review(village, phone, claim_id)
    tab.route(VOTES, lose_answers)
    tab.get_by_role("button", name="同意", exact=True).click()
    expect(tab.locator("#kept-words")).to_contain_text("存在手机里了")
    tab.unroute_all()
    expect(tab.get_by_text("您评过了：同意")).to_be_visible(timeout=FLUSH_MS)
    assert kept(tab) == []


def test_a_vote_that_comes_too_late_says_so(village: Village, phone: BrowserContext) -> None:
    claim_id = village.screened(2)
    tab = open_review(village, phone, claim_id)
    other = phone.new_page()
    other.goto(tab.url)
    other.locator("form[data-ready]").wait_for()
    other.get_by_role("button", name="同意", exact=True).click()
    assert comes_true(lambda: cast_by(village, claim_id) == "for")
    tab.get_by_role("button", name="我要回避").click()
    expect(tab.locator("#came-back")).to_be_focused()
    expect(tab.get_by_role("alert")).to_contain_text("您点的是“我要回避”，没有投上")
    assert cast_by(village, claim_id) == "for"
