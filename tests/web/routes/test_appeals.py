"""Appeals in a browser without scripts: from the score to the committee and the township."""

import pytest

from people.roles import Role
from tests.api.house import House
from tests.api.moral.test_ranking import Ranked
from tests.api.test_appeals import Deducted
from tests.web.routes.conftest import Open
from web.messages_zh import refusal


@pytest.fixture
def village(house: House) -> Deducted:
    return Deducted(house)


def test_from_the_score_to_the_answer(village: Deducted, browser_of: Open) -> None:
    resident = browser_of(Role.RESIDENT)
    page = resident.open("/household/score")
    assert "为什么是 95 分" in page.text
    assert "依据：积分细则第 1 版第 90 条" in page.text
    assert "应到 36，实到 30，同意 24" in page.text
    for words in ("本户申报", "3 票同意，1 票不同意，1 人回避", "通知送到本户", "扣 5 分"):
        assert words in page.text
    way = f"/appeals/new?entry={village.claim_id}"
    assert way in page.links
    page = resident.open(way)
    assert "11月24日 24:00 前可申诉" in page.text
    page = resident.submit("/appeals", reason="not_told", words="没人来说过")
    assert "11月27日 24:00 前答复" in page.text
    assert "申诉：复核中" in resident.open("/household/score").text

    board = browser_of(Role.SUPERVISOR)
    assert "/appeals" in board.open("/").links
    board.open("/appeals")
    assert f"/appeals/{village.claim_id}" in board.page.links
    board.open(f"/appeals/{village.claim_id}")
    assert "没人来说过" in board.page.text
    page = board.submit(
        f"/appeals/{village.claim_id}/decision", outcome="upheld", words="看过照片了"
    )
    assert "成立，已冲正" in page.text
    page = resident.open("/household/score")
    assert "为什么是 100 分" in page.text
    assert "已冲正" in page.text
    assert "申诉成立，冲正 5 分" in page.text
    assert "看过照片了" in resident.open(f"/appeals/{village.claim_id}").text


def test_the_clerk_looks_on_and_answers_nothing(village: Deducted, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    empty = clerk.open("/appeals")
    assert "村里没有等答复的申诉" in empty.text
    assert "/household/score" not in empty.links  # which is for households alone
    village.appeal()
    assert f"/appeals/{village.claim_id}" in clerk.open("/appeals").links
    page = clerk.open(f"/appeals/{village.claim_id}")
    assert "复核中" in page.text
    assert f"/appeals/{village.claim_id}/decision" not in [it.action for it in page.forms]
    village.decide(Role.SUPERVISOR, upheld=False)
    browser_of(Role.RESIDENT).open(f"/appeals/{village.claim_id}")


def test_who_is_not_content_goes_to_the_township(village: Deducted, browser_of: Open) -> None:
    village.appeal()
    village.decide(Role.SUPERVISOR, upheld=False)
    resident = browser_of(Role.RESIDENT)
    page = resident.open(f"/appeals/{village.claim_id}")
    assert "不满意，11月27日 24:00 前还能找乡镇" in page.text
    page = resident.submit(f"/appeals/{village.claim_id}/escalation", words="请再看看")
    assert "乡镇复核中" in page.text
    street = browser_of(Role.STREET)
    assert "/appeals" in street.open("/").links
    street.open(f"/appeals/{village.claim_id}")
    page = street.submit(
        f"/appeals/{village.claim_id}/decision", outcome="kept", words="照片是三天后拍的"
    )
    assert "乡镇：维持" in page.text


def test_a_refused_appeal_keeps_what_was_typed(village: Deducted, browser_of: Open) -> None:
    resident = browser_of(Role.RESIDENT)
    resident.open(f"/appeals/new?entry={village.claim_id}")
    village.appeal()
    page = resident.submit("/appeals", reason="other", words="说了一遍又一遍")
    assert refusal("already_appealed").headline in page.text
    assert "说了一遍又一遍" in resident.answer.get_data(as_text=True)


def test_a_household_without_appeals_is_told_what_to_do(
    village: Deducted, browser_of: Open
) -> None:
    assert "您家没有申诉" in browser_of(Role.RESIDENT).open("/appeals").text
    assert "没有等您答复的申诉" in browser_of(Role.SUPERVISOR).open("/appeals").text


def test_a_household_reads_its_place_and_nobody_elses(house: House, browser_of: Open) -> None:
    village = Ranked(house)
    resident = browser_of(Role.RESIDENT)
    assert "在村里排第" not in resident.open("/household/score").text
    village.gain(village.other.id, 17)
    village.gain(village.own.id, 20)
    house.project()
    assert "在村里排第 2" in resident.open("/household/score").text
