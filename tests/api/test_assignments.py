"""The security administrator gives roles and ends them; all of it is written down."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from people.audit import AuditAction
from people.roles import Role
from tests.api.house import House
from tests.support.village import CITY, COMMUNITY, DISTRICT

SECURITY = Role.SECURITY_ADMINISTRATOR


def seat(house: House, **more: Any) -> dict[str, Any]:
    given = {
        "person_id": str(house.village.volunteers[1]),
        "role": "clerk",
        "unit_code": COMMUNITY,
    }
    return {**given, **more}


def written(house: House) -> list[tuple[AuditAction, str, str | None]]:
    page = house.services.audit.page()
    return [(it.entry.action, it.entry.result, it.entry.purpose) for it in reversed(page)]


def test_a_role_that_was_given_opens_doors_at_once_and_ended_none(house: House) -> None:
    person = house.village.volunteers[1]
    who = house.token(Role.CLERK, person, term=False)
    assert house.get("/volunteers", who).json["code"] == "role_ended"
    given = house.post("/assignments", SECURITY, seat(house))
    assert given.status_code == 201, given.text
    house.project()
    assert house.get("/volunteers", who).status_code == 200
    house.now += timedelta(days=2)
    ended = house.post("/assignments/ending", SECURITY, seat(house))
    assert ended.status_code == 201, ended.text
    house.project()
    assert house.get("/volunteers", who).json["code"] == "role_ended"
    assert written(house)[1:3] == [
        (AuditAction.ROLE_ASSIGNED, "done", "clerk"),
        (AuditAction.ROLE_ENDED, "done", "clerk"),
    ]


def test_what_is_sent_again_is_answered_again_and_written_down_once(house: House) -> None:
    first = house.post("/assignments", SECURITY, seat(house), key="assign-once")
    again = house.post("/assignments", SECURITY, seat(house), key="assign-once")
    assert (again.status_code, again.json) == (201, first.json)
    assert len(written(house)) == 1


def test_terms_are_listed_with_masked_names(house: House) -> None:
    house.post("/assignments", SECURITY, seat(house, to_day="2026-12-31"))
    house.project()
    items = house.get(f"/assignments?unit={COMMUNITY}&limit=200", SECURITY).json["items"]
    row = next(it for it in items if it["person_id"] == str(house.village.volunteers[1]))
    assert (row["role"], row["to_day"], row["running"]) == ("clerk", "2026-12-31", True)
    assert row["display_name"] == "欧**娜"
    first = house.get("/assignments?limit=1", SECURITY).json
    second = house.get(f"/assignments?limit=1&cursor={first['next']}", SECURITY).json
    assert first["items"] != second["items"]


def test_one_person_is_never_two_of_the_three_administrators(house: House) -> None:
    body = seat(house, role="system_administrator", unit_code=CITY)
    assert house.post("/assignments", SECURITY, body).status_code == 201
    refused = house.post("/assignments", SECURITY, {**body, "role": "audit_administrator"})
    assert (refused.status_code, refused.json["code"]) == (422, "administrators_separate")
    assert written(house)[-1] == (
        AuditAction.ROLE_ASSIGNED,
        "administrators_separate",
        "audit_administrator",
    )


def test_nobody_gives_a_role_to_themselves(house: House) -> None:
    own = seat(house, person_id=str(house.persons[SECURITY]), role="clerk")
    refused = house.post("/assignments", SECURITY, own)
    assert (refused.status_code, refused.json["code"]) == (403, "own_role")


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"person_id": str(uuid4())}, 404, "unknown_person"),
        ({"unit_code": "15019999"}, 404, "unit_not_found"),
        ({"unit_code": "1502"}, 403, "outside_unit"),
        ({"role": "auditor"}, 422, "request_invalid"),
        ({"role": "volunteer"}, 422, "request_invalid"),
        ({"place_id": str(uuid4())}, 422, "request_invalid"),
        ({"role": "shop_keeper", "place_id": str(uuid4())}, 422, "request_invalid"),
        ({"from_day": "2026-12-02", "to_day": "2026-12-01"}, 422, "role_term_invalid"),
        ({"from_day": "0001-01-01"}, 422, "request_invalid"),
    ],
)
def test_a_wrong_assignment_is_refused(
    house: House, wrong: dict[str, Any], status: int, code: str
) -> None:
    answer = house.post("/assignments", SECURITY, seat(house, **wrong))
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_keeper_is_given_a_place_of_the_unit(house: House) -> None:
    cast = house.village
    body = seat(house, role="station_keeper", place_id=str(cast.station))
    assert house.post("/assignments", SECURITY, body).status_code == 201
    house.project()
    who = house.token(Role.STATION_KEEPER, cast.volunteers[1], place=cast.station, term=False)
    assert house.get(f"/stations/{cast.station}/visits", who).status_code == 200
    shop = {**body, "role": "shop_keeper"}
    assert house.post("/assignments", SECURITY, shop).status_code == 422, "a station is no shop"


def test_nobody_assigns_outside_the_own_unit(house: House) -> None:
    house.give_term(SECURITY, house.village.volunteers[0], DISTRICT)
    who = house.token(SECURITY, house.village.volunteers[0], unit=DISTRICT)
    refused = house.post("/assignments", who, seat(house, unit_code=CITY))
    assert (refused.status_code, refused.json["code"]) == (403, "outside_unit")
    assert house.get(f"/assignments?unit={CITY}", who).status_code == 403


def test_an_ending_needs_a_term(house: House) -> None:
    answer = house.post("/assignments/ending", SECURITY, seat(house))
    assert (answer.status_code, answer.json["code"]) == (404, "role_term_not_found")
    assert date(2026, 11, 20) == house.now.date()
