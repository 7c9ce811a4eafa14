"""Teams, memberships, files and stars through the doors, on both stores."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from ledger.kernel.ids import new_id
from people.audit import AuditAction
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY, DISTRICT

FAR = "150102001001"
CLERK, LEADER, VOLUNTEER = Role.CLERK, Role.TEAM_LEADER, Role.VOLUNTEER


def done(answer: TestResponse, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.get_data(as_text=True)
    told: dict[str, Any] = answer.json  # type: ignore[assignment]
    return told


def refused(answer: TestResponse, code: str, status: int = 422) -> None:
    assert (answer.json["code"], answer.status_code) == (code, status)  # type: ignore[index]


def form(house: House, name: str, who: Role | str = CLERK, **more: Any) -> str:
    body = {"unit_code": COMMUNITY, "name": name, **more}
    made: str = done(house.post("/teams", who, body))["team_id"]
    house.project()
    return made


def test_a_county_forms_a_corps_and_a_clerk_puts_a_team_below_it(house_on_both: House) -> None:
    house = house_on_both
    county = house.token(Role.COUNTY, house.persons[Role.COUNTY], unit=DISTRICT)
    corps = form(house, "巾帼志愿服务团", county, unit_code=DISTRICT, kind="corps")
    team = form(house, "大召巾帼队", parent_id=corps)
    squad = form(house, "暖心小分队", kind="squad")
    done(house.post(f"/teams/{squad}/parent", CLERK, {"parent_id": team}))
    done(house.post(f"/teams/{squad}/renaming", CLERK, {"name": "暖心服务小分队"}))
    house.project()

    shown = done(house.get(f"/teams/{team}", VOLUNTEER), 200)

    assert [it["name"] for it in shown["above"]] == ["巾帼志愿服务团"]
    assert [(it["name"], it["kind"]) for it in shown["below"]] == [("暖心服务小分队", "squad")]
    assert len(shown["leaders"]) == 1
    assert "*" in shown["leaders"][0]
    # Only a clerk of that unit, or one above, changes it.
    refused(house.post(f"/teams/{corps}/dissolution", CLERK, {}), "outside_unit", 403)
    refused(
        house.post(f"/teams/{corps}/parent", county, {"parent_id": team}), "team_parent_invalid"
    )
    done(house.post(f"/teams/{squad}/dissolution", CLERK, {}))
    refused(house.post(f"/teams/{squad}/requests", VOLUNTEER, {}), "team_dissolved", 409)


def test_a_team_of_another_place_is_no_parent(house_on_both: House) -> None:
    house = house_on_both
    house.village.register_unit(FAR, "别的社区", "community", "1501")
    far_clerk = house.token(CLERK, house.persons[CLERK], unit=FAR)
    corps = form(house, "别处的团", far_clerk, unit_code=FAR, kind="corps")
    body = {"unit_code": COMMUNITY, "name": "一队", "parent_id": corps}
    refused(house.post("/teams", CLERK, body), "team_parent_invalid")


def test_a_volunteer_asks_and_the_leader_answers(house_on_both: House) -> None:
    house = house_on_both
    team, other = form(house, "红马甲"), form(house, "蓝马甲")
    me = house.persons[VOLUNTEER]
    for it in (team, other):
        done(house.post(f"/teams/{it}/requests", VOLUNTEER, {}))
        house.now += timedelta(seconds=1)
    refused(house.post(f"/teams/{team}/requests", VOLUNTEER, {}), "already_member", 409)
    house.project()

    for who in (LEADER, CLERK):
        page = done(house.get("/memberships/requests", who), 200)
        assert [it["team_name"] for it in page["items"]] == ["红马甲", "蓝马甲"]
        assert page["items"][0]["display_name"].startswith("张")
        assert "*" in page["items"][0]["display_name"]

    done(house.post(f"/teams/{team}/requests/{me}/approval", LEADER, {}))
    body = {"reason": "team_full"}
    done(house.post(f"/teams/{other}/requests/{me}/decline", CLERK, body))
    refused(
        house.post(f"/teams/{other}/requests/{me}/decline", CLERK, body),
        "membership_not_requested",
        404,
    )
    house.project()

    mine = done(house.get("/me/teams", VOLUNTEER), 200)
    assert {it["name"] for it in mine["teams"]} == {"红马甲", "红蜂志愿服务队"}
    states = {it["team_name"]: (it["state"], it["reason"]) for it in mine["requests"]}
    assert states == {"红马甲": ("approved", ""), "蓝马甲": ("declined", "team_full")}
    members = done(house.get(f"/teams/{team}/members", LEADER), 200)["items"]
    assert [it["person_id"] for it in members] == [str(me)]

    done(house.post(f"/teams/{team}/leaving", VOLUNTEER, {}))
    refused(house.post(f"/teams/{team}/leaving", VOLUNTEER, {}), "not_member", 409)


def test_a_leader_who_is_a_volunteer_does_not_take_in_themself(house_on_both: House) -> None:
    house = house_on_both
    leader = house.persons[LEADER]
    house.village.register_volunteer(leader, "V000009")
    team = form(house, "红马甲")
    done(house.post(f"/teams/{team}/requests", LEADER, {}))
    refused(house.post(f"/teams/{team}/requests/{leader}/approval", LEADER, {}), "own_request", 403)
    done(house.post(f"/teams/{team}/requests/{leader}/approval", CLERK, {}))


def test_the_sixth_organisation_is_one_too_many(house_on_both: House) -> None:
    house = house_on_both
    teams = [form(house, f"{n}队") for n in range(5)]  # and the one of the village
    for it in teams[:4]:
        done(house.post(f"/teams/{it}/requests", VOLUNTEER, {}))
    refused(house.post(f"/teams/{teams[4]}/requests", VOLUNTEER, {}), "too_many_teams")


def test_trainings_and_honours_come_into_the_file_with_their_titles(house_on_both: House) -> None:
    house, me = house_on_both, house_on_both.persons[VOLUNTEER]
    body = {"title": "急救培训", "minutes": 90, "held_on": "2026-11-01"}
    training = done(house.post(f"/persons/{me}/trainings", LEADER, body))["record_id"]
    honour = {"title": "最美志愿者", "level": "county", "granted_on": "2026-11-02"}
    kept = done(house.post(f"/persons/{me}/honours", CLERK, honour))["record_id"]
    refused(
        house.post(f"/persons/{me}/honours", CLERK, honour | {"granted_on": "2026-12-30"}),
        "date_in_future",
    )
    done(house.post(f"/persons/{me}/file-records/{training}/withdrawal", CLERK, {}))
    done(house.post("/me/skills", VOLUNTEER, {"skills": ["law"], "categories": ["health"]}))
    house.project()

    file = done(house.get("/me/service-file", VOLUNTEER), 200)

    (trained,), (honoured,) = file["trainings"], file["honours"]
    assert (trained["title"], trained["minutes"], trained["is_withdrawn"]) == ("急救培训", 90, True)
    assert (honoured["title"], honoured["level"]) == ("最美志愿者", "county")
    assert (honoured["record_id"], honoured["unit_name"]) == (kept, "大召社区")
    basic = file["basic"]
    assert (basic["skills"], basic["categories"]) == (["law"], ["health"])
    assert (basic["number"], basic["unit_name"]) == ("V000001", "大召社区")
    seen = done(house.get(f"/persons/{me}/service-file", LEADER), 200)
    assert seen["honours"] == file["honours"]
    assert "*" in seen["display_name"]


def test_no_title_stands_in_an_event_and_it_goes_with_the_person(house_on_both: House) -> None:
    house, me = house_on_both, house_on_both.persons[VOLUNTEER]
    body = {"title": "张三急救培训", "minutes": 90, "held_on": "2026-11-01"}
    done(house.post(f"/persons/{me}/trainings", LEADER, body, key="training-1"))
    done(house.post(f"/persons/{me}/trainings", LEADER, body, key="training-1"))
    house.project()
    events = house.ledger.recorder.select_notifications(1, 1_000)
    assert not [it for it in events if "张三".encode() in it.state]
    assert len(house.services.texts.about(me)) == 1
    house.services.directory.erase(me)
    (row,) = house.services.views.service_files.trainings(me)
    assert house.services.texts.read([row.text_id]) == {}


def test_nobody_enters_their_own_training(house_on_both: House) -> None:
    house = house_on_both
    leader = house.persons[LEADER]
    house.village.register_volunteer(leader, "V000009")
    body = {"title": "急救培训", "minutes": 90, "held_on": "2026-11-01"}
    refused(house.post(f"/persons/{leader}/trainings", LEADER, body), "own_request", 403)
    assert house.services.texts.about(leader) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/me/skills", {"skills": ["magic"], "categories": []}),
        ("/me/skills", {"skills": ["law"]}),
        ("/me/stars", {"level": 6}),
        ("/me/stars", {"level": 0}),
    ],
)
def test_what_is_on_no_list_is_refused(quiet_house: House, path: str, body: Any) -> None:
    refused(quiet_house.post(path, VOLUNTEER, body), "request_invalid")


def starred(house: House) -> tuple[UUID, str]:
    """Somebody with a hundred hours, and their token."""
    person = new_id()
    house.services.directory.enrol([Person(person, "乌云其木格", COMMUNITY)])
    house.village.register_volunteer(person, "V000077")
    for _ in range(25):
        house.village.serve(person, 240)
        house.village.now += timedelta(days=1)
    house.now = house.village.now
    house.project()
    return person, house.token(VOLUNTEER, person)


def test_a_star_is_applied_for_and_granted_by_somebody_else(house_on_both: House) -> None:
    house = house_on_both
    person, own = starred(house)
    leader = house.token(LEADER, house.persons[LEADER])
    before = done(house.get("/me/stars", own), 200)
    assert (before["level"], before["minutes"], before["reached"]) == (0, 6_000, 1)
    assert (before["next_minutes"], before["missing_minutes"]) == (18_000, 12_000)
    no = house.post("/me/stars", own, {"level": 2})
    refused(no, "star_not_reached")
    assert no.json["missing"] == 12_000  # type: ignore[index]
    star = done(house.post("/me/stars", own, {"level": 1}))["application_id"]
    refused(house.post("/me/stars", own, {"level": 1}), "star_applied", 409)
    house.project()
    (waits,) = done(house.get("/stars/applications", leader), 200)["items"]
    assert (waits["number"], waits["display_name"]) == ("V000077", "乌**格")
    as_leader = house.token(LEADER, person)
    refused(house.post(f"/stars/{star}/grant", as_leader, {}), "own_request", 403)

    done(house.post(f"/stars/{star}/grant", leader, {}))

    house.project()
    assert done(house.get("/me/stars", own), 200)["level"] == 1
    refused(house.post(f"/stars/{star}/grant", leader, {}), "star_not_applied", 404)
    refused(house.post("/me/stars", own, {"level": 1}), "star_held", 409)


def test_a_star_is_declined_with_a_reason_of_the_list(house_on_both: House) -> None:
    house = house_on_both
    _, own = starred(house)
    clerk = house.token(CLERK, house.persons[CLERK])
    star = done(house.post("/me/stars", own, {"level": 1}))["application_id"]
    house.project()
    refused(house.post(f"/stars/{star}/decline", clerk, {"reason": "他不行"}), "request_invalid")
    done(house.post(f"/stars/{star}/decline", clerk, {"reason": "record_open"}))
    house.project()
    (told,) = done(house.get("/me/stars", own), 200)["applications"]
    assert (told["state"], told["reason"]) == ("declined", "record_open")
    assert AuditAction.PERSON_READ  # masked names leave no entry
    assert house.services.audit.page(action=AuditAction.PERSON_READ) == []
