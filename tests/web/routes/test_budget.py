"""The desk of a village's money in browsers: written down, taken back, let through."""

from datetime import timedelta

import pytest

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.notice_commands import PublishNotice
from ledger.shop.fund_commands import MeasureFund
from people.directory import Person
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.claims import home, put, reviewed
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from tests.web.routes.plain import Document, PlainBrowser
from web.messages_zh import refusal

DESK = "/desk/budget"


def said(shown: Document) -> str:
    return " ".join(shown.text.split())


def receive(house: House, browser: PlainBrowser, **typed: str) -> Document:
    browser.open(DESK)
    day = local_date(house.now).isoformat()
    typed = {"source": "collective", "amount": "200", "received_on": day} | typed
    return browser.submit(f"{DESK}/receipts", **typed)


@pytest.fixture
def village(house: House) -> House:
    """A village whose households have 150 points."""
    house.village.credit(house.village.household_wallet, 150)
    return house.project()


def at_limit(house: House) -> Claim:
    """Let a gain wait in a village whose money is spoken for."""
    there = home("0901", new_id(), unit_code=COMMUNITY)
    claim = reviewed(there.id, unit_code=COMMUNITY)
    put(house.ledger, there, claim)
    at = house.now - timedelta(days=30)
    of = {"unit_code": COMMUNITY, "published_by": new_id(), "number_from": 1}
    house.ledger.execute(PublishNotice(key=fresh_key(), at=at, claim_ids=(claim.id,), **of))
    figures = {"outstanding_points": 500, "redeemed_fen": 0}
    house.ledger.execute(MeasureFund(key=fresh_key(), at=house.now, unit_code=COMMUNITY, **figures))
    house.project()
    return claim


def test_a_village_without_a_fund_learns_what_its_points_would_need(
    village: House, browser_of: Open
) -> None:
    shown = said(browser_of(Role.CLERK).open(DESK))
    assert "没有登记资金，得分不受限。" in shown
    assert "还没换的积分有 150 分" in shown
    assert "要 150 元才够" in shown
    board = said(browser_of(Role.SUPERVISOR).open(DESK))
    assert "村文书登记以后，会列在这里" in board
    assert "来源 村集体公益金" not in board


def test_the_first_money_opens_the_fund_with_what_a_point_is_worth(
    village: House, browser_of: Open
) -> None:
    clerk = browser_of(Role.CLERK)
    shown = said(receive(village, clerk, face_value="0.5", amount="1,200.50", words="转账单"))
    assert "偿付率 6.2%，资金够用" in shown
    assert "每分 0.50 元；可用资金 1,200.50 元。" in shown
    assert "转账单" in shown
    fund = village.services.views.funds.of(COMMUNITY)
    assert fund is not None
    assert (fund.face_value_fen, fund.received_fen) == (50, 120_050)


def test_the_meter_warns_at_eighty_percent_and_the_home_says_so(
    village: House, browser_of: Open
) -> None:
    clerk, board = browser_of(Role.CLERK), browser_of(Role.SUPERVISOR)
    assert "没有登记资金，得分不受限" in said(board.open("/"))
    assert "已过 80% 提醒线" not in said(receive(village, clerk, amount="200"))
    assert "偿付率 75.0%，资金够用" in said(board.open("/"))
    village.village.credit(village.village.household_wallet, 20)
    village.project()
    assert "偿付率 85.0%，已过 80% 提醒线。" in said(clerk.open(DESK))
    home_page = board.open("/")
    assert "偿付率 85.0%，已过 80%" in said(home_page)
    assert DESK in home_page.links


def test_who_wrote_money_down_has_no_button_to_take_it_back(
    village: House, browser_of: Open
) -> None:
    clerk, board = browser_of(Role.CLERK), browser_of(Role.SUPERVISOR)
    shown = receive(village, clerk, source="donation", donor="供销社", thanks_donor="yes")
    assert "您登记的，要别人才能撤" in said(shown)
    assert "供销社 同意公开致谢" in said(shown)
    (row,) = village.services.views.fund_receipts.page(COMMUNITY)
    address = f"{DESK}/receipts/{row.receipt_id}/return"
    board.open(DESK)
    done = board.submit(address, cause="mistake", words="多写了一个零")
    assert "已撤回：登记错了" in said(done)
    assert "可用资金用完了" in said(done)
    village.project()
    row_now = village.services.views.fund_receipts.of(row.receipt_id)
    assert row_now is not None
    assert not row_now.counts


@pytest.mark.parametrize("amount", ["0", "-5", "1.234", "abc", "", "999999999"])
def test_what_is_no_amount_is_not_written_down(
    village: House, browser_of: Open, amount: str
) -> None:
    clerk = browser_of(Role.CLERK)
    receive(village, clerk)
    receive(village, clerk, amount=amount)
    assert clerk.status == 422
    village.project()
    fund = village.services.views.funds.of(COMMUNITY)
    assert fund is not None
    assert fund.received_fen == 20_000


def test_a_refusal_keeps_what_was_typed(village: House, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    receive(village, clerk)
    shown = receive(village, clerk, amount="8400", words="协议 3 号", thanks_donor="yes")
    assert clerk.status == 422
    assert refusal("donor_missing").headline in said(shown)
    form = next(it for it in shown.forms if it.action == f"{DESK}/receipts")
    assert (form.fields["amount"], form.fields["words"]) == ("8400", "协议 3 号")
    assert form.fields["thanks_donor"] == "yes"


def test_the_committee_changes_what_a_point_is_worth(village: House, browser_of: Open) -> None:
    receive(village, browser_of(Role.CLERK))
    board = browser_of(Role.SUPERVISOR)
    board.open(DESK)
    shown = said(board.submit(f"{DESK}/face-value", face_value="2"))
    assert "偿付率 150.0%，已到 100%" in shown
    assert "每分 2 元" in shown


def test_the_committee_lets_a_gain_through_and_the_clerk_only_sees_it(
    village: House, browser_of: Open
) -> None:
    clerk, board = browser_of(Role.CLERK), browser_of(Role.SUPERVISOR)
    receive(village, clerk)
    claim = at_limit(village)
    assert "资金不够了，新得分要逐笔批准" in said(board.open("/"))
    assert "等监督委员会" in said(clerk.open(DESK))
    shown = said(board.open(DESK))
    assert "0901" in shown
    assert "批准入账" in shown
    done = board.submit(f"{DESK}/gains/{claim.id}/approval")
    assert "已批准，马上入账" in said(done)
    assert list(village.services.views.gain_approvals.by_claims([claim.id])) == [claim.id]


def test_who_had_a_hand_in_a_gain_is_told_to_ask_another(village: House, browser_of: Open) -> None:
    receive(village, browser_of(Role.CLERK))
    claim = at_limit(village)
    who = claim.screened_by
    assert who is not None
    village.services.directory.enrol([Person(who, "巴特尔", COMMUNITY)])
    token = village.token(Role.SUPERVISOR, who)
    page = village.client.get(DESK, headers={"Authorization": f"Bearer {token}"})
    assert "您经手过，请别的委员批" in page.text


@pytest.mark.parametrize(
    "role", [Role.RESIDENT, Role.STREET, Role.SHOP_KEEPER, Role.REVIEWER, Role.GRID_WORKER]
)
def test_the_desk_is_for_those_who_keep_the_books(
    village: House, browser_of: Open, role: Role
) -> None:
    browser = browser_of(role)
    browser.open(DESK)
    assert browser.status == 403
