"""Doors of corrections, complaints, evaluations and messages, seen from both sides."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.volunteering.attendance import Attendance
from people.roles import Role
from tests.api.house import House

VOLUNTEER, LEADER, CLERK = Role.VOLUNTEER, Role.TEAM_LEADER, Role.CLERK
WORDS = "我十点半才走，少记了"


def served(house: House) -> tuple[str, str]:
    """Let the volunteer serve an hour of two, and let the activity end."""
    person, village = house.persons[VOLUNTEER], house.village
    activity_id = village.publish("清洁家园")
    village.serve(person, 60, activity_id)
    house.now += timedelta(hours=4)
    house.project()
    return str(activity_id), str(Attendance.create_id(activity_id, person))


def ask(house: House, attendance_id: str, **more: Any) -> Any:
    body = {"minutes": 90, "reason": "left_later", "words": WORDS} | more
    return house.post(f"/attendances/{attendance_id}/corrections", VOLUNTEER, body)


def test_a_correction_is_asked_for_answered_and_seen_by_both(house_on_both: House) -> None:
    house = house_on_both
    _, attendance_id = served(house)
    asked = ask(house, attendance_id)
    assert asked.status_code == 201, asked.text
    assert (asked.json["number"], asked.json["answer_due_on"]) == (1, "2026-11-27")
    house.project()
    (waiting,) = house.get("/corrections", LEADER).json["items"]
    assert (waiting["wants_minutes"], waiting["words"]) == (90, WORDS)
    assert "*" in waiting["display_name"]

    one = f"/attendances/{attendance_id}/corrections"
    accepted = house.post(f"{one}/1/acceptance", LEADER, {"minutes": 80, "words": "查过了"})
    assert (accepted.status_code, accepted.json["minutes"]) == (201, 80)
    house.project()
    own, others = (house.get(one, it).json["items"][0] for it in (VOLUNTEER, LEADER))
    assert own == others
    assert (own["state"], own["previous_minutes"], own["minutes"]) == ("accepted", 60, 80)
    assert own["answer"] == "查过了"
    assert house.get("/me/corrections", VOLUNTEER).json["items"] == [own]
    assert house.get("/corrections", LEADER).json["items"] == []
    assert house.get("/me/service-record", VOLUNTEER).json["minutes"] == 80
    (told,) = house.get("/me/messages", VOLUNTEER).json["items"]
    assert (told["kind"], told["amount"]) == ("correction_accepted", 80)


def test_a_refused_request_leaves_no_words_behind(house: House) -> None:
    _, attendance_id = served(house)
    person = house.persons[VOLUNTEER]
    assert ask(house, attendance_id, minutes=500).json["code"] == "correction_out_of_bounds"
    assert house.services.texts.about(person) == []
    first = ask(house, attendance_id)
    assert ask(house, attendance_id).json["code"] == "correction_pending"
    assert [it.body for it in house.services.texts.about(person)] == [WORDS]
    assert first.status_code == 201


def test_the_same_request_again_is_answered_again_and_keeps_one_text(house: House) -> None:
    _, attendance_id = served(house)
    body = {"minutes": 90, "reason": "left_later", "words": WORDS}
    path = f"/attendances/{attendance_id}/corrections"
    first, again = (house.post(path, VOLUNTEER, body, key="ask-once-1") for _ in range(2))
    assert (again.status_code, again.json) == (201, first.json)
    assert again.headers["Duplicate"] == "true"
    assert len(house.services.texts.about(house.persons[VOLUNTEER])) == 1


def test_words_go_with_the_person_and_the_correction_stays(house: House) -> None:
    _, attendance_id = served(house)
    ask(house, attendance_id)
    house.services.directory.erase(house.persons[VOLUNTEER])
    house.project()
    (waiting,) = house.get("/corrections", CLERK).json["items"]
    assert (waiting["words"], waiting["display_name"]) == (None, None)


def test_another_persons_attendance_seems_not_to_exist(house: House) -> None:
    _, attendance_id = served(house)
    stranger = house.token(VOLUNTEER, house.village.volunteers[1])
    path = f"/attendances/{attendance_id}/corrections"
    body = {"minutes": 90, "reason": "left_later"}
    assert house.post(path, stranger, body).json["code"] == "attendance_not_found"
    assert house.get(path, stranger).json["code"] == "attendance_not_found"
    assert house.get(f"/attendances/{uuid4()}/corrections", VOLUNTEER).status_code == 404


def test_a_volunteer_takes_a_request_back_and_nobody_answers_it_then(house: House) -> None:
    _, attendance_id = served(house)
    ask(house, attendance_id)
    one = f"/attendances/{attendance_id}/corrections/1"
    assert house.post(f"{one}/withdrawal", VOLUNTEER, {}).status_code == 201
    refused = house.post(f"{one}/refusal", LEADER, {"words": "不改"})
    assert (refused.status_code, refused.json["code"]) == (404, "correction_not_found")


def test_nobody_answers_the_own_request_whatever_the_hat(house: House) -> None:
    _, attendance_id = served(house)
    ask(house, attendance_id)
    own = house.token(CLERK, house.persons[VOLUNTEER])
    one = f"/attendances/{attendance_id}/corrections/1"
    assert house.post(f"{one}/acceptance", own, {"minutes": 90}).json["code"] == "own_minutes"
    assert house.post(f"{one}/refusal", own, {"words": "不改"}).json["code"] == "own_minutes"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"minutes": 5, "begins": "2026-11-20T01:00:00Z", "ends": "2026-11-20T02:00:00Z"},
        {"begins": "2026-11-20T01:00:00Z"},
        {"minutes": -1},
        {"minutes": 90, "reason": "angry"},
        {"minutes": 90, "words": "字" * 501},
    ],
)
def test_requests_that_say_nothing_or_too_much_are_refused(
    house: House, body: dict[str, Any]
) -> None:
    _, attendance_id = served(house)
    path = f"/attendances/{attendance_id}/corrections"
    refused = house.post(path, VOLUNTEER, {"reason": "other"} | body)
    assert (refused.status_code, refused.json["code"]) == (422, "request_invalid")


def test_a_complaint_is_answered_by_the_unit_without_a_name(house_on_both: House) -> None:
    house = house_on_both
    activity_id, _ = served(house)
    body = {"kind": "money", "words": "收了十块钱"}
    made = house.post(f"/activities/{activity_id}/complaints", VOLUNTEER, body)
    assert made.status_code == 201, made.text
    house.project()
    (waiting,) = house.get("/complaints", CLERK).json["items"]
    assert waiting["words"] == "收了十块钱"
    assert "person_id" not in waiting
    assert "display_name" not in waiting
    path = f"/complaints/{made.json['complaint_id']}/answer"
    assert house.post(path, LEADER, {"upheld": True, "words": "x"}).json["code"] == "role_required"
    answered = house.post(path, CLERK, {"upheld": True, "words": "已退钱"})
    assert answered.status_code == 201, answered.text
    house.project()
    (mine,) = house.get("/me/complaints", VOLUNTEER).json["items"]
    assert (mine["state"], mine["answer"]) == ("upheld", "已退钱")
    assert house.get("/me/messages", VOLUNTEER).json["items"][0]["kind"] == "complaint_answered"
    again = house.post(path, CLERK, {"upheld": True, "words": "再答"})
    assert again.json["code"] == "complaint_not_found"


def test_a_complaint_is_taken_back_by_its_maker(house: House) -> None:
    activity_id, _ = served(house)
    body = {"kind": "other", "words": "算了"}
    made = house.post(f"/activities/{activity_id}/complaints", VOLUNTEER, body).json
    path = f"/complaints/{made['complaint_id']}/withdrawal"
    stranger = house.token(VOLUNTEER, house.village.volunteers[1])
    assert house.post(path, stranger, {}).json["code"] == "complaint_not_found"
    assert house.post(path, VOLUNTEER, {}).status_code == 201


def test_both_sides_evaluate_and_see_it(house_on_both: House) -> None:
    house = house_on_both
    activity_id, _ = served(house)
    person: UUID = house.persons[VOLUNTEER]
    own = house.post(f"/activities/{activity_id}/evaluation", VOLUNTEER, {"stars": 4})
    assert (own.status_code, own.json["stars"]) == (201, 4)
    path = f"/activities/{activity_id}/people/{person}/evaluation"
    assert house.post(path, LEADER, {"stars": 5}).status_code == 201
    assert house.post(path, LEADER, {"stars": 6}).status_code == 422
    house.project()
    told = house.get(f"/activities/{activity_id}/evaluations", VOLUNTEER).json
    assert told == {"count": 1, "stars": 4, "own_stars": 4, "stars_of_me": 5}
    told = house.get(f"/activities/{activity_id}/evaluations", LEADER).json
    assert (told["count"], told["own_stars"], told["stars_of_me"]) == (1, None, None)


def test_who_did_not_come_evaluates_nothing(house: House) -> None:
    activity_id, _ = served(house)
    stranger = house.token(VOLUNTEER, house.village.volunteers[1])
    refused = house.post(f"/activities/{activity_id}/evaluation", stranger, {"stars": 1})
    assert refused.json["code"] == "attendance_not_found"


def test_lists_go_on_where_they_ended(house: House) -> None:
    for _ in range(3):
        _, attendance_id = served(house)
        ask(house, attendance_id)
    house.project()
    for path, who in (("/corrections", CLERK), ("/me/corrections", VOLUNTEER)):
        first = house.get(f"{path}?limit=2", who).json
        second = house.get(f"{path}?limit=2&cursor={first['next']}", who).json
        assert len({it["attendance_id"] for it in first["items"] + second["items"]}) == 3
        assert second["next"] is None
