"""Claims in a browser without scripts: filed, looked at, voted on, done at the desk."""

import io

import pytest

from people.roles import Role
from tests.api.claims import ClaimVillage
from tests.api.house import House
from tests.support.pictures import jpeg
from tests.web.routes.conftest import Open
from web.messages_zh import refusal


@pytest.fixture
def village(house: House) -> ClaimVillage:
    return ClaimVillage(house)


def test_a_household_files_with_a_picture_and_reads_where_it_stands(
    village: ClaimVillage, browser_of: Open
) -> None:
    home = browser_of(Role.RESIDENT)
    assert {"/claims/new", "/claims"} <= set(home.open("/").links)
    page = home.open("/claims/new")
    assert "喜事简办、丧事简办" in page.text
    assert "堆物不清" not in page.text, "no household files its own deduction"
    assert page.forms[0].fields["kind"] == "environment", "the first class is open"
    assert home.open("/claims/new?kind=frugal").forms[0].fields["kind"] == "frugal"
    photo = (io.BytesIO(jpeg()), "喜事.jpg")
    page = home.submit("/claims", item="21", words="两家一起办的", photo=photo)  # type: ignore[arg-type]
    for words in ("申报进度", "+5", "11月20日报的，等网格员核实", "本户申报 5 分", "两家一起办的"):
        assert words in page.text
    for words in ("接下来", "评议小组评", "公示 3 天", "公示期满就入账，最早 11月24日 0:00"):
        assert words in page.text
    assert "照片" in page.text
    assert any(it.startswith("/api/v1/photos/") for it in page.links)
    assert "喜事简办" in home.open("/claims").text
    assert "喜事简办、丧事简办：11月20日报的，等网格员核实" in home.open("/").text


def test_what_the_grid_worker_filed_waits_for_the_clerk_and_says_for_whom_it_is(
    village: ClaimVillage, browser_of: Open
) -> None:
    village.filed(Role.GRID_WORKER, item_code="12", evidence=["witness"], household_number="0147")
    text = browser_of(Role.GRID_WORKER).open("/claims").text
    assert "0147 户 · 照看独居老人" in text
    assert "报的，等村文书核实" in text


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    village: ClaimVillage, browser_of: Open
) -> None:
    home = browser_of(Role.RESIDENT)
    home.open("/claims/new")
    page = home.submit("/claims", item="21", day="2026-10-01")
    assert refusal("claim_day_invalid").headline in page.text
    assert page.forms[0].fields["item"] == "21"
    page = home.submit("/claims", item="21", day="2026-11-18")
    assert refusal("evidence_required").headline in page.text


def test_the_grid_worker_looks_at_it_and_the_panel_votes(
    village: ClaimVillage, browser_of: Open
) -> None:
    first, second = village.filed(), village.filed(item_code="65", evidence=[])
    grid = browser_of(Role.GRID_WORKER)
    assert {"/tasks", "/claims/new"} <= set(grid.open("/").links)
    grid.open("/tasks")
    for it in (first, second):
        assert f"/claims/{it}/screening" in grid.page.links
    for it in (first, second):
        grid.open(f"/claims/{it}/screening")
        page = grid.submit(f"/claims/{it}/screening", step="pass")
    assert "没有等您核实的" in page.text
    panel = browser_of(Role.REVIEWER)
    assert "/reviews" in panel.open("/").links
    page = panel.open("/reviews")
    assert "2 条等您评" in page.text
    panel.open(f"/reviews/{first}")
    assert {"同意", "不同意", "我要回避"} <= set(panel.page.words)
    page = panel.submit(f"/reviews/{first}", vote="for")
    assert panel.address.startswith(f"/reviews/{second}"), "the next one follows at once"
    page = panel.submit(f"/reviews/{second}", vote="recused")
    assert "都评完了" in page.text
    assert "您评过了：同意" in panel.open(f"/reviews/{first}").text


def test_a_claim_is_sent_back_only_with_a_reason(village: ClaimVillage, browser_of: Open) -> None:
    claim_id = village.filed()
    grid, address = browser_of(Role.GRID_WORKER), f"/claims/{claim_id}/screening"
    grid.open(address)
    page = grid.submit(address, step="return")
    assert refusal("reason_required").headline in page.text
    grid.submit(address, step="return", words="没看到现场")
    shown = browser_of(Role.RESIDENT).open(f"/claims/{claim_id}").text
    assert "退回了" in shown
    assert "没看到现场" in shown


def test_a_deduction_is_warned_of_on_the_page(village: ClaimVillage, browser_of: Open) -> None:
    photo = village.photo(Role.CLERK)
    claim_id = village.filed(
        Role.CLERK, household_id=str(village.own.id), item_code="90", photo_ids=[photo]
    )
    grid, address = browser_of(Role.GRID_WORKER), f"/claims/{claim_id}/screening"
    assert "提醒本户" in grid.open(address).text
    grid.submit(address, step="warn")
    shown = grid.open(address).text
    assert "11月27日 24:00 前改好就不扣" in shown
    assert "余 7 天" in browser_of(Role.CLERK).open("/desk/claims").text
    home = browser_of(Role.RESIDENT)
    assert "有一条提醒，11月27日 24:00 前改好就不扣" in home.open("/").text
    assert f"/claims/{claim_id}" in home.page.links
    assert "属实，送评议" not in shown
    assert "堆物不清：提醒了，11月27日 24:00 前改好就不扣" in home.page.text
    grid.submit(address, step="put_right", words="清走了")
    assert "已经改正，不扣分" in grid.open(f"/claims/{claim_id}").text
    assert "有一条提醒" not in home.open("/").text


def test_the_home_counts_what_somebody_may_screen_and_not_their_own(
    village: ClaimVillage, browser_of: Open
) -> None:
    village.filed()
    of = {"household_id": str(village.other.id), "item_code": "65", "evidence": []}
    village.filed(Role.GRID_WORKER, **of)
    for role, count in ((Role.GRID_WORKER, 1), (Role.CLERK, 2)):
        assert f"待办 申报等着核实 {count} " in browser_of(role).open("/").text


def test_the_household_takes_it_back(village: ClaimVillage, browser_of: Open) -> None:
    claim_id = village.filed()
    home = browser_of(Role.RESIDENT)
    home.open(f"/claims/{claim_id}")
    page = home.submit(f"/claims/{claim_id}/withdrawal")
    assert "撤回了" in page.text
    assert "撤回申报" not in page.text


def test_the_desk_passes_many_and_offers_no_box_for_ones_own(
    village: ClaimVillage, browser_of: Open
) -> None:
    good = village.filed()
    of = {"household_id": str(village.other.id), "item_code": "65", "evidence": []}
    own = village.filed(Role.CLERK, **of)
    clerk = browser_of(Role.CLERK)
    assert "/desk/claims" in clerk.open("/").links
    page = clerk.open("/desk/claims")
    source = clerk.answer.get_data(as_text=True)
    assert f'value="{good}"' in source
    assert f'value="{own}"' not in source
    assert "要别人审" in page.text
    assert "今天报的" in page.text
    assert "通过初审" in page.text
    page = clerk.submit("/desk/claims", claim_id=good)
    assert "要别人审" in page.text
    assert "通过初审" not in page.text
    assert "这里没有您能一次勾选的" in page.text
    assert good[-4:].upper() in clerk.open("/desk/claims?tab=panel").text
    clerk.open("/desk/claims")
    page = clerk.submit("/desk/claims", claim_id=own)
    assert "1 条没有通过" in page.text


def test_kin_and_shortages_have_their_pages(village: ClaimVillage, browser_of: Open) -> None:
    panel = browser_of(Role.REVIEWER)
    panel.open("/me/kin")
    page = panel.submit("/me/kin", number="0147")
    assert "二组 0147 户" in page.text
    action = page.forms[-1].action
    assert "还没有登记" in panel.submit(action).text
    claim_id = village.filed()
    village.screened(claim_id)
    village.votes(claim_id, "recused", "recused", "recused")
    street = browser_of(Role.STREET)
    assert "/panel-shortages" in street.open("/").links
    assert "喜事简办" in street.open("/panel-shortages").text
