"""Pages of check-ins: what waits at a station, who decides, and what a visit was for."""

from datetime import timedelta

from ledger.stations.visit_windows import Purpose
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.api.test_check_ins import riders
from tests.support.check_ins import keep_doubtful, send, send_own, tell_purpose
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.messages_zh import TABS


def test_a_keeper_comes_from_the_home_to_a_doubtful_visit_and_lets_it_count(
    house: House, browser_of: Open
) -> None:
    rider, station = house.village.riders[0], house.village.station
    pick = str(keep_doubtful(house.village, rider, station, accepted=None))
    house.project()
    keeper = browser_of(Role.STATION_KEEPER)
    home = keeper.open("/")
    assert "打开屏幕码" in home.text
    assert "/doubtful-visits" in home.links
    page = keeper.open("/doubtful-visits")
    assert "大召红蜂驿站" in page.text
    assert "上传晚了" in page.text
    done = keeper.submit("/doubtful-visits", pick=pick, decision="accept")
    assert "到站了" in done.text
    assert "没有等着核对的到站" in keeper.open("/doubtful-visits").text
    assert "/doubtful-visits" not in keeper.open("/").links


def test_a_rider_reads_that_a_visit_waits_and_that_it_was_not_counted_and_why(
    house: House, browser_of: Open
) -> None:
    rider, station = house.village.riders[0], house.village.station
    pick = str(keep_doubtful(house.village, rider, station, accepted=None))
    house.project()
    mine = browser_of(Role.RIDER)
    assert "一次到站在等核对：上传晚了" in mine.open("/me/messages").text
    keeper = browser_of(Role.STATION_KEEPER)
    keeper.open("/doubtful-visits")
    keeper.submit("/doubtful-visits", pick=pick, decision="decline")
    house.project()
    assert "一次到站没有算：存了三天以上才上传" in mine.open("/me/messages").text


def test_whoever_scanned_is_told_that_somebody_else_decides(house: House, browser_of: Open) -> None:
    at = house.now - timedelta(hours=80)
    code = house.code(Kind.CARD, house.village.riders[1])
    house.scan(Role.STATION_KEEPER, code, occurred_at=at.isoformat())
    house.project()
    assert "您扫的，要另一人核对" in browser_of(Role.STATION_KEEPER).open("/doubtful-visits").text
    assert "您扫的" not in browser_of(Role.STREET).open("/doubtful-visits").text


def test_a_gap_is_on_the_home_of_the_keeper_until_it_closes(house: House, browser_of: Open) -> None:
    keeper = browser_of(Role.STATION_KEEPER)
    assert "/phone-gaps" not in keeper.open("/").links
    send(house.village, COMMUNITY, 1, 3)
    house.project()
    assert "/phone-gaps" in keeper.open("/").links
    assert "没传上来的：第 2 次" in keeper.open("/phone-gaps").text
    send(house.village, COMMUNITY, 2)
    house.project()
    assert "手机存下的都传上来了" in keeper.open("/phone-gaps").text


def test_the_city_comes_from_the_home_to_gaps_that_are_nobody_elses(
    house: House, browser_of: Open
) -> None:
    city = browser_of(Role.CITY)
    assert "/phone-gaps" not in city.open("/").links
    send_own(house.village, house.village.riders[0], 2)
    house.project()
    assert "/phone-gaps" in city.open("/").links
    gaps = city.open("/phone-gaps")
    assert "没传上来的：第 1 次" in gaps.text
    assert "/doubtful-visits" not in gaps.links


def test_a_rider_says_by_one_tap_what_a_visit_was_for(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    token = house.code(Kind.STATION, house.village.station)
    rider.open(f"/q/{token}")
    result = rider.submit(f"/q/{token}")
    assert "来做什么？不点也行" in result.text
    (address,) = {it.action for it in result.forms if it.action.endswith("/purpose")}
    told = rider.submit(address, purpose="meal")
    assert "记下了：热饭" in told.text
    counts = house.project().services.views.purposes.of_station(
        house.village.station, house.now.date(), house.now.date()
    )
    assert counts == {"meal": 1}


def test_a_rider_takes_a_wrong_scan_back_on_the_page_of_its_result(
    house: House, browser_of: Open
) -> None:
    rider = browser_of(Role.RIDER)
    token = house.code(Kind.STATION, house.village.station)
    rider.open(f"/q/{token}")
    result = rider.submit(f"/q/{token}")
    assert "扫错了，撤销" in result.text
    (address,) = {it.action for it in result.forms if it.action.endswith("/undo")}
    undone = rider.submit(address)
    assert "撤销好了" in undone.text
    assert "今天到站" not in undone.text
    house.project()
    assert "撤销到站" in rider.open("/me/entries").text
    assert "扫错了，撤销" not in browser_of(Role.STATION_KEEPER).open("/scan").text


def test_the_way_back_is_closed_after_fifteen_minutes(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    token = house.code(Kind.STATION, house.village.station)
    rider.open(f"/q/{token}")
    result = rider.submit(f"/q/{token}")
    (address,) = {it.action for it in result.forms if it.action.endswith("/undo")}
    house.now += timedelta(minutes=16)
    assert "扫错了" not in rider.open(address.removesuffix("/undo")).text


def test_a_keeper_reads_what_riders_came_for_and_few_are_no_figure(
    house: House, browser_of: Open
) -> None:
    village = house.village
    for n in range(5):
        visit = village.visit(village.riders[0], at=house.now - n * timedelta(hours=4))
        tell_purpose(village, visit, Purpose.CHARGE)
    for it in riders(house, 4):
        village.visit(it, at=house.now - timedelta(hours=9))
    house.project()
    keeper = browser_of(Role.STATION_KEEPER)
    address = f"/stations/{village.station}/purposes"
    assert address in keeper.open("/").links
    week = keeper.open(address)
    assert "充电 5" in " ".join(week.text.split())
    assert "找药 不到 5" in " ".join(week.text.split())
    day = keeper.open(f"{address}?span=day")
    assert "充电 不到 5" in " ".join(day.text.split())
    assert keeper.open(f"{address}?span=century").text == week.text


def test_a_keeper_is_not_asked_what_a_visit_was_for(house: House, browser_of: Open) -> None:
    keeper = browser_of(Role.STATION_KEEPER)
    token = house.code(Kind.PERSON, house.village.riders[0])
    keeper.open(f"/q/{token}")
    assert "来做什么" not in keeper.submit(f"/q/{token}").text
    assert "来做什么" not in keeper.open("/scan").text
    assert "刷卡" in keeper.open("/scan").text
    assert "刷卡" not in browser_of(Role.RIDER).open("/scan").text


def test_a_riders_tabs_are_as_the_design_has_them_and_stations_are_on_the_home(
    browser_of: Open,
) -> None:
    home = browser_of(Role.RIDER).open("/")
    tabs = [it.address for it in TABS["rider"]]
    assert tabs == ["/", "/reports/new", "/me/statements", "/me"]
    assert {*tabs, "/stations"} <= set(home.links)


def test_a_volunteer_files_a_report_from_the_home(browser_of: Open) -> None:
    volunteer = browser_of(Role.VOLUNTEER)
    assert "/reports/new" in volunteer.open("/").links
    assert "是什么问题" in volunteer.open("/reports/new").text
