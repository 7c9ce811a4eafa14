"""Part-time grid work at the door: the rider's own yes, and what the unit may do."""

from typing import Any
from uuid import UUID

import pytest

from api.rights.erasing import carry_out
from people.roles import Role
from tests.api.house import House
from tests.support.grid_scenes import enter_grid

RIDER, CLERK, STREET, COUNTY = Role.RIDER, Role.CLERK, Role.STREET, Role.COUNTY


@pytest.fixture
def grid(house: House) -> str:
    code = enter_grid(house.village)
    house.project()
    return code


def rider_of(house: House) -> UUID:
    return house.persons[RIDER]


def at(house: House, step: str, body: dict[str, Any], role: Role = CLERK) -> Any:
    return house.post(f"/riders/{rider_of(house)}/grid-{step}", role, body)


def appointed(house: House, grid: str) -> Any:
    assert house.post("/me/grid-work/agreement", RIDER, {}).json["agrees"] is True
    trained = {"unit_code": "150104003005", "held_on": "2026-11-20"}
    assert at(house, "training", trained).status_code == 201
    told = at(house, "appointment", {"unit_code": grid, "is_paid": False})
    house.project()
    return told


def test_a_rider_agrees_is_trained_and_looks_after_a_grid(house: House, grid: str) -> None:
    told = appointed(house, grid)
    assert (told.status_code, told.json["to_day"]) == (201, "2027-11-19")
    own = house.get("/me/grid-work", RIDER).json
    assert (own["unit_code"], own["trained_on"], own["agrees"]) == (grid, "2026-11-20", False)
    nothing = {"filed": 0, "accepted": 0, "resolved": 0, "points": 0}
    counts = {"visit_days": 0, "visits": 0, "points": 0, "reports": nothing}
    assert own["quarter"] == {"quarter": "2026Q4"} | counts
    (row,) = house.get("/grid-workers", CLERK).json["items"]
    assert row["person_id"] == str(rider_of(house))
    assert "*" in row["display_name"], "a list masks names"


def test_without_a_yes_or_a_training_the_refusal_has_its_code(house: House, grid: str) -> None:
    body = {"unit_code": grid, "is_paid": False}
    assert at(house, "appointment", body).json["code"] == "grid_consent_missing"
    house.post("/me/grid-work/agreement", RIDER, {})
    told = at(house, "appointment", body)
    assert (told.status_code, told.json["code"]) == (422, "grid_training_missing")


def test_nobody_says_yes_for_a_rider(house: House) -> None:
    for role in (CLERK, STREET, Role.GRID_WORKER, Role.VOLUNTEER):
        assert house.post("/me/grid-work/agreement", role, {}).json["code"] == "role_required"


def test_whether_it_is_paid_must_be_said(house: House, grid: str) -> None:
    told = at(house, "appointment", {"unit_code": grid})
    assert (told.status_code, list(told.json["errors"])) == (422, ["is_paid"])
    assert at(house, "appointment", {"unit_code": grid, "is_paid": "no"}).status_code == 422
    assert at(house, "appointment", {"unit_code": grid, "is_paid": False, "quota": 3}).json[
        "errors"
    ] == {"quota": ["Unknown field."]}


def test_a_rider_leaves_and_the_quarter_counts_it_without_a_name(house: House, grid: str) -> None:
    appointed(house, grid)
    assert house.post("/me/grid-work/leaving", RIDER, {}).status_code == 201
    house.project()
    summary = house.get("/grid-workers/summary", COUNTY).json
    assert {name: summary[name] for name in ("begun", "running", "left", "ended")} == {
        "begun": 1,
        "running": 0,
        "left": 1,
        "ended": 0,
    }
    assert str(rider_of(house)) not in str(summary)
    assert at(house, "ending", {}).json["code"] == "grid_term_not_found"


def test_the_street_renews_late_and_ends_early(house: House, grid: str) -> None:
    appointed(house, grid)
    early = at(house, "renewal", {"is_paid": False}, STREET)
    assert (early.status_code, early.json["code"]) == (422, "grid_renewal_early")
    assert at(house, "ending", {}, STREET).status_code == 201
    house.project()
    assert house.get("/grid-workers", STREET).json["items"] == []
    (term,) = house.get("/me/grid-work", RIDER).json["terms"]
    assert term["cause"] == "unit"


def test_a_quarter_that_is_none_is_refused(house: House) -> None:
    for quarter in ("2026Q5", "x", "2026-11"):
        told = house.get(f"/grid-workers/summary?quarter={quarter}", COUNTY)
        assert (told.status_code, list(told.json["errors"])) == (422, ["quarter"])


def test_whoever_is_forgotten_looks_after_no_grid(house: House, grid: str) -> None:
    appointed(house, grid)
    carry_out(house.services, rider_of(house), at=house.now)
    house.project()
    assert house.services.views.grid_workers.in_unit("1501") == []
    (term,) = house.services.views.grid_workers.terms(rider_of(house))
    assert term.cause == "asked"
