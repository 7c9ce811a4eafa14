from datetime import date, timedelta

from ledger.stations.visit_day import Method
from projections.stations.views import LiveStation, RiderDay
from tests.projections.setting import Setting
from tests.support.village import CITY, DISTRICT, Village

TODAY = date(2026, 11, 20)


def test_a_screen_counts_visits_and_different_riders(setting: Setting, village: Village) -> None:
    first, second = village.riders
    village.visit(first)
    village.visit(second)
    again = village.now + timedelta(hours=5)
    village.visit(first, at=again)
    stations = setting.project().stations
    live = stations.live(village.station, TODAY)
    assert (live.visits, live.riders, live.last_visit_at) == (3, 2, again)
    assert 0 < live.last_position <= village.position
    assert stations.live(village.other_station, TODAY) == LiveStation(0, 0, None, 0)


def test_distinct_riders_are_counted_over_several_batches(
    setting: Setting, village: Village
) -> None:
    village.visit(village.riders[0])
    setting.project()
    village.visit(village.riders[0], at=village.now + timedelta(hours=5))
    live = setting.project().stations.live(village.station, TODAY)
    assert (live.visits, live.riders) == (2, 1)


def test_a_late_upload_does_not_turn_the_screen_back(setting: Setting, village: Village) -> None:
    village.visit(village.riders[0])
    village.visit(village.riders[1], at=village.now - timedelta(hours=2))
    live = setting.project().stations.live(village.station, TODAY)
    assert (live.visits, live.last_visit_at) == (2, village.now)


def test_days_are_the_days_of_hohhot(setting: Setting, village: Village) -> None:
    village.visit(village.riders[0])
    village.visit(village.riders[0], at=village.now + timedelta(hours=16))
    views = setting.project()
    days = views.riders.days(village.riders[0], TODAY, TODAY + timedelta(days=1))
    assert days == [
        RiderDay(village.riders[0], TODAY + timedelta(days=1), 1, 1),
        RiderDay(village.riders[0], TODAY, 1, 1),
    ]
    found = views.stations.days(village.station, TODAY, TODAY + timedelta(days=1))
    assert [(it.day.day, it.visits) for it in found] == [(21, 1), (20, 1)]


def test_visits_are_listed_by_rider_and_by_station(setting: Setting, village: Village) -> None:
    rider = village.riders[0]
    village.visit(rider)
    village.visit(rider, village.other_station, method=Method.PLATE)
    visits = setting.project().visits
    page = visits.of_rider(rider)
    assert [(it.station_id, it.method, it.points) for it in page] == [
        (village.other_station, "plate", 0),
        (village.station, "screen", 1),
    ]
    assert visits.of_rider(rider, 5, page[0].position) == page[1:]
    tomorrow = village.now + timedelta(days=1)
    assert visits.of_station(village.station, village.now, tomorrow) == page[1:]
    assert visits.of_station(village.station, tomorrow, tomorrow + timedelta(days=1)) == []


def test_stations_and_riders_are_found(setting: Setting, village: Village) -> None:
    views = setting.project()
    station = views.stations.of(village.station)
    assert station is not None
    assert (station.services, station.hours) == (("热水", "充电"), "08:00-20:00")
    page = views.stations.page(DISTRICT, 1)
    rest = views.stations.page(DISTRICT, 1, after_id=page[0].station_id)
    assert [it.name for it in page + rest] == ["大召红蜂驿站", "玉泉红蜂驿站"]
    rider = views.riders.by_number("R000001")
    assert rider is not None
    assert rider == views.riders.of(village.riders[0])
    assert rider.unit_code == CITY
    assert views.riders.by_number("R999999") is None
