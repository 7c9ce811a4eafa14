"""Depth and names of levels are each county's own, on both stores."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from people.roles import Role
from tests.api.house import House
from tests.support.village import CITY, COMMUNITY, DISTRICT

ADMINISTRATOR = Role.SYSTEM_ADMINISTRATOR
SHORT = [("county", "区"), ("township", "街道"), ("village", "社区"), ("grid", "片区")]


@pytest.fixture
def house(house_on_both: House) -> House:
    """A settled house on each of the stores."""
    return house_on_both


def name_levels(
    house: House, levels: list[tuple[str, str]], county: str = DISTRICT
) -> TestResponse:
    body = {"levels": [{"level": level, "name": name} for level, name in levels]}
    answer = house.post(f"/units/{county}/levels", ADMINISTRATOR, body)
    house.project()
    return answer


def levels_of(house: House, code: str) -> list[tuple[str, str]]:
    items = house.get(f"/units/{code}/levels", Role.RIDER).json["items"]
    return [(it["level"], it["name"]) for it in items]


def register(house: House, level: str, code: str) -> TestResponse:
    unit: dict[str, Any] = {
        "code": code,
        "name": "新的",
        "level": level,
        "parent_code": COMMUNITY,
        "valid_from": "2026-11-20",
    }
    return house.post("/units", ADMINISTRATOR, unit)


def test_a_county_has_six_levels_with_the_usual_names_until_it_says_otherwise(
    house: House,
) -> None:
    assert [name for _, name in levels_of(house, COMMUNITY)] == [
        "旗县区",
        "街道（乡镇）",
        "社区（村）",
        "网格",
        "楼栋",
        "单元",
    ]
    named = name_levels(house, SHORT)
    assert (named.status_code, named.json["depth"]) == (201, 4)
    assert levels_of(house, COMMUNITY) == SHORT, "asked of any unit of the county"
    assert len(levels_of(house, "150102001001")) == 6, "another county keeps its own"


def test_a_unit_of_a_level_the_county_does_not_have_is_refused(house: House) -> None:
    assert register(house, "building", f"{COMMUNITY}01").status_code == 201
    name_levels(house, SHORT)
    refused = register(house, "building", f"{COMMUNITY}02")
    assert (refused.status_code, refused.json["code"]) == (422, "unit_level_unused")
    assert register(house, "grid", f"{COMMUNITY}03").status_code == 201
    assert house.get(f"/units/{COMMUNITY}01", Role.RIDER).json["state"] == "open", "it stays"
    name_levels(house, [*SHORT, ("building", "楼")])
    assert register(house, "building", f"{COMMUNITY}02").status_code == 201


@pytest.mark.parametrize(
    ("levels", "county", "status", "code"),
    [
        (SHORT[:2], DISTRICT, 422, "request_invalid"),
        ([SHORT[1], SHORT[0], SHORT[2]], DISTRICT, 422, "levels_invalid"),
        ([*SHORT[:2], ("grid", "网格")], DISTRICT, 422, "levels_invalid"),
        ([*SHORT[:3], ("grid", "社区")], DISTRICT, 422, "levels_invalid"),
        ([*SHORT, ("grid", "网格")], DISTRICT, 422, "levels_invalid"),
        (SHORT, CITY, 422, "levels_invalid"),
        (SHORT, "150199", 404, "unit_not_found"),
    ],
)
def test_levels_go_from_the_county_down(
    house: House, levels: list[tuple[str, str]], county: str, status: int, code: str
) -> None:
    answer = name_levels(house, levels, county)
    assert (answer.status_code, answer.json["code"]) == (status, code)
