"""Where units lie on a day, whatever their codes say, on both stores."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.registry.commands import Heir, MergeUnit, MoveUnit, SplitUnit
from projections.registry.tree import Seat, Tree
from projections.scopes import Scope
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1)
OTHER, NEW_A, NEW_B = "150104004", "150104010", "150104011"
SECOND = f"{STREET}006"
GRID = f"{COMMUNITY}01"


@pytest.fixture
def land(village: Village) -> Village:
    """The village, a second community, a grid, and a second street."""
    village.register_unit(SECOND, "席力图社区", "community", STREET)
    village.register_unit(GRID, "第一网格", "grid", COMMUNITY)
    village.register_unit(OTHER, "石羊桥街道", "street", DISTRICT)
    return village


def tree_of(setting: Setting) -> Tree:
    return setting.project().trees.current()


def test_where_nothing_moved_codes_tell_it_all(setting: Setting, land: Village) -> None:
    tree = tree_of(setting)
    assert tree.reaches(STREET, GRID, DECEMBER)
    assert not tree.reaches(OTHER, GRID, DECEMBER)
    assert not tree.reaches(GRID, STREET, DECEMBER)
    assert tree.scope(STREET, DECEMBER) == Scope.of_codes(STREET)
    assert land.name == "village"


def test_a_moved_unit_is_reached_by_its_new_street_from_the_day_on(
    setting: Setting, land: Village
) -> None:
    land.do(MoveUnit, code=COMMUNITY, parent_code=OTHER, valid_from=DECEMBER)
    tree = tree_of(setting)
    for day, street in ((NOVEMBER, STREET), (DECEMBER, OTHER), (JANUARY, OTHER)):
        for code, unit in product((COMMUNITY, GRID), (STREET, OTHER)):
            expected = unit == street
            assert tree.reaches(unit, code, day) is expected
            assert tree.scope(unit, day).holds(code) is expected
        assert tree.reaches(DISTRICT, GRID, day)
        assert tree.scope(CITY, day) == Scope.of_codes(CITY), "nothing left the city"
        assert tree.reaches(STREET, SECOND, day)


def test_whoever_moves_away_and_back_is_home_again(setting: Setting, land: Village) -> None:
    land.do(MoveUnit, code=COMMUNITY, parent_code=OTHER, valid_from=DECEMBER)
    land.do(MoveUnit, code=COMMUNITY, parent_code=STREET, valid_from=JANUARY)
    tree = tree_of(setting)
    assert tree.scope(STREET, JANUARY) == Scope.of_codes(STREET)
    assert not tree.reaches(OTHER, GRID, JANUARY)


def test_what_moved_out_of_a_moved_unit_goes_its_own_way(setting: Setting, land: Village) -> None:
    land.do(MoveUnit, code=COMMUNITY, parent_code=OTHER, valid_from=DECEMBER)
    land.do(MoveUnit, code=GRID, parent_code=SECOND, valid_from=DECEMBER)
    tree = tree_of(setting)
    assert tree.reaches(STREET, GRID, DECEMBER)
    assert not tree.reaches(OTHER, GRID, DECEMBER)
    street, other = tree.scope(STREET, DECEMBER), tree.scope(OTHER, DECEMBER)
    assert [street.holds(it) for it in (COMMUNITY, GRID, SECOND)] == [False, True, True]
    assert [other.holds(it) for it in (COMMUNITY, GRID, SECOND)] == [True, False, False]


def test_heirs_of_a_split_reach_what_they_were_given(setting: Setting, land: Village) -> None:
    land.do(
        SplitUnit,
        code=STREET,
        heirs=(
            Heir(code=NEW_A, name="大召街道", children=(COMMUNITY,)),
            Heir(code=NEW_B, name="席力图街道", children=(SECOND,)),
        ),
        valid_from=DECEMBER,
    )
    tree = tree_of(setting)
    assert tree.reaches(STREET, GRID, NOVEMBER)
    assert not tree.reaches(STREET, GRID, DECEMBER)
    assert tree.reaches(NEW_A, GRID, DECEMBER)
    assert not tree.reaches(NEW_B, GRID, DECEMBER)
    assert tree.reaches(NEW_A, STREET, DECEMBER), "what was recorded under the street itself"
    assert tree.reaches(NEW_B, STREET, DECEMBER)
    assert tree.scope(NEW_B, DECEMBER).holds(STREET)
    assert not tree.scope(NEW_B, DECEMBER).holds(COMMUNITY)


def test_who_took_a_unit_over_reaches_all_it_had(setting: Setting, land: Village) -> None:
    land.do(MergeUnit, code=COMMUNITY, into=SECOND, children=(GRID,), valid_from=DECEMBER)
    tree = tree_of(setting)
    assert not tree.reaches(SECOND, COMMUNITY, NOVEMBER)
    for code in (COMMUNITY, GRID):
        assert tree.reaches(SECOND, code, DECEMBER)
        assert tree.scope(SECOND, DECEMBER).holds(code)
    assert not tree.reaches(COMMUNITY, GRID, DECEMBER)


def test_lists_and_sums_follow_the_tree(setting: Setting, land: Village) -> None:
    land.credit(land.household_wallet, 12)
    land.do(MoveUnit, code=COMMUNITY, parent_code=OTHER, valid_from=DECEMBER)
    views = setting.project()
    tree = views.trees.current()
    for day, street, other in ((NOVEMBER, 12, 0), (DECEMBER, 0, 12)):
        for unit, issued in ((STREET, street), (OTHER, other), (CITY, 12)):
            scope = tree.scope(unit, day)
            assert views.trial_balances.of(scope).issued == issued
            count = len(views.stations.page(scope)), len(views.volunteers.page(scope))
            assert count == ((2, 2) if issued else (0, 0))
            assert len(views.shops.page(scope)) == (1 if issued else 0)
            assert len(views.teams.page(scope)) == (1 if issued else 0)


def test_a_move_is_noticed_without_a_restart(setting: Setting, land: Village) -> None:
    trees = setting.project().trees
    assert trees.current().reaches(STREET, COMMUNITY, DECEMBER)
    land.do(MoveUnit, code=COMMUNITY, parent_code=OTHER, valid_from=DECEMBER)
    setting.project()
    trees.forget()
    assert trees.current().reaches(OTHER, COMMUNITY, DECEMBER)


CODES = ("1", "11", "12", "111", "112", "121", "1111", "1112")


@given(st.dictionaries(st.sampled_from(CODES[1:]), st.sampled_from(CODES), max_size=5))
def test_scopes_and_reach_agree_whatever_moved(moves: dict[str, str]) -> None:
    parents = {code: moves.get(code, code[:-1]) for code in CODES[1:]}
    if any(_is_above_itself(code, parents) for code in parents):
        return
    always = (date.min, date.max)
    tree = Tree({code: (Seat(*always, (above,)),) for code, above in moves.items()})
    for unit, code in product(CODES, CODES):
        expected = unit in _path(code, parents)
        assert tree.reaches(unit, code, DECEMBER) is expected, (unit, code)
        assert tree.scope(unit, DECEMBER).holds(code) is expected, (unit, code)


def _path(code: str, parents: dict[str, str]) -> list[str]:
    path = [code]
    while path[-1] in parents and len(path) <= len(CODES):
        path.append(parents[path[-1]])
    return path


def _is_above_itself(code: str, parents: dict[str, str]) -> bool:
    return len(_path(code, parents)) > len(CODES)
