"""Pages of stations, as a browser without scripts sees them."""

import io

import pytest
from PIL import Image

from ledger.stations.place import Location, PlaceKind
from ledger.stations.station_commands import PlaceStation
from ledger.stations.station_number import number_of
from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open
from web.stations import pages


def test_a_stranger_finds_what_is_open_and_what_does_not_work(
    house: House, browser_of: Open
) -> None:
    here = f"/stations/{house.village.station}"
    keeper, stranger = browser_of(Role.STATION_KEEPER), browser_of()
    keeper.open(f"{here}/services")
    keeper.submit(f"{here}/services", service="热饭", detail="微波炉 2 台")
    house.project()
    keeper.open(f"{here}/services")
    keeper.post(f"{here}/services", **keeper_fields(keeper), service="热饭", reason="broken")
    house.project()
    page = stranger.open(here)
    assert "坏了" in page.text
    assert "停用" in page.text
    assert "热饭停用" in stranger.open("/stations?unit=all").text
    assert "没有这样的驿站" in stranger.open("/stations?unit=all&service=meal").text
    assert "大召红蜂驿站" in stranger.open("/stations?unit=all&service=charging&open=1").text
    house.now = house.now.replace(hour=18)
    assert "大召红蜂驿站" not in stranger.open("/stations?unit=all&open=1").text


def keeper_fields(browser: object) -> dict[str, str]:
    form = browser.page.forms[0]  # type: ignore[attr-defined]
    fields = dict(form.fields)
    return {name: fields[name] for name in ("csrf_token", "idempotency_key") if name in fields}


def test_an_office_places_closes_and_opens_a_station(house: House, browser_of: Open) -> None:
    here = f"/stations/{house.village.station}"
    clerk, stranger = browser_of(Role.CLERK), browser_of()
    clerk.open(f"{here}/services")
    clerk.submit(f"{here}/place", kind="party_centre", lat_deg="40.797", lon_deg="111.644")
    house.project()
    text = stranger.open(here).text
    assert "党群服务中心" in text
    assert 'id="sketch"' in stranger.answer.get_data(as_text=True)
    clerk.open(f"{here}/services")
    clerk.submit(f"{here}/place", kind="red_bee", lat_deg="39.9", lon_deg="116.4")
    assert clerk.status == 422
    assert "这个位置不在本市" in clerk.page.text
    clerk.open(f"{here}/services")
    clerk.submit(f"{here}/closing", reason="repair", until="2026-11-30")
    house.project()
    assert "停止开放" in stranger.open(here).text
    clerk.open(f"{here}/services")
    clerk.submit(f"{here}/reopening")
    house.project()
    assert "停止开放" not in stranger.open(here).text


def test_a_keeper_is_chosen_among_those_who_hold_the_role(house: House, browser_of: Open) -> None:
    here = f"/stations/{house.village.station}"
    clerk = browser_of(Role.CLERK)
    clerk.open(f"{here}/services")
    keeper = str(house.persons[Role.STATION_KEEPER])
    clerk.submit(f"{here}/keeper", keeper_id=keeper)
    house.project()
    assert "没写" not in clerk.open(f"{here}/services").text
    clerk.submit(f"{here}/keeper", keeper_id="")
    house.project()
    assert "没写" in clerk.open(f"{here}/services").text


def test_a_photo_is_shown_to_everybody_and_taken_down(house: House, browser_of: Open) -> None:
    here = f"/stations/{house.village.station}"
    keeper, stranger = browser_of(Role.STATION_KEEPER), browser_of()
    made = io.BytesIO()
    Image.new("RGB", (640, 480), (200, 120, 40)).save(made, "JPEG")
    keeper.open(f"{here}/services")
    form = next(it for it in keeper.page.forms if it.action == f"{here}/photo")
    photo = (io.BytesIO(made.getvalue()), "door.jpg")
    keeper._client.post(
        f"{here}/photo", data={**form.fields, "photo": photo}, content_type="multipart/form-data"
    )
    house.project()
    stranger.open(here)
    assert f'src="{here}/photo"' in stranger.answer.get_data(as_text=True)
    assert stranger._client.get(f"{here}/photo").mimetype == "image/jpeg"
    keeper.open(f"{here}/services")
    form = [it for it in keeper.page.forms if it.action == f"{here}/photo"][-1]
    keeper.post(form.action, **form.fields)
    house.project()
    assert stranger._client.get(f"{here}/photo").status_code == 404


def test_today_tells_counts_and_nobodys_way(house: House, browser_of: Open) -> None:
    house.village.visit(house.village.riders[0])
    house.project()
    text = browser_of(Role.STATION_KEEPER).open(f"/stations/{house.village.station}/today").text
    assert "1次停靠" in text.replace(" ", "").replace("\n", "")
    assert "王二" not in text
    assert str(house.village.riders[0]) not in text


def test_a_number_from_a_poster_finds_its_station_in_whatever_district(
    house: House, browser_of: Open
) -> None:
    stranger = browser_of()
    stranger.open(f"/stations/{house.village.station}")
    number = number_of(house.village.station)
    assert number in stranger.page.text
    stranger.open(f"/stations?unit=150105&q={number.replace(' ', '').lower()}")
    assert "大召红蜂驿站" in stranger.page.text


def test_stations_of_other_pages_are_dots_of_the_sketch(
    house: House, browser_of: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SHOWN", 1)
    for n, it in enumerate((house.village.station, house.village.other_station)):
        where = Location(4_079_700 + n * 900, 11_164_400)
        place = {"kind": PlaceKind.RED_BEE, "location": where, "by": house.persons[Role.CLERK]}
        house.village.do(PlaceStation, station_id=it, **place)
    house.project()
    stranger = browser_of()
    stranger.open("/stations?unit=all")
    drawn = stranger.answer.get_data(as_text=True)
    assert drawn.count("rb-sketch__dot") == 1
    assert "小圆点是别的页上的 1 个驿站" in stranger.page.text
    assert "geolocation=(self)" in stranger.answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("asked", ["kind=moon", "service=dance", "unit=%00", "open=maybe", "q=%25"])
def test_what_makes_no_sense_is_as_good_as_not_said(browser_of: Open, asked: str) -> None:
    browser = browser_of()
    browser.open(f"/stations?unit=all&{asked}")
    assert browser.status == 200
