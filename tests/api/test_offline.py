"""What a phone kept: scans that come late, twice, or many at once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.api.test_scans import flawed, refused


def test_a_scan_kept_on_the_phone_counts_when_it_happened(house: House) -> None:
    text, at = house.code(Kind.STATION, house.village.station), house.now
    house.now += timedelta(hours=30)
    answer = house.scan(Role.RIDER, text, occurred_at=at.isoformat())
    assert (answer.json["result"], answer.json["occurred_at"]) == ("visit_counted", at.isoformat())


@pytest.mark.parametrize("off", [timedelta(hours=-73), timedelta(minutes=16)])
def test_a_clock_nobody_can_believe_waits_for_people(house: House, off: timedelta) -> None:
    at = house.now + off
    text = house.code(Kind.STATION, house.village.station, at)
    answer = house.scan(Role.RIDER, text, occurred_at=at.isoformat())
    assert (answer.status_code, answer.json["code"]) == (422, "scan_needs_review")
    assert answer.json["doubtful_id"]
    assert refused(house) == []


@pytest.mark.parametrize("off", [timedelta(days=-9000), timedelta(days=400)])
def test_a_time_of_another_year_is_refused(house: House, off: timedelta) -> None:
    at = house.now + off
    text = house.code(Kind.STATION, house.village.station, at)
    answer = house.scan(Role.RIDER, text, occurred_at=at.isoformat())
    assert (answer.status_code, answer.json["code"]) == (422, "scan_needs_review")
    assert [it.refusal for it in refused(house)] == ["scan_needs_review"]
    house.project()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_the_ends_of_the_calendar_wedge_nothing(house: House, moment: str) -> None:
    text = house.code(Kind.STATION, house.village.station)
    answer = house.scan(Role.RIDER, text, occurred_at=moment)
    assert answer.json["code"] == "scan_needs_review"
    position = answer.json["position"]
    assert house.project().get(f"/log/position?after={position}").status_code == 200


def test_a_lost_answer_is_found_again_though_the_code_ran_out(house: House) -> None:
    text, key = house.code(Kind.STATION, house.village.station), fresh_key()
    first = house.scan(Role.RIDER, text, key=key)
    house.now += timedelta(minutes=10)
    again = house.scan(Role.RIDER, text, key=key)
    assert (again.status_code, again.data) == (200, first.data)
    assert refused(house) == []


def test_each_scan_of_many_has_its_own_answer(house: House) -> None:
    cast = house.village
    good = {"key": fresh_key(), "token": house.code(Kind.STATION, cast.station)}
    other = {"key": fresh_key(), "token": house.code(Kind.STATION, cast.other_station)}
    forged = {"key": fresh_key(), "token": flawed(house)["forged"][0]}
    poison = [7, {"key": "short", "token": "A"}, {"key": fresh_key(), "token": 5, "moon": 1}]
    scans = [good, forged, *poison, good, {**good, "token": "other"}, other]
    answer = house.post("/scans/bulk", Role.RIDER, {"scans": scans})
    assert answer.status_code == 200
    answers = answer.json["answers"]
    assert [it["status"] for it in answers] == [200, 422, 422, 400, 422, 200, 409, 200]
    assert [it["duplicate"] for it in answers] == [False] * 5 + [True, False, False]
    assert answers[0]["body"] == answers[5]["body"]
    assert answers[4]["body"]["errors"].keys() == {"token", "moon"}
    assert answers[6]["body"]["code"] == "idempotency_key_reused"
    assert answers[7]["body"]["visits_today"] == 2


def test_the_outbox_may_repeat_what_was_tried_alone(house: House) -> None:
    scan = {"token": house.code(Kind.STATION, house.village.station), "device_id": str(uuid4())}
    key = fresh_key()
    alone = house.post("/scans", Role.RIDER, scan, key=key)
    answer = house.post("/scans/bulk", Role.RIDER, {"scans": [{"key": key, **scan}]})
    kept = answer.json["answers"][0]
    assert (kept["status"], kept["duplicate"], kept["body"]) == (200, True, alone.json)


def test_five_hundred_scans_of_one_keeper_all_have_answers(house: House) -> None:
    text = house.code(Kind.CARD, house.village.riders[0])
    scans = [{"key": f"many-{n:06d}", "token": text} for n in range(500)]
    answers = house.post("/scans/bulk", Role.SCREEN, {"scans": scans}).json["answers"]
    assert [it["key"] for it in answers] == [it["key"] for it in scans]
    assert [it["status"] for it in answers] == [200] + [409] * 499
    assert len(refused(house)) == 499
