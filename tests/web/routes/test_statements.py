"""The rider's month on a page: from the tab, through the months, onto paper."""

from people.roles import Role
from projections.wallets.months import MonthSum
from tests.api.house import House
from tests.api.reports.asking import filed, resolved
from tests.web.routes.conftest import Open
from web.riders.statement_pages import LOOKS, _source


def test_a_rider_goes_through_the_months(house: House, browser_of: Open) -> None:
    house.village.visit(house.persons[Role.RIDER])
    house.project()
    rider = browser_of(Role.RIDER)
    assert "/me/statements" in rider.open("/").links
    page = rider.open("/me/statements")
    assert rider.address == "/me/statements/2026-11"
    assert "未结账" in page.text
    assert "到站打卡" in page.text
    page = rider.open("/me/statements/2026-10")
    assert "这个月没有积分进出" in page.text
    assert "已结账" in page.text
    assert "/me/statements/2026-11" in page.links


def test_what_became_of_reports_stands_beside_visits_and_points(
    house: House, browser_of: Open
) -> None:
    rider = browser_of(Role.RIDER)
    assert "上报得到" not in rider.open("/me/statements/2026-11").text
    resolved(house, filed(house), is_major_hazard=True)
    page = rider.open("/me/statements/2026-11").text
    assert "1 报了 1 受理 1 解决 上报得到 25 分，已算在上面" in page
    assert "报了重大隐患" in page
    quarter = rider.open("/me/appointment?quarter=2026Q4").text
    assert "1 随手拍 1 受理 1 解决 25 上报积分" in quarter


def test_a_month_that_is_none_leads_to_the_running_one(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    for month in ("2027-01", "x", "2025-12"):
        rider.open(f"/me/statements/{month}")
        assert rider.address == "/me/statements/2026-11"


def test_the_sheet_opens_from_the_page(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    assert "/me/statements/2026-11/print" in rider.open("/me/statements/2026-11").links
    rider.open("/me/statements/2026-11/print")
    assert rider.answer.mimetype == "application/pdf"


def test_the_message_of_a_month_leads_to_the_month_that_is_settled(
    house: House, browser_of: Open
) -> None:
    rider = browser_of(Role.RIDER)
    rider.open("/me/statements/settled")
    assert rider.address == "/me/statements/2026-10"


def test_what_came_is_told_with_what_each_of_them_gave() -> None:
    def said(reason: str, times: int, amount: int) -> str:
        return str(_source(MonthSum("earn", reason, times, amount))["unit"])

    assert said("report_accepted", 7, 14) == "件，每件 2 分"
    assert said("report_accepted", 7, 13) == "件", "the rule changed within the month"
    assert said("visit", 22, 22) == "天，每天最多 1 分"
    assert said("whatever", 0, 0) == "笔"
    assert {_source(MonthSum("earn", it, 1, 1))["icon"] for it in LOOKS} == {
        *("scan", "star", "camera", "check", "shield")
    }
