"""Handling: by the grid's own staff, and counted for the street."""

from datetime import timedelta
from uuid import UUID

import pytest

from people.roles import Role
from tests.api.house import House
from tests.api.reports.asking import act, file, filed, photo, resolved, see, told
from tests.support.village import COMMUNITY, STREET

WORDS = {"position": None, "place": "后院墙根"}


def test_what_waits_is_listed_by_its_due_time_page_by_page(house_on_both: House) -> None:
    house, reports = house_on_both, []
    for category in ("ice", "litter", "facility"):
        reports.append(str(filed(house, category=category)))
        house.now += timedelta(minutes=5)
    first = house.get("/report-desk?limit=2", Role.GRID_WORKER).json
    rest = house.get(f"/report-desk?limit=2&cursor={first['next']}", Role.GRID_WORKER).json
    assert [it["report_id"] for it in first["items"] + rest["items"]] == reports
    assert rest["next"] is None
    act(house, UUID(reports[0]), "acceptance")
    left = house.get("/report-desk", Role.GRID_WORKER).json["items"]
    assert [it["report_id"] for it in left] == reports[1:]
    (taken,) = house.get("/report-desk?state=accepted", Role.CLERK).json["items"]
    assert taken["report_id"] == reports[0]


def test_what_waits_is_chosen_by_category_page_by_page(house_on_both: House) -> None:
    house = house_on_both
    litter = [str(filed(house, category="litter", unit_code=COMMUNITY, **WORDS)) for _ in range(3)]
    filed(house, category="ice")
    path = "/report-desk?category=litter&limit=2"
    first = house.get(path, Role.GRID_WORKER).json
    rest = house.get(f"{path}&cursor={first['next']}", Role.GRID_WORKER).json
    assert sorted(it["report_id"] for it in first["items"] + rest["items"]) == sorted(litter)
    assert house.get("/report-desk?category=parking", Role.GRID_WORKER).json["items"] == []


def test_an_emergency_stands_before_what_was_filed_earlier_in_the_night(house: House) -> None:
    house.now = house.now.replace(hour=14)  # 22:00 in Hohhot
    night = filed(house, category="ice")
    urgent = filed(house, category="facility", is_emergency=True, has_called=True)
    items = house.get("/report-desk", Role.GRID_WORKER).json["items"]
    assert [it["report_id"] for it in items] == [str(urgent), str(night)]


def test_a_rejection_gives_its_reason_and_words_to_the_reporter(house: House) -> None:
    report_id = filed(house)
    answer = act(house, report_id, "rejection", reason="not_found", words="现场没有车")
    assert answer.json["state"] == "rejected"
    shown = see(house, report_id).json
    assert (shown["reason"], shown["steps"][-1]["words"]) == ("not_found", "现场没有车")
    assert shown["may_rate"] is True


def test_a_report_goes_to_the_unit_where_it_is_and_out_of_the_own_list(house: House) -> None:
    house.village.register_unit("150104003006", "别的社区", "community", STREET)
    house.project()
    report_id = filed(house)
    answer = act(house, report_id, "forwarding", unit_code="150104003006")
    assert answer.json["unit_code"] == "150104003006"
    assert house.get("/report-desk", Role.GRID_WORKER).json["items"] == []
    assert told(act(house, report_id, "acceptance")) == (403, "outside_unit")
    assert told(act(house, filed(house, category="litter"), "forwarding", unit_code="150199")) == (
        422,
        "report_outside_city",
    )


def test_a_resolution_needs_a_photo_of_whoever_resolves(house: House) -> None:
    report_id = filed(house)
    act(house, report_id, "acceptance")
    act(house, report_id, "verification")
    assert told(act(house, report_id, "resolution", photo_ids=[])) == (
        422,
        "report_photo_missing",
    )
    anothers = photo(house)
    assert told(act(house, report_id, "resolution", photo_ids=[anothers])) == (
        404,
        "photo_not_found",
    )


def test_nobody_handles_what_the_same_person_reported_in_another_role(house: House) -> None:
    person_id = house.persons[Role.GRID_WORKER]
    as_resident = house.token(Role.RESIDENT, person_id)
    report_id = filed(house, as_resident)
    assert see(house, report_id, Role.GRID_WORKER).json["may_handle"] is False
    assert told(act(house, report_id, "acceptance")) == (403, "own_report")


def test_answers_are_offered_for_every_category_in_chinese(quiet_house: House) -> None:
    for it in quiet_house.get("/report-categories").json["items"]:
        answer = quiet_house.get(f"/report-templates?category={it['category']}", Role.GRID_WORKER)
        assert len(answer.json["items"]) >= 3
        assert all("。" in said for said in answer.json["items"])


# Figures ---------------------------------------------------------------------------


def test_the_street_sees_totals_heat_by_hour_and_no_names(house_on_both: House) -> None:
    house = house_on_both
    report_id = filed(house)
    file(house, Role.RESIDENT)
    resolved(house, report_id, is_major_hazard=True)
    act(house, report_id, "rating", Role.RIDER, stars=4)
    act(house, filed(house, category="litter"), "rejection", reason="no_problem")
    day = "2026-11-20"
    answer = house.get(f"/report-totals?first={day}&last={day}", Role.CLERK).json
    expected = {
        "filed": 2,
        "joined": 1,
        "merged": 0,
        "accepted": 1,
        "rejected": 1,
        "resolved": 1,
        "in_time": 1,
        "alerted": 0,
        "whistled": 0,
        "reopened": 0,
        "ratings": 1,
        "stars": 4,
        "points": 25,
    }
    assert answer["totals"] == expected
    assert answer["units"] == [expected | {"unit_code": COMMUNITY, "unit_name": "大召社区"}]
    hours = house.get("/report-hours?first=2026-11&last=2026-11", Role.CLERK).json["items"]
    assert hours == [
        {"category": "blocked_fire_lane", "hour": 9, "reports": 1},
        {"category": "litter", "hour": 9, "reports": 1},
    ]
    assert house.get("/report-hours?first=2026-10&last=2026-10", Role.CLERK).json["items"] == []


@pytest.mark.parametrize(
    "query",
    [
        "report-totals?first=2026-11-20&last=2026-11-19",
        "report-totals?first=2025-01-01&last=2026-11-19",
        "report-totals?first=2026-11-20",
        "report-hours?first=2026-13&last=2026-11",
        "report-desk?state=lost",
        "report-desk?category=rudeness",
        "report-desk?cursor=eHh4",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(quiet_house: House, query: str) -> None:
    assert told(quiet_house.get(f"/{query}", Role.CLERK)) == (422, "request_invalid")


# Redaction -------------------------------------------------------------------------
