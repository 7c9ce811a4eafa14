"""The calendar's page with a browser that runs no scripts."""

from people.roles import Role
from tests.api.house import House
from tests.support.holidays import SAMPLE_YEAR, sample_holidays, sample_workdays, write_notice
from tests.web.routes.conftest import Open

PASTED = write_notice(sample_holidays(), sample_workdays())
SOURCE = "样例通知 https://example.org/sample"
PAGE = f"/calendar?year={SAMPLE_YEAR}"


def test_a_year_is_pasted_previewed_proposed_and_approved(house: House, browser_of: Open) -> None:
    system = browser_of(Role.SYSTEM_ADMINISTRATOR)
    assert "/calendar" in system.open("/").links
    assert "等放假安排" in system.open(PAGE).text
    page = system.submit("/calendar/preview", notice=PASTED, source=SOURCE)
    assert "还没有提交" in page.text
    assert "10月1日（周三）至10月12日（周日）放假，共 12 天" in page.text
    page = system.submit("/calendar", notice=PASTED)
    assert "等另一位管理员核对" in page.text
    assert "等放假安排" in page.text, "it does not count yet"
    assert not [it for it in page.forms if it.action.endswith("/approval")]

    security = browser_of(Role.SECURITY_ADMINISTRATOR)
    assert "有新一年的安排等您核对" in security.open("/").text
    assert PAGE in security.open("/calendar").links
    security.open(PAGE)
    page = security.submit(f"/calendar/{SAMPLE_YEAR}/1/approval")
    house.services.views.calendar.forget()
    page = security.open(PAGE)
    assert "核对通过" in page.text
    assert "10月18日（周六）上班" in page.text
    assert "等放假安排" not in page.text


def test_a_year_that_does_not_fit_its_notice_is_sent_back(house: House, browser_of: Open) -> None:
    system = browser_of(Role.SYSTEM_ADMINISTRATOR)
    system.open(PAGE)
    system.submit("/calendar/preview", notice=PASTED, source=SOURCE)
    system.submit("/calendar", notice=PASTED)
    security = browser_of(Role.SECURITY_ADMINISTRATOR)
    security.open(PAGE)
    assert "退回了" in security.submit(f"/calendar/{SAMPLE_YEAR}/1/rejection").text
    assert "等放假安排" in security.page.text


def test_what_is_wrong_is_said_and_what_was_pasted_stays(browser_of: Open) -> None:
    browser = browser_of(Role.SYSTEM_ADMINISTRATOR)
    browser.open(PAGE)
    typed = "2030-12-31 休\n2031-06-02 班"
    page = browser.submit("/calendar/preview", notice=typed, source="样例")
    assert browser.status == 422
    assert "不是这一年的日子：2030年12月31日" in page.text
    assert "不是周六周日" in page.text
    assert "少了" in page.text
    assert typed in browser.answer.get_data(as_text=True)
    page = browser.submit("/calendar/preview", notice="明天休", source="样例")
    assert "看不懂第 1 行" in page.text


def test_one_pages_only_to_years_that_matter_now(browser_of: Open) -> None:
    browser = browser_of(Role.SYSTEM_ADMINISTRATOR)
    assert {"/calendar?year=2025", "/calendar?year=2027"} <= set(browser.open("/calendar").links)
    assert "/calendar?year=2029" not in browser.open("/calendar?year=2028").links
    assert "/calendar?year=2022" not in browser.open("/calendar?year=2023").links
    assert "/calendar?year=2030" in browser.open(PAGE).links, "a far year leads back"
