"""The desk of reports in a browser without scripts: taken on, redacted, resolved, counted."""

import io
from datetime import timedelta
from uuid import UUID

from ledger.reports.commands import BlowWhistle
from people.roles import Role
from tests.api.house import House
from tests.api.reports.asking import act, file, filed, resolved
from tests.support.pictures import jpeg
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.messages_zh import refusal


def test_the_grid_worker_takes_it_all_the_way(house: House, browser_of: Open) -> None:
    report_id = filed(house)
    grid, address = browser_of(Role.GRID_WORKER), f"/desk/reports/{report_id}"
    assert "有新上报，30 分钟内受理 1 " in grid.open("/").text
    page = grid.open("/desk/reports")
    assert "九龙湾街 12 号院东门" in page.text
    assert address in page.links
    grid.submit("/desk/reports")
    assert "没有等受理的" in grid.page.text
    grid.open(address)
    assert "停了一辆白车" in grid.page.text
    grid.submit(f"{address}/verification", major="1")
    assert "重大隐患" in grid.page.text
    grid.submit(f"{address}/resolution")
    assert refusal("report_photo_missing").headline in grid.page.text
    photo = (io.BytesIO(jpeg(7)), "好了.jpg")
    grid.submit(f"{address}/resolution", words="车挪走了", photo=photo)  # type: ignore[arg-type]
    assert "今天解决了" in grid.page.text
    grid.submit(f"{address}/replies", sentence="车辆已经挪走，道路畅通。")
    assert "车辆已经挪走，道路畅通。" in grid.page.text
    told = browser_of(Role.RIDER).open(f"/reports/{report_id}").text
    assert "车辆已经挪走，道路畅通。" in told
    assert "记了 25 分" in told


def test_nothing_is_rejected_or_answered_without_saying_why(house: House, browser_of: Open) -> None:
    report_id = filed(house)
    grid, address = browser_of(Role.GRID_WORKER), f"/desk/reports/{report_id}"
    for step in ("rejection", "replies"):
        grid.open(address)
        grid.submit(f"{address}/{step}")
        assert refusal("request_invalid").headline in grid.page.text
    grid.open(address)
    grid.submit(f"{address}/rejection", reason="not_found", words="去看了，没有车")
    assert "没有受理：现场没有发现" in grid.page.text
    told = browser_of(Role.RIDER).open(f"/reports/{report_id}").text
    assert "没有受理：现场没有发现" in told
    assert "去看了，没有车" in told


def test_only_a_redacted_picture_is_public(house: House, browser_of: Open) -> None:
    report_id = filed(house)
    stranger, grid = browser_of(), browser_of(Role.GRID_WORKER)
    assert "还没有公开的" in stranger.open("/public/reports").text
    grid.open(f"/desk/reports/{report_id}")
    (redacting,) = [it for it in grid.page.links if "/photos/" in it and it.startswith("/desk")]
    original = redacting.rpartition("/")[2]
    grid.open(redacting)
    grid.submit(redacting, left="100", top="100", width="2000", height="50")
    assert refusal("request_invalid").headline in grid.page.text, "half a mark hides nothing"
    grid.open(redacting)
    grid.submit(redacting, left="100", top="100", width="300", height="200")
    assert "打好码，公开" in grid.page.text
    page = stranger.open("/public/reports")
    assert "堵消防道" in page.text
    assert "停了一辆白车" not in page.text
    assert "12 号院" not in page.text
    shown = [it for it in page.links if "report-photos" in it]
    assert len(shown) == 1
    assert original not in stranger.answer.get_data(as_text=True)
    stranger.open(shown[0])
    assert stranger.answer.mimetype == "image/jpeg"
    stranger.open(f"/api/v1/public/report-photos/{original}")
    assert stranger.status == 404


def test_areas_drawn_by_a_script_are_all_sent(house: House, browser_of: Open) -> None:
    report_id = filed(house)
    grid = browser_of(Role.GRID_WORKER)
    grid.open(f"/desk/reports/{report_id}")
    (redacting,) = [it for it in grid.page.links if "/photos/" in it and it.startswith("/desk")]
    for area, passes in (("0,0,1000,1000", True), ("1,2,3", False), ("a,b,c,d", False)):
        grid.open(redacting)
        grid.submit(redacting, area=area)
        assert ("打好码" in grid.page.text) == passes


def test_whoever_reported_it_does_not_handle_it(house: House, browser_of: Open) -> None:
    report_id = filed(house, Role.RESIDENT)
    house.persons[Role.GRID_WORKER] = house.persons[Role.RESIDENT]
    grid = browser_of(Role.GRID_WORKER)
    assert "要别人办" in grid.open("/desk/reports").text
    assert "这一条由网格员办；自己报的要由别人办" in grid.open(f"/desk/reports/{report_id}").text


def test_it_is_handed_to_the_unit_where_it_is(house: House, browser_of: Open) -> None:
    report_id = filed(house)
    grid, address = browser_of(Role.GRID_WORKER), f"/desk/reports/{report_id}"
    grid.open(address)
    grid.submit(f"{address}/forwarding", unit="99")
    assert refusal("report_outside_city").headline in grid.page.text
    assert house.services.views.reports.waiting(COMMUNITY) == {"filed": 1}


def test_the_street_sees_what_is_overdue_and_sums_without_names(
    house: House, browser_of: Open
) -> None:
    report_id = filed(house)
    file(house, Role.RESIDENT)
    act(house, report_id, "acceptance")
    late = house.now + timedelta(days=9)
    house.village.do(BlowWhistle, at=late, report_id=report_id, street_code=COMMUNITY[:9])
    house.project()
    street = browser_of(Role.STREET)
    assert "/street/reports" in street.open("/").links
    page = street.open("/street/reports?month=2026-11")
    for words in ("吹哨：超时没办结 1 件", "堵消防道", "各时段看到多少", "9:00–10:00"):
        assert words in page.text
    assert f"/desk/reports/{report_id}" in page.links
    assert str(house.persons[Role.RIDER]) not in street.answer.get_data(as_text=True)
    assert "没有受理" not in page.text
    earlier = street.open("/street/reports?month=2026-10").text
    assert "9:00–10:00" not in earlier
    assert street.open("/street/reports?month=x").text, "no month is this month"


def test_the_street_rates_nothing_and_handles_nothing(house: House, browser_of: Open) -> None:
    report_id = filed(house)
    resolved(house, report_id)
    street = browser_of(Role.STREET)
    page = street.open(f"/desk/reports/{report_id}")
    assert "这一条由网格员办" in page.text
    assert not [it for it in page.forms if it.action.endswith("/replies")]
    street.open(f"/desk/reports/{UUID(int=7)}")
    assert street.status == 404


def test_the_reporter_is_rung_back_for_a_purpose_and_sees_it(
    house: House, browser_of: Open
) -> None:
    rider = house.services.directory.find(house.persons[Role.RIDER])
    assert rider is not None
    report_id = filed(house)
    grid, address = browser_of(Role.GRID_WORKER), f"/desk/reports/{report_id}"
    assert rider.display_name not in grid.open(address).text
    page = grid.submit(f"{address}/reporter", purpose="")
    assert refusal("purpose_required").headline in page.text
    assert rider.display_name not in page.text
    page = grid.submit(f"{address}/reporter", purpose="telephone")
    assert rider.display_name in page.text
    assert rider.phone is None or rider.phone in page.text
    assert rider.display_name not in grid.open(address).text, "once is once"
    assert "电话联系" in browser_of(Role.RIDER).open("/me/reads").text
    street = browser_of(Role.STREET)
    assert "看是谁报的" not in street.open(address).text


def test_the_list_is_narrowed_to_a_category_and_a_unit_and_stays_so(
    house: House, browser_of: Open
) -> None:
    grid_code = f"{COMMUNITY}01"
    house.village.register_unit(grid_code, "大召社区第一网格", "grid", COMMUNITY)
    house.project()
    words = {"position": None, "category": "litter"}
    lane, litter = filed(house), filed(house, **words)
    inside = filed(house, **words, unit_code=grid_code)
    clerk = browser_of(Role.CLERK)
    clerk.open("/desk/reports")
    assert "待受理 3 " in clerk.page.text

    def rows() -> set[UUID]:
        return {it for it in (lane, litter, inside) if f"/desk/reports/{it}" in clerk.page.links}

    clerk.open("/desk/reports?category=litter")
    assert rows() == {litter, inside}
    assert "待受理 2 " in clerk.page.text
    clerk.open(f"/desk/reports?category=litter&unit={grid_code}")
    assert rows() == {inside}
    (accepted,) = [it for it in clerk.page.links if "tab=accepted" in it]
    assert "category=litter" in accepted
    assert f"unit={grid_code}" in accepted
    clerk.submit("/desk/reports", report_id=str(inside))
    assert "这样筛选，一条也没有" in clerk.page.text, "taken on, and the choice stays"
    clerk.open(f"/desk/reports?tab=accepted&unit={grid_code}")
    assert rows() == {inside}
    clerk.open("/desk/reports?category=nonsense")
    assert rows() == {lane, litter}
    clerk.open("/desk/reports?unit=150199")
    assert clerk.status == 403


def test_what_is_told_twice_is_joined_at_the_desk(house: House, browser_of: Open) -> None:
    words = {"position": None, "place": "后院墙根"}
    first, later = filed(house, **words), filed(house, Role.RESIDENT, **words)
    grid, address = browser_of(Role.GRID_WORKER), f"/desk/reports/{later}"
    assert "可能是同一件" not in grid.open(f"/desk/reports/{first}").text
    page = grid.open(address)
    assert "可能是同一件：1 条" in page.text
    assert f"/desk/reports/{first}" in page.links, "one looks before one joins"
    grid.submit(f"{address}/merging")
    assert refusal("request_invalid").headline in grid.page.text
    grid.open(address)
    page = grid.submit(f"{address}/merging", into=str(first))
    assert "合到先报的一条，一起办" in page.text
    assert f"/desk/reports/{first}" in page.links
    assert "另一条报的是同一件，合进来了" in grid.open(f"/desk/reports/{first}").text
    assert "合并了 1 " in grid.open("/desk/reports").text
    resident = browser_of(Role.RESIDENT)
    page = resident.open(f"/reports/{later}")
    assert "合到先报的一条，一起办" in page.text
    assert f"/reports/{first}" in page.links
    assert "和您看到的是同一件" in resident.open(f"/reports/{first}").text
