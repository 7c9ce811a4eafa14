from datetime import date, timedelta

from projections.registry.views import RefusalCount
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village


def test_a_unit_knows_its_way_to_the_city(setting: Setting) -> None:
    units = setting.project().units
    assert [it.code for it in units.path(COMMUNITY)] == [CITY, DISTRICT, STREET, COMMUNITY]
    community = units.of(COMMUNITY)
    assert community is not None
    assert (community.name, community.level) == ("大召社区", "community")
    assert units.of("999") is None


def test_children_come_in_the_order_of_their_codes(setting: Setting, village: Village) -> None:
    for last in ("7", "6", "8"):
        village.register_unit(f"15010400300{last}", f"社区{last}", "community", STREET)
    units = setting.project().units
    assert [it.code[-1] for it in units.children(STREET)] == ["5", "6", "7", "8"]
    assert [it.code[-1] for it in units.children(STREET, 2, after_code=COMMUNITY)] == ["6", "7"]


def test_refused_scans_are_listed_newest_first(setting: Setting, village: Village) -> None:
    for code in ("token_expired", "token_forged", "station_not_found"):
        village.refuse(code)
    scans = setting.project().refused_scans
    page = scans.of_person(village.riders[0])
    assert [it.refusal for it in page] == ["station_not_found", "token_forged", "token_expired"]
    assert scans.of_person(village.riders[0], 5, page[0].position) == page[1:]
    assert scans.of_unit(DISTRICT) == page
    assert scans.of_unit("150105") == []


def test_refusals_are_counted_by_local_day(setting: Setting, village: Village) -> None:
    village.refuse("token_expired")
    village.refuse("token_expired")
    # 15 hours later it is past midnight in Hohhot, though not in UTC.
    village.refuse("token_expired", at=village.now + timedelta(hours=15))
    counts = setting.project().refused_scans.counts(date(2026, 11, 1), date(2026, 11, 30))
    assert counts == [
        RefusalCount("token_expired", date(2026, 11, 21), 1),
        RefusalCount("token_expired", date(2026, 11, 20), 2),
    ]
