"""Reports in a browser without scripts: filed, followed, rated, opened again."""

import io
from uuid import UUID

from people.roles import Role
from tests.api.house import House
from tests.api.reports.asking import act, file, filed, resolved
from tests.support.pictures import jpeg
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser
from web.messages_zh import refusal


def photo(seed: int = 1) -> tuple[io.BytesIO, str]:
    return io.BytesIO(jpeg(seed)), "现场.jpg"


def send(browser: PlainBrowser, **typed: object) -> None:
    browser.submit("/reports", **typed)  # type: ignore[arg-type]


def test_a_rider_reports_with_a_picture_and_reads_where_it_stands(
    house: House, browser_of: Open
) -> None:
    rider = browser_of(Role.RIDER)
    page = rider.open("/reports/new")
    assert {"tel:119", "tel:110", "tel:120"} <= set(page.links)
    where = f"station:{house.village.station}"
    send(
        rider,
        category="broken_cover",
        place="南门外",
        where=where,
        words="井盖翘起来了",
        photo=photo(),
    )
    assert rider.address.startswith("/reports/"), rider.page.text
    for words in ("上报进度", "井盖", "前有人受理", "南门外", "井盖翘起来了", "报上来了"):
        assert words in rider.page.text
    (row,) = house.services.views.reports.of_person(house.persons[Role.RIDER])
    assert row.report.station_id == house.village.station
    assert row.report.latitude_e4 is None, "nobody asked where the rider is"
    listed = rider.open("/reports").text
    assert "井盖 · 南门外" in listed
    assert "等受理" in listed


def test_a_position_is_sent_only_for_this_report_and_kept_rounded(
    house: House, browser_of: Open
) -> None:
    resident = browser_of(Role.RESIDENT)
    resident.open("/reports/new")
    place = {"latitude": "40.80901", "longitude": "111.70204"}
    send(resident, category="litter", photo=photo(), **place)
    (row,) = house.services.views.reports.of_person(house.persons[Role.RESIDENT])
    assert (row.report.latitude_e4, row.report.longitude_e4) == (408090, 1117020)
    assert resident.open("/reports/new").forms[0].fields["latitude"] == ""


def test_an_emergency_is_filed_only_after_the_call(house: House, browser_of: Open) -> None:
    home = browser_of(Role.RESIDENT)
    home.open("/reports/new")
    urgent = {"category": "gas_or_wire", "place": "大召前街 12 号", "emergency": "1"}
    send(home, photo=photo(), **urgent)
    assert refusal("emergency_call_first").headline in home.page.text
    assert "tel:119" in home.page.links
    assert home.page.forms[0].fields["place"] == "大召前街 12 号", "what was typed stays"
    assert house.services.views.reports.of_person(house.persons[Role.RESIDENT]) == []
    send(home, **urgent, called="1")
    (row,) = house.services.views.reports.of_person(house.persons[Role.RESIDENT])
    assert row.report.is_emergency


def test_what_is_missing_is_said_and_nothing_is_filed(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    for typed, code in (
        ({"category": "litter", "place": "东门"}, "photo_required"),
        ({"category": "litter", "photo": photo()}, "report_place_missing"),
        ({"place": "东门", "photo": photo()}, "request_invalid"),
        ({"category": "litter", "where": "station:7", "photo": photo()}, "request_invalid"),
    ):
        rider.open("/reports/new")
        send(rider, **typed)
        assert refusal(code).headline in rider.page.text
    assert house.services.views.reports.of_person(house.persons[Role.RIDER]) == []


def test_a_page_that_needs_no_place_cannot_ask_for_it(looker_of: Open) -> None:
    rider = looker_of(Role.RIDER)
    for address in ("/reports/new", "/stations"):
        rider.open(address)
        assert "geolocation=(self)" in rider.answer.headers["Permissions-Policy"]
    rider.open("/reports")
    assert "geolocation=()" in rider.answer.headers["Permissions-Policy"]


def test_the_first_finder_rates_and_opens_it_again_once(house: House, browser_of: Open) -> None:
    report_id = filed(house)
    resolved(house, report_id)
    act(house, report_id, "replies", words="车挪走了，谢谢您")
    rider = browser_of(Role.RIDER)
    rider.open(f"/reports/{report_id}")
    for words in ("今天解决了", "记了 5 分", "车挪走了，谢谢您", "还没解决"):
        assert words in rider.page.text
    rider.submit(f"/reports/{report_id}/rating", stars="9")
    assert refusal("request_invalid").headline in rider.page.text
    rider.submit(f"/reports/{report_id}/rating", stars="4")
    assert "您评了 4 颗星" in rider.page.text
    rider.submit(f"/reports/{report_id}/reopening", words="又停了一辆")
    for words in ("重新在办", "说还没解决，重新办", "又停了一辆"):
        assert words in rider.page.text
    assert "请重新办" not in rider.page.text, "once is all"


def test_whoever_confirmed_it_follows_it_and_is_not_asked_to_rate(
    house: House, browser_of: Open
) -> None:
    report_id = filed(house)
    assert file(house, Role.RESIDENT).json["result"] == "report_joined"
    house.project()
    resolved(house, report_id)
    other = browser_of(Role.RESIDENT)
    text = other.open(f"/reports/{report_id}").text
    assert "和您看到的是同一件" in text
    assert "办得怎么样" not in text
    assert "停了一辆白车" not in text, "the first one's words"
    assert "1 人也看到了" in browser_of(Role.RIDER).open("/reports").text


def test_an_empty_list_says_what_can_be_done(looker_of: Open) -> None:
    page = looker_of(Role.VOLUNTEER).open("/reports")
    assert "还没有上报过" in page.text
    assert "/reports/new" in page.links


def test_nobody_elses_report_is_there(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    browser.open(f"/reports/{filed(house)}")
    assert browser.status == 404
    browser.open(f"/reports/{UUID(int=1)}")
    assert browser.status == 404
