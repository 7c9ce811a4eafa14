"""Doors of the tree: who may change it, and how it looked on a day."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from people.roles import Role
from tests.api.house import House
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET

NOVEMBER, DECEMBER = "2026-11-30", "2026-12-01"
NEW_STREET, OTHER_STREET = "150104010", "150104011"


def change(house: House, path: str, body: dict[str, Any], **more: Any) -> TestResponse:
    """Change the tree as its administrator, and let the read models follow."""
    answer = house.post(path, Role.ADMINISTRATOR, {"valid_from": DECEMBER, **body}, **more)
    house.project()
    return answer


def codes_below(house: House, parent: str, day: str) -> list[str]:
    items = house.get(f"/units?parent={parent}&as_of={day}", Role.RIDER).json["items"]
    return [it["code"] for it in items]


def split(house: House, children: list[str], *, key: str | None = None) -> TestResponse:
    heirs = [
        {"code": NEW_STREET, "name": "大召前街街道", "children": children},
        {"code": OTHER_STREET, "name": "石羊桥街道"},
    ]
    return change(house, f"/units/{STREET}/split", {"heirs": heirs}, key=key)


def test_a_split_street_is_told_by_the_day_asked_for(house: House) -> None:
    answer = split(house, [COMMUNITY])
    assert (answer.status_code, answer.json["into"]) == (201, [NEW_STREET, OTHER_STREET])
    assert codes_below(house, DISTRICT, NOVEMBER) == [STREET]
    assert codes_below(house, DISTRICT, DECEMBER) == [NEW_STREET, OTHER_STREET]
    today = house.get(f"/units/{STREET}", Role.RIDER).json
    assert (today["state"], today["valid_to"], today["heirs"]) == ("open", DECEMBER, [])
    later = house.get(f"/units/{STREET}?as_of={DECEMBER}", Role.RIDER).json
    assert (later["state"], later["heirs"]) == ("split", [NEW_STREET, OTHER_STREET])
    versions = house.get(f"/units/{COMMUNITY}/versions", Role.RIDER).json["items"]
    assert [(it["parent_code"], it["valid_to"]) for it in versions] == [
        (STREET, DECEMBER),
        (NEW_STREET, None),
    ]


def test_a_change_sent_again_is_answered_again(house: House) -> None:
    first = split(house, [COMMUNITY], key="split-the-street")
    again = split(house, [COMMUNITY], key="split-the-street")
    assert (again.status_code, again.json) == (201, first.json)
    assert again.headers["Duplicate"] == "true"


def test_no_unit_is_left_behind_by_a_split_or_a_closure(house: House) -> None:
    for answer in (split(house, []), change(house, f"/units/{STREET}/closure", {})):
        assert (answer.status_code, answer.json["code"]) == (409, "unit_has_children")
        assert answer.json["children"] == [COMMUNITY]
    assert change(house, f"/units/{COMMUNITY}/closure", {}).status_code == 201
    assert change(house, f"/units/{STREET}/closure", {}).status_code == 201
    assert codes_below(house, DISTRICT, DECEMBER) == []


def test_a_merger_takes_along_what_lies_below(house: House) -> None:
    new = {"code": OTHER_STREET, "name": "石羊桥街道", "level": "township"}
    assert change(house, "/units", {**new, "parent_code": DISTRICT}).status_code == 201
    answer = change(house, f"/units/{STREET}/merger", {"into": OTHER_STREET})
    assert (answer.status_code, answer.json["into"]) == (201, [OTHER_STREET])
    assert codes_below(house, OTHER_STREET, DECEMBER) == [COMMUNITY]


def test_units_are_renamed_and_moved_from_a_day_on(house: House) -> None:
    assert change(house, f"/units/{COMMUNITY}/renaming", {"name": "大召西社区"}).status_code == 201
    moved = change(house, f"/units/{COMMUNITY}/move", {"parent_code": DISTRICT})
    assert moved.status_code == 201
    assert house.get(f"/units/{COMMUNITY}", Role.RIDER).json["name"] == "大召社区", "until December"
    later = house.get(f"/units/{COMMUNITY}?as_of={DECEMBER}", Role.RIDER).json
    assert (later["name"], later["parent_code"]) == ("大召西社区", DISTRICT)


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        (f"/units/{CITY}/move", {"parent_code": STREET}, 422, "unit_cycle"),
        (f"/units/{STREET}/move", {"parent_code": "150199"}, 404, "unit_not_found"),
        (f"/units/{CITY}9/renaming", {"name": "无"}, 404, "unit_not_found"),
        (f"/units/{CITY}%00/renaming", {"name": "无"}, 404, "unit_not_found"),
        (
            f"/units/{STREET}/renaming",
            {"name": "早", "valid_from": "2025-12-31"},
            422,
            "unit_change_too_early",
        ),
        (f"/units/{STREET}/renaming", {"name": "早", "valid_from": "1900-01-01"}, 422, None),
        ("/units/15/renaming", {"name": "外"}, 403, "outside_unit"),
        (f"/units/{STREET}/move", {"parent_code": "1502"}, 403, "outside_unit"),
        (
            "/units",
            {"code": "150104010", "name": "街", "level": "township", "parent_code": "150188"},
            404,
            "unit_not_found",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    quiet_house: House, path: str, body: dict[str, Any], status: int, code: str | None
) -> None:
    answer = change(quiet_house, path, body)
    assert (answer.status_code, answer.json["code"]) == (status, code or "request_invalid")


def test_the_tree_of_a_day_before_it_was_registered_is_empty(quiet_house: House) -> None:
    assert codes_below(quiet_house, CITY, "2020-01-01") == []
    answer = quiet_house.get(f"/units/{CITY}?as_of=2020-01-01", Role.RIDER)
    assert (answer.status_code, answer.json["code"]) == (404, "unit_not_found")
    assert quiet_house.get(f"/units/{CITY}?as_of=soon", Role.RIDER).status_code == 422
