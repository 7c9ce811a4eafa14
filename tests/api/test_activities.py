"""Planning and signing up through the API, on both stores."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from people.roles import Role
from tests.api.house import House, fresh_key
from tests.api.minors import Family, morning
from tests.support.village import CITY, COMMUNITY

PLAN: dict[str, Any] = {
    "title": "清洁家园",
    "place": "九龙湾街北口",
    "starts_at": "2026-11-23T09:00:00+08:00",
    "ends_at": "2026-11-23T11:00:00+08:00",
}
NEW = {"unit_code": COMMUNITY, **PLAN}


@pytest.fixture
def either(house_on_both: House) -> House:
    """A settled house on each of the stores."""
    return house_on_both


def code_of(answer: TestResponse) -> str:
    return str(answer.json["code"])


def made(house: House, path: str, body: dict[str, Any], who: Role = Role.TEAM_LEADER) -> str:
    answer = house.post(path, who, body)
    assert answer.status_code == 201, answer.json
    house.project()
    return str(answer.json["activity_id"])


def publish(house: House, **more: Any) -> str:
    return made(house, "/activities", NEW | more)


def sign_up(house: House, activity: str, who: Role | str = Role.VOLUNTEER, **more: Any) -> Any:
    answer = house.post(f"/activities/{activity}/sign-ups", who, more)
    house.project()
    return answer


def second_volunteer(house: House) -> str:
    return house.token(Role.VOLUNTEER, house.village.volunteers[1])


def test_a_draft_is_seen_by_those_who_plan_until_it_is_published(either: House) -> None:
    house = either
    draft = made(house, "/activities/drafts", NEW)
    assert house.get(f"/activities/{draft}", Role.TEAM_LEADER).json["state"] == "draft"
    assert house.get(f"/activities/{draft}", Role.CLERK).json["state"] == "draft"
    assert code_of(house.get(f"/activities/{draft}", Role.VOLUNTEER)) == "activity_not_found"
    assert code_of(sign_up(house, draft)) == "activity_not_found"
    made(house, f"/activities/{draft}/publication", {})
    assert house.get(f"/activities/{draft}", Role.VOLUNTEER).json["state"] == "published"
    again = house.post(f"/activities/{draft}/publication", Role.TEAM_LEADER, {})
    assert code_of(again) == "activity_exists"


def test_what_is_written_is_kept_beside_the_log_and_changes_with_the_plan(either: House) -> None:
    house = either
    activity = publish(house, description="扫帚、手套现场发", category="cleaning", quota=8)
    told = house.get(f"/activities/{activity}", Role.VOLUNTEER).json
    assert told["description"] == "扫帚、手套现场发"
    assert (told["quota"], told["category"], told["rate_points"]) == (8, "cleaning", 2)
    changed = PLAN | {"place": "石头巷", "category": "cleaning", "quota": 9}
    same = changed | {"description": "扫帚、手套现场发"}
    answer = house.post(f"/activities/{activity}/amendment", Role.TEAM_LEADER, same)
    assert answer.json["changed"] == ["place", "quota"]
    other = changed | {"description": "请穿防滑的鞋"}
    answer = house.post(f"/activities/{activity}/amendment", Role.CLERK, other)
    assert answer.json["changed"] == ["text_id"]
    house.project()
    told = house.get(f"/activities/{activity}", Role.VOLUNTEER).json
    assert told["description"] == "请穿防滑的鞋"


def test_a_risky_activity_needs_a_policy(either: House) -> None:
    answer = either.post("/activities", Role.TEAM_LEADER, NEW | {"risk_level": 2})
    assert (answer.status_code, code_of(answer)) == (422, "insurance_required")
    publish(either, risk_level=2, insurance_policy="PICC-2026-0018")


def test_activities_are_chosen_by_what_they_are_about(either: House) -> None:
    house = either
    patrol = publish(house, category="patrol", campaigns=["party_helps"])
    publish(house, category="haircut")

    def found(query: str) -> list[str]:
        items = house.get(f"/activities?when=upcoming&{query}", Role.VOLUNTEER).json["items"]
        return [it["activity_id"] for it in items]

    assert found("category=patrol") == [patrol]
    assert found("campaign=party_helps") == [patrol]
    assert len(found("day=2026-11-23")) == 2
    assert found("day=2026-11-24") == []
    assert house.get("/activities?category=nonsense", Role.VOLUNTEER).status_code == 422


def test_a_series_is_planned_from_its_rule(either: House) -> None:
    house = either
    afternoon = {
        "starts_at": "2026-11-23T14:00:00+08:00",
        "ends_at": "2026-11-23T16:00:00+08:00",
    }
    body = NEW | {"further": [afternoon], "repeat": "monthly_by_weekday", "count": 3}
    answer = house.post("/activities/series", Role.TEAM_LEADER, body)
    house.project()
    rows = [house.get(f"/activities/{it}", Role.CLERK).json for it in answer.json["activity_ids"]]
    assert len({it["series_id"] for it in rows}) == 1
    starts = sorted(it["starts_at"][:16] for it in rows)
    assert starts == [
        "2026-11-23T01:00",
        "2026-11-23T06:00",
        "2026-12-28T01:00",
        "2026-12-28T06:00",
        "2027-01-25T01:00",
        "2027-01-25T06:00",
    ]
    too_many = house.post("/activities/series", Role.TEAM_LEADER, body | {"count": 7})
    assert code_of(too_many) == "series_invalid"


def test_places_the_waiting_list_and_signing_off(either: House) -> None:
    house, second = either, second_volunteer(either)
    activity = publish(house, quota=1)
    assert sign_up(house, activity).json["waiting"] is False
    assert code_of(sign_up(house, activity)) == "already_signed_up"
    assert code_of(sign_up(house, activity, second)) == "activity_full"
    assert sign_up(house, activity, second, wait=True).json["waiting_place"] == 1
    listed = house.get(f"/activities/{activity}/sign-ups", Role.TEAM_LEADER).json["items"]
    assert [it["state"] for it in listed] == ["signed_up", "waiting"]
    assert [it["display_name"] for it in listed] == ["张volunteer三", "欧阳娜娜"]
    masked = house.get(f"/activities/{activity}/sign-ups", Role.CLERK).json["items"]
    assert [it["display_name"] for it in masked] == ["张**三", "欧**娜"]

    off = house.post(f"/activities/{activity}/sign-ups/withdrawal", Role.VOLUNTEER, {})
    assert off.status_code == 201
    house.project()
    shifts = house.get("/me/shifts", second).json["items"]
    assert [(it["activity_id"], it["waiting"]) for it in shifts] == [(activity, False)]
    assert house.get("/me/shifts", Role.VOLUNTEER).json["items"] == []
    again = house.post(f"/activities/{activity}/sign-ups/withdrawal", Role.VOLUNTEER, {})
    assert code_of(again) == "not_signed_up"


def test_lists_of_sign_ups_are_paged(either: House) -> None:
    house = either
    activity = publish(house)
    for who in (Role.VOLUNTEER, second_volunteer(house)):
        sign_up(house, activity, who)
    first = house.get(f"/activities/{activity}/sign-ups?limit=1", Role.CLERK).json
    rest = house.get(
        f"/activities/{activity}/sign-ups?limit=1&cursor={first['next']}", Role.CLERK
    ).json
    ids = [it["person_id"] for it in (*first["items"], *rest["items"])]
    assert ids == [str(it) for it in house.village.volunteers]


def test_what_was_called_off_stays_in_view_of_who_signed_up(either: House) -> None:
    house = either
    activity = publish(house)
    sign_up(house, activity)
    made(house, f"/activities/{activity}/cancellation", {"reason": "weather"})
    (shift,) = house.get("/me/shifts", Role.VOLUNTEER).json["items"]
    assert (shift["state"], shift["cancel_reason"]) == ("cancelled", "weather")
    assert house.get("/activities?when=upcoming", Role.VOLUNTEER).json["items"] == []
    off = house.post(f"/activities/{activity}/sign-ups/withdrawal", Role.VOLUNTEER, {})
    assert code_of(off) == "activity_cancelled"


def test_a_leader_ends_what_has_begun(either: House) -> None:
    house = either
    activity = publish(house)
    early = house.post(f"/activities/{activity}/ending", Role.TEAM_LEADER, {})
    assert code_of(early) == "activity_not_started"
    house.now = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
    leader = house.token(Role.TEAM_LEADER, house.persons[Role.TEAM_LEADER])
    late = house.post(f"/activities/{activity}/cancellation", leader, {"reason": "weather"})
    assert code_of(late) == "activity_started"
    ended = house.post(f"/activities/{activity}/ending", leader, {})
    assert ended.json["ended_at"] == "2026-11-23T02:00:00Z"


def put_rate(house: House, who: Role, unit: str, points: int, minutes: int) -> TestResponse:
    body = {"rate_points": points, "rate_minutes": minutes}
    headers = {"Idempotency-Key": fresh_key()}
    answer = house.ask("PUT", f"/units/{unit}/point-rate", who, json=body, headers=headers)
    house.project()
    return answer


def test_the_rate_is_the_units_or_else_the_citys(either: House) -> None:
    house = either
    assert put_rate(house, Role.CITY, CITY, 1, 60).status_code == 201
    city_wide = {"unit_code": COMMUNITY, "rate_points": 1, "rate_minutes": 60, "is_own": False}
    assert house.get(f"/units/{COMMUNITY}/point-rate", Role.VOLUNTEER).json == city_wide
    assert put_rate(house, Role.CLERK, COMMUNITY, 1, 30).status_code == 201
    activity = house.get(f"/activities/{publish(house)}", Role.VOLUNTEER).json
    assert (activity["rate_points"], activity["rate_minutes"]) == (1, 30)
    assert code_of(put_rate(house, Role.CLERK, COMMUNITY, 3, 60)) == "rate_above_symbolic"
    assert code_of(put_rate(house, Role.CLERK, CITY, 1, 60)) == "outside_unit"


# Minors at the day of the activity (VH-14, A22) ----------------------------------------


def on(house: House, day: str, **more: Any) -> str:
    """Publish an activity on a morning, by the village's own hand."""
    starts_at = datetime.fromisoformat(f"{day}T14:00:00+08:00")
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    activity = house.village.publish("清洁家园", starts_at=starts_at) if not more else None
    if activity is None:
        body = NEW | {name: it.isoformat() for name, it in times.items()} | more
        leader = house.token(Role.TEAM_LEADER, house.persons[Role.TEAM_LEADER])
        answer = house.post("/activities", leader, body)
        assert answer.status_code == 201, answer.json
        activity = UUID(answer.json["activity_id"])
    house.project()
    return str(activity)


def test_a_minor_signs_up_at_the_age_of_that_day(either: House) -> None:
    house = either
    house.now = morning(2026, 11, 28)
    family = Family.enrol(house, date(2013, 1, 20))
    assert family.link().status_code == 201

    house.now = morning(2026, 12, 1)
    at_thirteen, at_fourteen = on(house, "2026-12-01"), on(house, "2027-01-20")
    risky = on(house, "2026-12-01", risk_level=2, insurance_policy="PICC-1")
    assert code_of(sign_up(house, at_thirteen, family.phone)) == "guardian_consent_required"
    assert code_of(sign_up(house, at_fourteen, family.phone)) == "guardian_consent_required"
    assert family.switch("minor", given=True).status_code == 200
    assert code_of(sign_up(house, risky, family.phone)) == "adults_only"
    assert code_of(sign_up(house, at_thirteen, family.phone)) == "companion_required"
    stranger = sign_up(house, at_thirteen, family.phone, companion="V000002")
    assert code_of(stranger) == "companion_required", "who does not come is no company"
    nobody = sign_up(house, at_thirteen, family.phone, companion="V999999")
    assert code_of(nobody) == "companion_required"
    assert sign_up(house, at_thirteen, family.phone, companion="V000001").status_code == 201
    assert sign_up(house, at_fourteen, family.phone).status_code == 201, "consent is enough then"

    house.now = morning(2027, 1, 20)
    today = on(house, "2027-01-20")
    assert family.switch("minor", given=False).status_code == 200
    assert code_of(sign_up(house, today, family.phone)) == "guardian_consent_required"
    assert sign_up(house, today, family.guardians_phone).status_code == 201
    assert sign_up(house, today, family.phone).status_code == 201, "the guardian comes as well"


def test_a_child_under_eight_does_not_sign_up(either: House) -> None:
    house = either
    house.now = morning(2026, 12, 1)
    family = Family.enrol(house, date(2018, 12, 2))
    assert code_of(sign_up(house, on(house, "2026-12-01"), family.phone)) == "age_too_young"
    eight = sign_up(house, on(house, "2026-12-02"), family.phone)
    assert code_of(eight) == "guardian_consent_required"
