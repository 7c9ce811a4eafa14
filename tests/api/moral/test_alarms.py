"""Doors of alarms: who sees them, and that two of the committee conclude."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support import alarming
from tests.support.alarming import person
from tests.support.claims import put
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY


@pytest.fixture
def village(house_on_both: House) -> House:
    """A house whose village has a month of one proposer, and one picture twice."""
    put(
        house_on_both.ledger,
        *alarming.of_one_proposer(11, 25),
        *alarming.twice_the_same_photo(),
    )
    return house_on_both.project()


def another(house: House, person_id: UUID | None = None, unit: str = COMMUNITY) -> str:
    """A token of another of a committee."""
    who = person_id or new_id()
    house.services.directory.enrol([Person(who, "巴特尔", unit)])
    return house.token(Role.SUPERVISOR, who, unit=unit)


def only(house: House, kind: str, query: str = "") -> dict[str, Any]:
    items = house.get(f"/alarms{query}", Role.SUPERVISOR).json["items"]
    (alarm,) = [it for it in items if it["kind"] == kind]
    return dict(alarm)


def write(house: House, alarm: dict[str, Any], who: Role | str, **more: Any) -> Any:
    body = {
        "conclusion": "reasonable",
        "seen_position": alarm["grown_position"],
        "words": "同一片地两家一起干的，照片拍了一张。",
    }
    answer = house.post(f"/alarms/{alarm['alarm_id']}/conclusions", who, body | more)
    house.project()
    return answer


def test_the_committee_and_the_township_see_alarms_and_nobody_else(village: House) -> None:
    for role in (Role.SUPERVISOR, Role.STREET):
        kinds = {it["kind"] for it in village.get("/alarms", role).json["items"]}
        assert kinds == {"one_proposer", "same_photo"}
    for role in (Role.CLERK, Role.REVIEWER, Role.RESIDENT, Role.GRID_WORKER, Role.COUNTY):
        assert village.get("/alarms", role).json["code"] == "role_required"
    alarm = only(village, "one_proposer")
    claims = village.get(f"/alarms/{alarm['alarm_id']}/claims?limit=200", Role.SUPERVISOR).json
    assert {UUID(it["proposed_by"]) for it in claims["items"]} == {person("all")}
    assert len(claims["items"]) == alarm["part"] == 11


def test_lists_are_paged(village: House) -> None:
    first = village.get("/alarms?limit=1", Role.SUPERVISOR).json
    rest = village.get(f"/alarms?limit=1&cursor={first['next']}", Role.SUPERVISOR).json
    ids = {it["alarm_id"] for it in first["items"] + rest["items"]}
    assert len(ids) == 2


def test_one_writes_and_another_signs(village: House) -> None:
    alarm = only(village, "same_photo")
    written = write(village, alarm, Role.SUPERVISOR)
    assert (written.status_code, written.json["draft"]) == (201, 1)
    signing = f"/alarms/{alarm['alarm_id']}/signatures"
    own = village.post(signing, Role.SUPERVISOR, {"draft": 1})
    assert (own.status_code, own.json["code"]) == (403, "own_proposal")
    assert only(village, "same_photo")["is_open"]
    signed = village.post(signing, another(village), {"draft": 1})
    assert signed.status_code == 201
    village.project()
    done = only(village, "same_photo", "?conclusion=reasonable")
    assert (done["is_open"], done["conclusion"]) == (False, "reasonable")
    again = write(village, alarm, Role.SUPERVISOR)
    assert (again.status_code, again.json["code"]) == (409, "alarm_concluded")
    gone = village.post(signing, another(village), {"draft": 1})
    assert (gone.status_code, gone.json["code"]) == (409, "alarm_draft_changed")


def test_the_words_are_not_in_the_log(village: House) -> None:
    alarm = only(village, "same_photo")
    write(village, alarm, Role.SUPERVISOR)
    (row,) = village.services.views.alarms.reviews(UUID(alarm["alarm_id"]))
    assert village.services.texts.read([row.text_id])[row.text_id].startswith("同一片地")
    assert write(village, alarm, Role.SUPERVISOR, words="").status_code == 422


def test_whoever_the_facts_name_does_not_conclude(village: House) -> None:
    alarm = only(village, "one_proposer")
    refused = write(village, alarm, another(village, person("all")))
    assert (refused.status_code, refused.json["code"]) == (403, "reviewer_recused")


def test_a_month_that_is_not_over_waits(house_on_both: House) -> None:
    house = house_on_both
    november = [alarming.act(n, by=person("all"), at=hohhot("2026-11-03 08:00")) for n in range(20)]
    put(house.ledger, *november)
    house.project()
    assert house.get("/alarms", Role.SUPERVISOR).json["items"] == []
    (running,) = house.services.views.alarms.running(COMMUNITY, hohhot("2026-11-20").date())
    alarm = {"alarm_id": running.alarm_id, "grown_position": running.grown_position}
    refused = write(house, alarm, Role.SUPERVISOR)
    assert (refused.status_code, refused.json["code"]) == (422, "alarm_running")
    house.now += timedelta(days=14)
    assert write(house, alarm, Role.SUPERVISOR).status_code == 201


def test_an_alarm_of_another_village_is_not_shown(village: House) -> None:
    missing = village.get(f"/alarms/{new_id()}/claims", Role.SUPERVISOR)
    assert (missing.status_code, missing.json["code"]) == (404, "alarm_not_found")
    alarm = only(village, "same_photo")
    other = another(village, unit="150102001001")
    refused = village.get(f"/alarms/{alarm['alarm_id']}/claims", other)
    assert (refused.status_code, refused.json["code"]) == (403, "outside_unit")
