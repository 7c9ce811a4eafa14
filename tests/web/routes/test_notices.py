"""Public notices in a browser without scripts: from drafts to objections and their answer."""

from uuid import UUID

import pytest

from ledger.moral.claim import Claim
from people.roles import Role
from tests.api.house import House
from tests.api.notices import NoticeVillage
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.messages_zh import refusal
from web.moral.objecting import spoken_words

PUBLIC = f"/notices?unit={COMMUNITY}"
TAKEN = {"is_deduction": True, "item_code": "90", "notice_days": 7}


@pytest.fixture
def village(house: House) -> NoticeVillage:
    return NoticeVillage(house)


def test_the_clerk_publishes_what_the_panel_passed_and_everybody_reads_it(
    village: NoticeVillage, browser_of: Open
) -> None:
    village.act()
    village.act(village.other)
    clerk = browser_of(Role.CLERK)
    assert "/notices/drafts" in clerk.open("/").links
    page = clerk.open("/notices/drafts")
    assert "二组 0147 户" in page.text
    stranger = browser_of(None)
    assert "本期没有公示" in stranger.open(PUBLIC).text
    assert "12月3日" in stranger.open(PUBLIC).text

    ready = village.house.services.views.notices.ready(COMMUNITY)
    page = clerk.submit("/notices/drafts", claim_id=[str(it.claim_id) for it in ready])
    assert "公-1" in page.text
    shown = stranger.open(PUBLIC).text
    for words in ("二组 **47 户", "1 户", "喜事简办、丧事简办", "公示到 11月23日 24:00"):
        assert words in shown
    assert "11月24日 0:00 入账" in shown
    assert "0147" not in shown
    assert "您家" not in shown
    assert "您家" in browser_of(Role.RESIDENT).open(PUBLIC).text
    assert "0203" in browser_of(Role.SUPERVISOR).open(PUBLIC).text, "the committee sees which one"


def test_nothing_chosen_is_said(village: NoticeVillage, browser_of: Open) -> None:
    village.act()
    clerk = browser_of(Role.CLERK)
    clerk.open("/notices/drafts")
    page = clerk.submit("/notices/drafts", claim_id=[])
    assert refusal("notice_lines_invalid").headline in page.text


def test_groups_filter_and_the_sheet_is_a_paper(village: NoticeVillage, browser_of: Open) -> None:
    notice_id = village.publish(village.act(), village.act(village.other))
    anybody = browser_of(None)
    page = anybody.open(f"/notices/{notice_id}")
    assert f"/notices/{notice_id}/print" in page.links
    anybody.open(f"/notices/{notice_id}/print")
    assert anybody.answer.data.startswith(b"%PDF")
    elsewhere = f"{PUBLIC}&group=%E4%BA%8C%E7%BB%84"
    assert "1 户" not in anybody.open(elsewhere).text.replace("+1 户", "").replace("“1 户”", "")


def test_an_objection_stops_a_line_and_the_committee_answers(
    village: NoticeVillage, browser_of: Open
) -> None:
    notice_id = village.publish(village.act())
    mine = browser_of(Role.VOLUNTEER)
    new = f"/notices/{notice_id}/objections/new"
    assert new in mine.open(f"/notices/{notice_id}").links
    page = mine.open(new)
    page = mine.submit(f"/notices/{notice_id}/objections", words="摆席超了 20 桌")
    assert "有人提出异议，已暂停" in page.text
    assert "没有可以提异议的" in mine.open(new).text

    board = browser_of(Role.SUPERVISOR)
    assert "/objections" in board.open("/").links
    page = board.open("/objections")
    assert "摆席超了 20 桌" in page.text
    assert "11月27日（周五） 24:00 前答复" in page.text
    form = next(it for it in page.forms if it.action.endswith("/decision"))
    page = board.submit(form.action, outcome="kept", words="查过了")
    assert "没有等答复的异议" in page.text
    assert "重新公示到 11月23日 24:00" in mine.open(f"/notices/{notice_id}").text


def test_staff_write_down_what_was_said(village: NoticeVillage, browser_of: Open) -> None:
    notice_id = village.publish(village.act())
    helper = browser_of(Role.GRID_WORKER)
    address = f"/notices/{notice_id}/objections/enter"
    helper.open(address)
    page = helper.submit(address, method="oral", who="东头老张", words="不够 20 桌")
    assert "已暂停" in page.text
    assert "东头老张" not in browser_of(Role.CLERK).open(f"/notices/{notice_id}").text
    assert "东头老张" not in browser_of(Role.CLERK).open("/desk/notices?tab=objections").text
    assert "提出人：东头老张。不够 20 桌" in browser_of(Role.SUPERVISOR).open("/objections").text


def deducted(village: NoticeVillage) -> tuple[Claim, UUID]:
    claim = village.act(**TAKEN)
    return claim, village.publish(claim)


def test_a_household_opens_its_own_notice_and_objects(
    village: NoticeVillage, browser_of: Open
) -> None:
    claim, notice_id = deducted(village)
    anybody = browser_of(None).open(f"/notices/{notice_id}").text
    assert "少于 3 户" in anybody
    assert "47" not in anybody
    mine, address = browser_of(Role.RESIDENT), f"/household/deductions/{claim.id}"
    assert "/household/deductions" in mine.open("/").links
    assert "堆物不清" not in mine.open("/household/deductions").text
    page = mine.open(address)
    assert "堆物不清" not in page.text
    page = mine.submit(f"{address}/reading")
    assert "堆物不清" in page.text
    assert "11月27日 24:00" in page.text
    page = mine.submit(f"{address}/objections", words="那不是我家的")
    assert "这条先停着" in page.text
    assert "/household/deductions" not in [it for it in mine.open("/").links if "household" in it]


def test_another_household_is_told_nothing(village: NoticeVillage, browser_of: Open) -> None:
    claim, _ = deducted(village)
    village.house.persons[Role.RESIDENT] = village.house.persons[Role.REVIEWER]
    other = browser_of(Role.RESIDENT)
    assert "您家没有扣分通知" in other.open("/household/deductions").text
    other.open(f"/household/deductions/{claim.id}")
    assert other.status == 404


def test_a_grid_worker_hands_a_notice_over(village: NoticeVillage, browser_of: Open) -> None:
    claim, _ = deducted(village)
    helper = browser_of(Role.GRID_WORKER)
    assert "/deliveries" in helper.open("/").links
    assert "0147 户" in helper.open("/deliveries").text
    page = helper.submit(f"/deliveries/{claim.id}", on="2026-11-01")
    assert refusal("delivery_date_invalid").advice in page.text
    page = helper.submit(f"/deliveries/{claim.id}", on="2026-11-20")
    assert "没有要送的" in page.text


def test_the_desk_lists_notices_and_what_is_read_out(
    village: NoticeVillage, browser_of: Open
) -> None:
    notice_id = village.publish(village.act(), village.act(village.other))
    deducted(village)
    clerk = browser_of(Role.CLERK)
    page = clerk.open("/desk/notices")
    for words in ("公-1", "公-2", "2 户", "+10", "余 3 天", "1 户没送到"):
        assert words in page.text
    clerk.open(f"/desk/notices/{notice_id}/broadcast.txt")
    text = clerk.answer.get_data(as_text=True)
    assert "二组尾号47的人家" in text
    assert "有一户" in text
    assert "0147" not in text
    assert "11月23日 24:00" in clerk.open(f"/desk/notices/{notice_id}/broadcast").text
    village.house.now = hohhot("2026-11-24 00:00")
    assert "还没有结束的公示" in clerk.open("/desk/notices?tab=over").text


def test_who_says_it_is_put_before_what_is_said() -> None:
    assert spoken_words(" 老张 ", " 不对 ") == "提出人：老张。不对"
    assert spoken_words("", "不对") == "不对"
    assert spoken_words("老张", " ") == "", "nothing was said"
