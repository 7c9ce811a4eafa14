"""The street's desk: overdue, totals, and how busy stations are by hour."""

from datetime import timedelta

from ledger.reports.commands import BlowWhistle
from ledger.volunteering.commands import PublishActivity
from people.roles import Role
from tests.api.house import House
from tests.api.reports.asking import filed
from tests.support.village import COMMUNITY, STREET
from tests.web.routes.conftest import Open
from web.overview.street import chart_of


def test_a_street_sees_totals_and_the_hours_of_its_stations(house: House, browser_of: Open) -> None:
    village = house.village
    for rider in village.riders:
        village.visit(rider)  # 09:00
    village.visit(village.riders[0], at=village.now - timedelta(days=1, hours=-9))  # 18:00
    village.visit(village.riders[0], at=village.now - timedelta(days=28))  # too long ago
    house.project()
    street = browser_of(Role.STREET)
    page = street.open("/desk/street")
    assert "9 点到 10 点最多，2 次；一共 3 次" in street.answer.get_data(as_text=True)
    assert "没有逾期的事项" in page.text
    for rider in village.riders:
        assert str(rider) not in street.answer.get_data(as_text=True)


def test_what_is_not_recorded_in_time_is_listed_worst_first(house: House, browser_of: Open) -> None:
    village = house.village
    for title, days in (("晚的", 20), ("更晚的", 40)):
        begins = village.now - timedelta(days=days)
        village.do(
            PublishActivity,
            at=begins,
            unit_code=COMMUNITY,
            title=title,
            place="x",
            starts_at=begins,
            ends_at=begins + timedelta(hours=1),
        )
    house.project()
    city = browser_of(Role.CITY)
    text = city.open(f"/desk/street?unit={STREET}").text
    assert "逾期 2 件" in text
    assert text.index("更晚的") < text.index("晚的", text.index("更晚的") + 3)
    assert f"/desk/street?unit={COMMUNITY}" in city.open(f"/desk/street?unit={STREET}").links


def test_what_reports_went_up_to_the_street_is_counted_and_led_to(
    house: House, browser_of: Open
) -> None:
    street = browser_of(Role.STREET)
    assert "随手拍超时 0 件" in street.open("/desk/street").text
    report_id = filed(house)
    filed(house, category="litter")
    late = house.now + timedelta(days=9)
    house.village.do(BlowWhistle, at=late, report_id=report_id, street_code=STREET)
    house.project()
    page = street.open("/desk/street")
    assert "随手拍超时 1 件" in page.text
    (address,) = {it for it in page.links if it.startswith("/street/reports?")}
    assert f"/desk/reports/{report_id}" in street.open(address).links
    supervisor = browser_of(Role.SUPERVISOR)
    assert "随手拍超时" not in supervisor.open("/desk/street").text


def test_a_chart_stands_on_the_floor_and_says_itself_in_words() -> None:
    assert chart_of([0] * 24) is None
    chart = chart_of([0] * 13 + [2, 4] + [0] * 9)
    assert chart is not None
    tall, half = chart["bars"][14], chart["bars"][13]
    assert (tall["y"], tall["height"], half["height"]) == (20, 100, 50)
    assert tall["y"] + tall["height"] == half["y"] + half["height"] == 120
    assert chart["words"] == "14 点到 15 点最多，4 次；一共 6 次"
