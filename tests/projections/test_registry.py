from datetime import date, timedelta

from ledger.registry.commands import (
    CloseUnit,
    Heir,
    MergeUnit,
    MoveUnit,
    RenameUnit,
    SplitUnit,
)
from ledger.registry.unit import contains
from projections.check import check as find_differences
from projections.registry.views import RefusalCount
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village

NOVEMBER, DECEMBER = date(2026, 11, 30), date(2026, 12, 1)
NEW_STREET, OTHER_STREET = "150104010", "150104011"


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


def test_a_street_split_in_december_is_whole_in_november(
    setting: Setting, village: Village
) -> None:
    """A29, as far as the tree goes."""
    village.do(
        SplitUnit,
        code=STREET,
        heirs=(
            Heir(code=NEW_STREET, name="大召前街街道", children=(COMMUNITY,)),
            Heir(code=OTHER_STREET, name="石羊桥街道"),
        ),
        valid_from=DECEMBER,
    )
    units = setting.project().units
    assert [it.code for it in units.children(DISTRICT, as_of=NOVEMBER)] == [STREET]
    assert [it.code for it in units.children(DISTRICT, as_of=DECEMBER)] == [
        NEW_STREET,
        OTHER_STREET,
    ]
    assert [it.code for it in units.path(COMMUNITY, NOVEMBER)][2:] == [STREET, COMMUNITY]
    assert [it.code for it in units.path(COMMUNITY, DECEMBER)][2:] == [NEW_STREET, COMMUNITY]
    assert [it.code for it in units.path(COMMUNITY)][2:] == [NEW_STREET, COMMUNITY]
    assert units.children(STREET, as_of=DECEMBER) == []
    assert units.of(NEW_STREET, NOVEMBER) is None
    before, after = units.versions(STREET)
    assert (before.state, before.until, before.heirs) == ("open", DECEMBER, ())
    assert (after.state, after.until, after.heirs) == ("split", None, (NEW_STREET, OTHER_STREET))
    assert [it.parent_code for it in units.versions(COMMUNITY)] == [STREET, NEW_STREET]


def test_a_unit_has_the_name_of_the_day_it_is_asked_of(setting: Setting, village: Village) -> None:
    village.do(RenameUnit, code=COMMUNITY, name="大召西社区", valid_from=DECEMBER)
    units = setting.project().units
    for day, name in ((NOVEMBER, "大召社区"), (DECEMBER, "大召西社区"), (None, "大召西社区")):
        found = units.of(COMMUNITY, day)
        assert found is not None
        assert found.name == name
    assert units.of(COMMUNITY, date(2025, 12, 31)) is None, "it was registered on 1 January 2026"


def test_two_changes_of_one_day_make_one_version(setting: Setting, village: Village) -> None:
    village.do(RenameUnit, code=COMMUNITY, name="大召西社区", valid_from=DECEMBER)
    village.do(MoveUnit, code=COMMUNITY, parent_code=DISTRICT, valid_from=DECEMBER)
    versions = setting.project().units.versions(COMMUNITY)
    assert [(it.name, it.parent_code, it.until) for it in versions] == [
        ("大召社区", STREET, DECEMBER),
        ("大召西社区", DISTRICT, None),
    ]


def test_what_was_merged_is_gone_and_says_where_to(setting: Setting, village: Village) -> None:
    village.register_unit("150104004", "小召前街街道", "street", DISTRICT)
    village.do(MergeUnit, code=STREET, into="150104004", children=(COMMUNITY,), valid_from=DECEMBER)
    units = setting.project().units
    assert [it.code for it in units.children("150104004", as_of=DECEMBER)] == [COMMUNITY]
    merged = units.of(STREET, DECEMBER)
    assert merged is not None
    assert (merged.state, merged.heirs) == ("merged", ("150104004",))


def test_the_tree_and_not_the_code_tells_where_a_moved_unit_lies(
    setting: Setting, village: Village
) -> None:
    village.register_unit("150105", "赛罕区", "district", CITY)
    village.do(MoveUnit, code=STREET, parent_code="150105", valid_from=DECEMBER)
    units = setting.project().units
    assert contains(DISTRICT, COMMUNITY), "where it was registered"
    assert units.contains(DISTRICT, COMMUNITY, NOVEMBER)
    assert not units.contains(DISTRICT, COMMUNITY, DECEMBER)
    assert units.contains("150105", COMMUNITY, DECEMBER)
    assert units.contains(CITY, COMMUNITY)


def test_history_of_units_survives_a_rebuild(setting: Setting, village: Village) -> None:
    village.do(RenameUnit, code=COMMUNITY, name="大召西社区", valid_from=DECEMBER)
    setting.project()
    village.do(CloseUnit, code=COMMUNITY, valid_from=DECEMBER)
    setting.project()
    assert find_differences(setting.ledger, setting.store) == []
