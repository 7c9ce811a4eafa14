"""A station says where it is, when it is open, what it offers, and who sees to it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.kernel.receipts import Recorded
from ledger.registry.commands import AssignRole, EndRole, RegisterUnit
from ledger.stations.commands import RegisterStation
from ledger.stations.errors import StationNotFoundError
from ledger.stations.opening import is_open_at, read_hours, span_of
from ledger.stations.place import Location, PlaceKind
from ledger.stations.station import Station
from ledger.stations.station_commands import (
    ChangeStationHours,
    CloseStation,
    EndStationKeeper,
    EndStationService,
    NameStationKeeper,
    PlaceStation,
    ReopenStation,
    SetStationService,
    ShowStationPhoto,
)
from ledger.stations.station_errors import (
    ClosingEndsTooEarlyError,
    HoursUnreadableError,
    LocationOutsideCityError,
    NotAStationKeeperError,
    ServiceNotFoundError,
    ServiceReasonMissingError,
    StationClosedError,
    TooManyServicesError,
)
from ledger.stations.station_events import ClosingReason
from ledger.stations.station_services import SERVICES_MAX, OutReason, Service, ServiceState
from tests.support.ledgers import UNIT, Village, hohhot
from tests.support.village import _UNITS

BY = new_id()
DAZHAO = Location(40_79_700, 111_64_400)


def say(village: Village, command: type[Any], station_id: UUID, **facts: Any) -> Recorded:
    return village.tell(command, station_id=station_id, by=BY, **facts)


def topics(village: Village, station_id: UUID) -> list[str]:
    return [type(it).TOPIC for it in village.ledger.events.get(station_id)]


def test_a_station_is_placed_and_the_same_place_again_says_nothing(village: Village) -> None:
    station_id = village.station()
    place = {"kind": PlaceKind.PARTY_CENTRE, "location": DAZHAO}
    say(village, PlaceStation, station_id, **place)
    say(village, PlaceStation, station_id, **place)
    assert topics(village, station_id) == ["station.registered", "station.placed"]
    station: Station = village.load(station_id)
    assert (station.kind, station.location) == (PlaceKind.PARTY_CENTRE, DAZHAO)


@pytest.mark.parametrize(
    "location",
    [
        Location(111_64_400, 40_79_700),
        Location(39_54_999, 111_00_000),
        Location(41_40_001, 111_00_000),
        Location(40_80_000, 110_49_999),
        Location(40_80_000, 112_40_001),
    ],
)
def test_a_place_outside_the_city_is_refused_whenever_it_is_said(
    village: Village, location: Location
) -> None:
    station_id = village.station()
    with pytest.raises(LocationOutsideCityError):
        say(village, PlaceStation, station_id, kind=PlaceKind.RED_BEE, location=location)
    with pytest.raises(LocationOutsideCityError):
        village.tell(
            RegisterStation,
            unit_code=UNIT,
            name="远方",
            services=(),
            hours="24 小时",
            location=location,
        )
    assert topics(village, station_id) == ["station.registered"]


def test_services_break_and_work_again_and_say_since_when(village: Village) -> None:
    station_id, later = village.station(), village.at + timedelta(hours=3)
    broken = {"state": ServiceState.OUT_OF_ORDER, "reason": OutReason.BROKEN}
    say(village, SetStationService, station_id, service="热饭", detail="微波炉 2 台")
    say(village, SetStationService, station_id, service="热饭", detail="微波炉 2 台", **broken)
    say(
        village,
        SetStationService,
        station_id,
        service="热饭",
        detail="微波炉 2 台",
        at=later,
        **broken,
    )
    station: Station = village.load(station_id)
    assert station.services["热饭"] == Service(
        "热饭", "微波炉 2 台", ServiceState.OUT_OF_ORDER, OutReason.BROKEN, village.at
    )
    assert topics(village, station_id).count("station.service_set") == 2, "again says nothing"
    say(village, EndStationService, station_id, service="热饭")
    assert "热饭" not in village.load(station_id).services
    with pytest.raises(ServiceNotFoundError):
        say(village, EndStationService, station_id, service="热饭")


@pytest.mark.parametrize(
    ("state", "reason"),
    [(ServiceState.OUT_OF_ORDER, None), (ServiceState.IN_ORDER, OutReason.USED_UP)],
)
def test_a_reason_goes_with_what_is_out_of_order_and_with_nothing_else(
    village: Village, state: ServiceState, reason: OutReason | None
) -> None:
    with pytest.raises(ServiceReasonMissingError):
        say(
            village,
            SetStationService,
            village.station(),
            service="充电",
            state=state,
            reason=reason,
        )


def test_a_station_offers_no_more_than_a_poster_has_room_for(village: Village) -> None:
    station_id = village.station()  # offers one
    for number in range(SERVICES_MAX - 1):
        say(village, SetStationService, station_id, service=f"服务{number}")
    with pytest.raises(TooManyServicesError):
        say(village, SetStationService, station_id, service="又一样")
    say(village, SetStationService, station_id, service="服务0", detail="改一改")


def test_hours_nobody_can_read_are_refused(village: Village) -> None:
    station_id = village.station()
    say(village, ChangeStationHours, station_id, hours="每天 07:00–21:00")
    with pytest.raises(HoursUnreadableError):
        say(village, ChangeStationHours, station_id, hours="看情况")
    assert village.load(station_id).hours == "每天 07:00–21:00"


def test_a_keeper_holds_the_role_at_the_station_on_that_day(village: Village) -> None:
    station_id, keeper, stranger = village.station(), new_id(), new_id()
    other_station = village.station()
    for code, name, level, parent in _UNITS:
        named = {"code": code, "name": name, "level": level, "parent_code": parent}
        village.tell(RegisterUnit, valid_from=date(2026, 1, 1), **named)
    term: dict[str, Any] = {
        "person_id": keeper,
        "role": "station_keeper",
        "unit_code": UNIT,
        "place_id": station_id,
        "assigned_by": None,
    }
    village.tell(AssignRole, from_day=date(2026, 1, 1), to_day=None, **term)
    for who, where in ((stranger, station_id), (keeper, other_station)):
        with pytest.raises(NotAStationKeeperError):
            say(village, NameStationKeeper, where, keeper_id=who)
    say(village, NameStationKeeper, station_id, keeper_id=keeper)
    assert village.load(station_id).keeper_id == keeper
    say(village, EndStationKeeper, station_id)
    say(village, EndStationKeeper, station_id)
    assert village.load(station_id).keeper_id is None
    ended = {name: it for name, it in term.items() if name != "assigned_by"}
    village.tell(EndRole, to_day=village.at.date() - timedelta(days=1), ended_by=None, **ended)
    with pytest.raises(NotAStationKeeperError):
        say(village, NameStationKeeper, station_id, keeper_id=keeper)


def test_a_station_closes_until_a_day_and_opens_again(village: Village) -> None:
    station_id, today = village.station(), village.at.date()
    holiday = {"reason": ClosingReason.HOLIDAY}
    with pytest.raises(ClosingEndsTooEarlyError):
        say(village, CloseStation, station_id, until=today - timedelta(days=1), **holiday)
    say(village, CloseStation, station_id, until=today, **holiday)
    with pytest.raises(StationClosedError):
        say(village, CloseStation, station_id, reason=ClosingReason.REPAIR)
    say(village, ReopenStation, station_id)
    say(village, ReopenStation, station_id)
    assert topics(village, station_id)[1:] == ["station.closed", "station.reopened"]


def test_a_photo_is_shown_and_another_takes_its_place(village: Village) -> None:
    station_id, first, second = village.station(), new_id(), new_id()
    say(village, ShowStationPhoto, station_id, photo_id=first)
    told = say(village, ShowStationPhoto, station_id, photo_id=second)
    assert told.answer["former_photo_id"] == str(first)
    say(village, ShowStationPhoto, station_id, photo_id=None)
    assert village.load(station_id).photo_id is None


def test_nothing_is_said_of_a_station_nobody_registered(village: Village) -> None:
    with pytest.raises(StationNotFoundError):
        say(village, ReopenStation, new_id())


@pytest.mark.parametrize(
    ("hours", "open_at", "shut_at"),
    [
        ("24 小时", ["2026-11-20 03:00"], []),
        ("每天 07:00–21:00", ["2026-11-20 07:00", "2026-11-22 20:59"], ["2026-11-20 21:00"]),
        ("22:00-06:00", ["2026-11-20 23:00", "2026-11-21 05:59"], ["2026-11-20 12:00"]),
        (
            "周一至周五 08:00-12:00，14:00-18:00；周六、周日 09:00-17:00",
            ["2026-11-20 09:00", "2026-11-20 14:00", "2026-11-21 16:59"],
            ["2026-11-20 13:00", "2026-11-21 08:30", "2026-11-22 18:00"],
        ),
        (
            "周五 22:00-02:00",
            ["2026-11-20 23:30", "2026-11-21 01:59"],
            ["2026-11-20 01:00", "2026-11-21 23:00"],
        ),
    ],
)
def test_hours_say_when_a_station_is_open(
    hours: str, open_at: list[str], shut_at: list[str]
) -> None:
    assert [it for it in open_at if not is_open_at(hours, _local(it))] == []
    assert [it for it in shut_at if is_open_at(hours, _local(it))] == []


@pytest.mark.parametrize(
    "hours", ["", "全看站长", "25:00-26:00", "08:00", "08:00-08:00", "周八 08:00-20:00", "8-20"]
)
def test_what_is_no_time_of_day_is_not_read(hours: str) -> None:
    assert read_hours(hours) is None


def test_the_span_that_matters_now_is_told() -> None:
    hours = "周一至周五 08:00-12:00，14:00-18:00"
    assert span_of(hours, _local("2026-11-20 09:00")) == (480, 720)
    assert span_of(hours, _local("2026-11-20 13:00")) == (840, 1080)
    assert span_of(hours, _local("2026-11-20 20:00")) == (840, 1080)
    assert span_of(hours, _local("2026-11-21 09:00")) is None


def _local(text: str) -> Any:
    return hohhot(text) + timedelta(hours=8)
