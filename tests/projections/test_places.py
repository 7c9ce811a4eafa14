"""Stations are found by what they are, where, and what works in them."""

from datetime import date, timedelta
from typing import Any

from ledger.kernel.ids import new_id
from ledger.registry.commands import EnrolDevice, RecordRefusedScan
from ledger.stations.place import Location, PlaceKind
from ledger.stations.station_commands import (
    ChangeStationHours,
    CloseStation,
    EndStationService,
    PlaceStation,
    ReopenStation,
    SetStationService,
    ShowStationPhoto,
)
from ledger.stations.station_events import ClosingReason
from ledger.stations.station_number import number_of
from ledger.stations.station_services import OutReason, ServiceState
from projections.stations.places import PlaceChoice, Repeats
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, DISTRICT, Village

TODAY = date(2026, 11, 20)
BY = new_id()


def say(village: Village, command: type[Any], **facts: Any) -> None:
    village.do(command, station_id=facts.pop("station_id", village.station), by=BY, **facts)


def names(setting: Setting, scope: str = DISTRICT, **wanted: Any) -> list[str]:
    found = setting.project().stations.page(scope, choice=PlaceChoice(**wanted))
    return [it.name for it in found]


def test_stations_are_found_by_kind_name_and_service(setting: Setting, village: Village) -> None:
    place = {"kind": PlaceKind.PARTY_CENTRE, "location": Location(40_79_700, 111_64_400)}
    say(village, PlaceStation, **place)
    say(village, SetStationService, service="热饭", detail="微波炉 2 台")
    row = setting.project().stations.of(village.station)
    assert row is not None
    assert (row.kind, row.lat_e5, row.lon_e5) == ("party_centre", 4_079_700, 11_164_400)
    assert row.services == ("热水", "充电", "热饭 微波炉 2 台")
    assert names(setting, kind="party_centre") == ["大召红蜂驿站"]
    assert names(setting, kind="red_bee") == ["玉泉红蜂驿站"]
    assert names(setting, words="玉泉") == ["玉泉红蜂驿站"]
    assert names(setting, words="%") == []
    assert names(setting, service=("meal", "饭", "微波")) == ["大召红蜂驿站"]
    assert names(setting, service=("充电",)) == ["大召红蜂驿站", "玉泉红蜂驿站"]


def test_a_station_is_found_by_its_number(setting: Setting, village: Village) -> None:
    setting.project()
    number = number_of(village.other_station)
    assert names(setting, words=number.replace(" ", "").lower()) == ["玉泉红蜂驿站"]
    assert names(setting, words=f"{number}0") == []


def test_what_is_out_of_order_is_not_what_people_look_for(
    setting: Setting, village: Village
) -> None:
    out = {"state": ServiceState.OUT_OF_ORDER, "reason": OutReason.NO_POWER}
    say(village, SetStationService, service="充电", detail="6 口", **out)
    assert names(setting, service=("充电",)) == ["玉泉红蜂驿站"]
    stations = setting.project().stations
    row = stations.of(village.station)
    assert row is not None
    assert (row.services, row.out_of_order) == (("热水", "充电 6 口"), ("充电",))
    (_, charging) = stations.services(village.station)
    told = (charging.name, charging.detail, charging.reason, charging.since, charging.is_out)
    assert told == ("充电", "6 口", "no_power", village.now, True)
    say(village, SetStationService, service="充电", detail="6 口")
    assert names(setting, service=("充电",)) == ["大召红蜂驿站", "玉泉红蜂驿站"]
    say(village, EndStationService, service="充电")
    assert names(setting, service=("充电",)) == ["玉泉红蜂驿站"]
    assert [it.name for it in setting.project().stations.services(village.station)] == ["热水"]


def test_hours_photo_and_closing_follow_what_is_said(setting: Setting, village: Village) -> None:
    photo_id, until = new_id(), TODAY + timedelta(days=2)
    say(village, ChangeStationHours, hours="07:00-21:00")
    say(village, ShowStationPhoto, photo_id=photo_id)
    say(village, CloseStation, reason=ClosingReason.REPAIR, until=until)
    stations = setting.project().stations
    row = stations.of(village.station)
    assert row is not None
    assert (row.hours, row.photo_id, row.closed_reason) == ("07:00-21:00", photo_id, "repair")
    days = [TODAY, until, until + timedelta(days=1)]
    assert [row.is_closed(it) for it in days] == [True, True, False]
    assert (stations.showing(photo_id), stations.showing(new_id())) == (True, False)
    say(village, ReopenStation)
    row = setting.project().stations.of(village.station)
    assert row is not None
    assert not row.is_closed(TODAY)


def test_a_screen_is_told_of_scans_that_came_too_soon(setting: Setting, village: Village) -> None:
    screen, rider = new_id(), village.riders[0]
    village.do(
        EnrolDevice,
        device_id=screen,
        place_kind="station",
        place_id=village.station,
        unit_code=COMMUNITY,
        ordered_by=BY,
    )
    village.visit(rider)
    again = village.now + timedelta(minutes=2)
    refused = {"person_id": rider, "kind": "station", "unit_code": CITY, "device_id": None}
    told = {"refusal": "visit_already_counted", "told": {}}
    early = village.now + timedelta(minutes=1)
    for subject, moment in ((screen, again), (village.station, early)):
        village.do(RecordRefusedScan, subject_id=subject, occurred_at=moment, **refused, **told)
    for other in ({"refusal": "qr_expired"}, {"kind": "person"}):
        village.do(
            RecordRefusedScan, **{**refused, **told, **other}, subject_id=screen, occurred_at=again
        )
    stations = setting.project().stations
    assert stations.repeats(village.station, TODAY) == Repeats(2, again, village.now)
    assert stations.repeats(village.other_station, TODAY) == Repeats()
