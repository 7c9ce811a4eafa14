"""Reporting: by riders and residents, online and out of a phone's queue."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from people.roles import Role
from tests.api.house import House, fresh_key
from tests.api.reports.asking import GATE, act, draft, file, filed, photo, resolved, see, told
from tests.support.pictures import form_of
from tests.support.village import COMMUNITY

HEIC = Path(__file__).parents[2] / "people" / "data" / "phone.heic"


def test_a_rider_reports_and_follows_it_to_the_reply(house_on_both: House) -> None:
    house = house_on_both
    report_id = filed(house)
    resolved(house, report_id)
    assert act(house, report_id, "replies", words="谢谢您，车已挪走").status_code == 201
    assert act(house, report_id, "rating", Role.RIDER, stars=5).status_code == 201

    (own,) = house.get("/reports", Role.RIDER).json["items"]
    assert (own["state"], own["points"], own["stars"], own["is_first"]) == ("resolved", 5, 5, True)
    assert (own["category_name"], own["unit_name"]) == ("堵消防道", "大召社区")
    shown = see(house, report_id).json
    assert shown["position"] == {"latitude": 40.809, "longitude": 111.702}, "rounded to 10 m"
    assert (shown["words"], shown["place"]) == ("停了一辆白车", "九龙湾街 12 号院东门")
    assert [(it["kind"], it["words"], it["points"]) for it in shown["steps"]] == [
        ("filed", "停了一辆白车", 0),
        ("accepted", None, 2),
        ("verified", None, 0),
        ("resolved", "车已挪走", 3),
        ("replied", "谢谢您，车已挪走", 0),
        ("rated", None, 0),
    ]


def test_a_resident_reports_too_and_is_thanked_without_points(house: House) -> None:
    report_id = filed(house, Role.RESIDENT)
    answer = act(house, report_id, "acceptance").json
    assert (answer["points"], answer["unpaid"]) == (0, "not_a_rider")


def test_first_finder_and_confirmer_both_see_it_and_only_the_first_is_paid(house: House) -> None:
    report_id = filed(house)
    near = {"latitude": GATE["latitude"] + 0.0003, "longitude": GATE["longitude"]}
    second = file(house, Role.RESIDENT, position=near, words="我也看见了")
    assert (second.json["result"], second.json["report_id"]) == ("report_joined", str(report_id))
    assert second.json["confirmers"] == 1
    house.project()
    resolved(house, report_id)

    (mine,) = house.get("/reports", Role.RIDER).json["items"]
    (theirs,) = house.get("/reports", Role.RESIDENT).json["items"]
    assert (mine["is_first"], mine["confirmers"], mine["points"]) == (True, 1, 5)
    assert (theirs["is_first"], theirs["state"], theirs["points"]) == (False, "resolved", 0)
    assert theirs["place"] == ""
    shown = see(house, report_id, Role.RESIDENT).json
    assert (shown["words"], shown["position"]) == (None, None)
    said = {it["kind"]: it["words"] for it in shown["steps"]}
    assert said == {
        "filed": None,
        "joined": None,
        "accepted": None,
        "verified": None,
        "resolved": "车已挪走",
    }
    assert told(act(house, report_id, "rating", Role.RESIDENT, stars=1)) == (
        404,
        "report_not_found",
    )


def test_nothing_that_is_answered_says_who_reported_it(house: House) -> None:
    report_id = filed(house)
    who = str(house.persons[Role.RIDER])
    for path, role in (
        (f"/reports/{report_id}", Role.GRID_WORKER),
        ("/report-desk", Role.GRID_WORKER),
        ("/report-desk", Role.STREET),
        ("/report-overdue", Role.STREET),
    ):
        answer = house.get(path, role)
        assert answer.status_code == 200
        assert who not in answer.text
        assert "reporter" not in answer.text


def test_a_neighbour_of_a_report_does_not_see_it(house: House) -> None:
    assert told(see(house, filed(house), Role.RESIDENT)) == (404, "report_not_found")


# Bad input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"position": None, "place": ""}, "report_place_missing"),
        ({"position": {"latitude": 39.9042, "longitude": 116.4074}}, "report_outside_city"),
        ({"position": {"latitude": 0, "longitude": 0}}, "report_outside_city"),
        ({"unit_code": "110101001001"}, "report_outside_city"),
        ({"unit_code": "150199"}, "report_outside_city"),
        ({"category": "rudeness"}, "request_invalid"),
        ({"position": {"latitude": "40.8", "longitude": 111.7}}, "request_invalid"),
        ({"position": {"latitude": 91, "longitude": 111.7}}, "request_invalid"),
        ({"position": {"latitude": 40.8}}, "request_invalid"),
        ({"is_emergency": "yes"}, "request_invalid"),
        ({"occurred_at": "yesterday"}, "request_invalid"),
        ({"words": "长" * 501}, "request_invalid"),
        ({"station_id": "00000000-0000-8000-8000-000000000000"}, "station_not_found"),
        ({"is_emergency": True}, "emergency_call_first"),
    ],
)
def test_what_cannot_be_filed_is_refused_with_its_code_and_nothing_is_kept(
    house: House, more: dict[str, Any], code: str
) -> None:
    answer = file(house, **more)
    assert (answer.status_code, answer.json["code"]) == (
        422 if code != "station_not_found" else 404,
        code,
    )
    assert house.project().get("/reports", Role.RIDER).json["items"] == []
    assert house.services.texts.about(house.persons[Role.RIDER]) == []


def test_a_report_shows_a_photo_of_the_callers_own(house: House) -> None:
    assert told(file(house, photo_ids=[])) == (400, "photo_required")
    anothers = photo(house, Role.RESIDENT)
    assert told(file(house, photo_ids=[anothers])) == (404, "photo_not_found")
    assert told(file(house, photo_ids=[photo(house) for _ in range(4)])) == (422, "request_invalid")


def test_a_heic_photo_is_shown_as_jpeg_without_where_it_was_taken(house: House) -> None:
    raw, headers = HEIC.read_bytes(), {"Idempotency-Key": fresh_key()}
    sent = house.ask("POST", "/photos", Role.RIDER, headers=headers, **form_of(raw))
    report_id = filed(house, photo_ids=[sent.json["photo_id"]])
    (shown,) = see(house, report_id).json["photos"]
    picture = house.get(f"/photos/{shown['photo_id']}", Role.RIDER)
    assert picture.data.startswith(b"\xff\xd8")
    assert b"Exif" not in picture.data


def test_an_emergency_tells_whom_to_call_and_is_filed_without_a_photo_after_that(
    house: House,
) -> None:
    answer = file(house, is_emergency=True, photo_ids=[], category="broken_cover")
    assert told(answer) == (422, "emergency_call_first")
    assert answer.json["call"] == ["120", "110", "119"]
    called = file(house, is_emergency=True, has_called=True, photo_ids=[], category="broken_cover")
    assert called.status_code == 201


def test_an_emergency_is_not_taken_out_of_a_queue(house: House) -> None:
    seen = (house.now - timedelta(minutes=11)).isoformat()
    answer = file(house, is_emergency=True, has_called=True, occurred_at=seen)
    assert told(answer) == (422, "emergency_not_queued")


def test_a_report_out_of_a_queue_keeps_its_moment_and_sent_again_adds_nothing(
    house_on_both: House,
) -> None:
    house, key = house_on_both, fresh_key()
    seen = house.now - timedelta(hours=5)
    body = draft(house, occurred_at=seen.isoformat())
    first = house.post("/reports", Role.RIDER, body, key=key)
    house.now += timedelta(minutes=3)
    again = house.post("/reports", Role.RIDER, body, key=key)
    assert again.data == first.data
    assert again.headers["Duplicate"] == "true"
    (own,) = house.project().get("/reports", Role.RIDER).json["items"]
    assert (own["occurred_at"], own["confirmers"]) == (seen.isoformat(), 0)
    assert told(house.post("/reports", Role.RIDER, body | {"words": "别的"}, key=key)) == (
        409,
        "idempotency_key_reused",
    )


def test_a_report_that_lay_on_a_phone_for_four_days_is_refused(house: House) -> None:
    seen = (house.now - timedelta(days=4)).isoformat()
    assert told(file(house, occurred_at=seen)) == (422, "report_too_old")


def test_a_report_at_a_station_is_handled_where_the_station_is(house: House) -> None:
    station = str(house.village.station)
    report_id = filed(house, station_id=station, position=None, place="")
    shown = see(house, report_id).json
    assert (shown["unit_code"], shown["station_name"]) == (COMMUNITY, "大召红蜂驿站")


def test_categories_are_told_to_everybody_with_whom_to_call(house: House) -> None:
    items = house.get("/report-categories").json["items"]
    assert [it["name"] for it in items][:2] == ["堵消防道", "飞线充电"]
    assert all(sorted(it["call"]) == ["110", "119", "120"] for it in items)
    assert [it["category"] for it in items if it["may_be_major"]] == [
        "blocked_fire_lane",
        "flying_wire",
        "battery_indoors",
        "gas_or_wire",
        "broken_cover",
    ]


# The reporter has the last word ------------------------------------------------------


def test_what_is_not_resolved_is_opened_again_once(house: House) -> None:
    report_id = filed(house)
    resolved(house, report_id)
    assert see(house, report_id).json["may_reopen"] is True
    assert act(house, report_id, "reopening", Role.RIDER, words="又停上了").status_code == 201
    shown = see(house, report_id).json
    assert (shown["state"], shown["is_reopened"], shown["may_reopen"]) == ("verified", True, False)
    assert see(house, report_id, Role.GRID_WORKER).json["steps"][-1]["words"] == "又停上了"
    assert told(act(house, report_id, "reopening", Role.RIDER)) == (
        409,
        "report_reopened_already",
    )


def test_a_copy_of_ones_own_data_holds_ones_reports_and_nobody_elses_place(house: House) -> None:
    report_id = filed(house)
    file(house, Role.RESIDENT)
    house.project()
    (mine,) = house.get("/me/export", Role.RIDER).json["reports"]
    (theirs,) = house.get("/me/export", Role.RESIDENT).json["reports"]
    assert (mine["report_id"], mine["is_first"]) == (str(report_id), True)
    assert (mine["latitude_e4"], mine["longitude_e4"]) == (408_090, 1_117_020)
    assert (theirs["report_id"], theirs["is_first"]) == (str(report_id), False)
    assert set(theirs) == {
        *("is_first", "report_id", "category", "unit_code", "state", "changed_at"),
    }
