"""Offices of units: who answers for one, and by which telephone."""

from typing import Any

import pytest

from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.village import COMMUNITY

OFFICE = f"/units/{COMMUNITY}/office"


def put(house: House, body: Any, path: str = OFFICE) -> Any:
    """Say it as the clerk."""
    headers = {"Idempotency-Key": fresh_key()}
    return house.ask("PUT", path, Role.CLERK, json=body, headers=headers)


def test_a_clerk_says_who_answers_and_by_which_telephone(house_on_both: House) -> None:
    house = house_on_both
    assert house.get(OFFICE, Role.RIDER).json["telephone"] == ""
    told = {"in_charge": str(house.persons[Role.CLERK]), "telephone": "0471-6311112"}
    named = put(house, told)
    assert named.status_code == 201, named.text
    house.project()
    seen = house.get(OFFICE, Role.RIDER).json
    assert (seen["telephone"], seen["has_somebody_in_charge"]) == ("0471-6311112", True)
    assert "in_charge" not in seen, "who it is stands on papers only"

    assert put(house, {}).status_code == 201
    house.project()
    seen = house.get(OFFICE, Role.RIDER).json
    assert (seen["telephone"], seen["has_somebody_in_charge"]) == ("", False)


@pytest.mark.parametrize("number", ["12345", "0471-6311112", "010-62345678-12", "400-123-4567"])
def test_an_office_has_a_landline_or_a_public_number(house: House, number: str) -> None:
    assert put(house, {"telephone": number}).status_code == 201


@pytest.mark.parametrize("number", ["13847120000", "6311112", "0471 6311112", "来电请找我"])
def test_a_mobile_number_is_refused_for_it_could_not_be_erased(house: House, number: str) -> None:
    answer = put(house, {"telephone": number})
    assert (answer.status_code, answer.json["code"]) == (422, "office_telephone_invalid")


def test_whoever_answers_for_a_unit_has_a_role_in_it(house: House) -> None:
    told = {"in_charge": str(house.persons[Role.RIDER])}
    answer = put(house, told)
    assert (answer.status_code, answer.json["code"]) == (404, "role_term_not_found")


def test_nobody_names_the_office_of_another_unit(house: House) -> None:
    answer = put(house, {"telephone": "12345"}, "/units/150105/office")
    assert (answer.status_code, answer.json["code"]) == (403, "outside_unit")
