"""Households through the doors, said the short way."""

from typing import Any

from werkzeug.test import TestResponse

from people.roles import Role
from tests.api.house import House

CLERK, STREET, RESIDENT = Role.CLERK, Role.STREET, Role.RESIDENT


def done(answer: TestResponse, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.get_data(as_text=True)
    told: dict[str, Any] = answer.json  # type: ignore[assignment]
    return told


def refused(answer: TestResponse, code: str, status: int) -> None:
    assert (answer.json["code"], answer.status_code) == (code, status)  # type: ignore[index]


def new(name: str, relation: str = "head", **more: Any) -> dict[str, Any]:
    return {"display_name": name, "relation": relation, **more}


def register(house: House, number: str, *members: dict[str, Any]) -> str:
    body = {"number": number, "group": "三组", "members": list(members)}
    made: str = done(house.post("/households", CLERK, body))["household_id"]
    house.project()
    return made


def own(house: House, number: str = "0147") -> str:
    """The household of the resident, who is its head."""
    me = {"person_id": str(house.persons[RESIDENT]), "relation": "head"}
    return register(house, number, me, new("王小明", "child", born_on="2015-01-20"))


def people(house: House, household_id: str) -> list[dict[str, Any]]:
    return done(house.get(f"/households/{household_id}", CLERK), 200)["people"]
