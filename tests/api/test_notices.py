"""Public notices through their doors: what everybody sees, and who may do what."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from api.moral.notice_shown import mask_number
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.api.notices import NoticeVillage
from tests.support.claims import home, put
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY

LAST = hohhot("2026-11-24 00:00")
WORDS = {"words": "当天摆席超过 20 桌"}


@pytest.fixture
def village(house_on_both: House) -> NoticeVillage:
    return NoticeVillage(house_on_both)


def lines(village: NoticeVillage, notice_id: UUID) -> list[dict[str, Any]]:
    told = village.house.get(f"/notices/{notice_id}").json["lines"]
    assert isinstance(told, list)
    return told


def test_a_notice_shows_masked_numbers_only_of_households_that_agreed(
    village: NoticeVillage,
) -> None:
    notice_id = village.publish(village.act(), village.act(village.other))
    told = village.house.get(f"/notices/{notice_id}").json
    assert [(it["group"], it["masked"]) for it in told["lines"]] == [("二组", "**47"), ("", "")]
    assert {it["title"] for it in told["lines"]} == {"喜事简办、丧事简办"}
    assert {it["number"] for it in told["lines"]} == {""}
    assert (told["number"], told["total_points"], told["closes_at"]) == (
        1,
        10,
        "2026-11-23T16:00:00+00:00",
    )
    body = village.house.get(f"/notices/{notice_id}").text
    assert "0147" not in body
    assert str(village.own.id) not in body
    assert str(village.resident) not in body


def test_who_withdraws_the_consent_is_one_household_from_then_on(village: NoticeVillage) -> None:
    notice_id = village.publish(village.act())
    home_now = village.house.ledger.repository.get(village.own.id)
    home_now.trigger_event(
        home_now.PublicationWithdrawn, agreed_by=None, entered_by=None, occurred_at=LAST
    )
    village.house.ledger.save(home_now)
    village.house.project()
    assert [it["masked"] for it in lines(village, notice_id)] == [""]


def test_what_is_over_is_listed_seven_days_more(village: NoticeVillage) -> None:
    notice_id = village.publish(village.act())
    village.house.now = LAST - timedelta(seconds=1)
    assert [it["is_open"] for it in lines(village, notice_id)] == [True]
    village.house.now = LAST
    assert [it["is_open"] for it in lines(village, notice_id)] == [False]


def test_deductions_are_public_as_counts_by_type_only(village: NoticeVillage) -> None:
    taken = {"is_deduction": True, "item_code": "90", "notice_days": 7}
    notice_id = village.publish(village.act(**taken), village.act(village.other, **taken))
    told = village.house.get(f"/notices/{notice_id}").json
    assert (told["lines"], told["total_lines"], told["total_points"]) == ([], None, None)
    assert told["deductions"] == [{"item_code": "90", "title": "堆物不清", "households": None}]
    third = home("0300")
    put(village.house.ledger, third)
    village.publish(village.act(third, **taken))
    listed = village.house.get(f"/notices?unit={COMMUNITY}").json
    assert [it["households"] for it in listed["deductions"]] == [3]
    assert {it["total_lines"] for it in listed["items"]} == {None}


def test_anybody_of_the_village_objects_and_that_line_alone_stops(village: NoticeVillage) -> None:
    first, second = village.act(), village.act(village.other)
    notice_id = village.publish(first, second)
    told = village.house.post(f"/claims/{first.id}/objections", Role.VOLUNTEER, WORDS)
    assert (told.status_code, told.json["answer_due_on"]) == (201, "2026-11-27")
    again = village.house.post(f"/claims/{first.id}/objections", Role.RESIDENT, WORDS)
    assert (again.status_code, again.json["code"]) == (409, "claim_objected")
    village.house.project()
    assert [it["state"] for it in lines(village, notice_id)] == ["objected", "publicised"]
    assert "摆席" not in village.house.get(f"/notices/{notice_id}").text


def test_only_the_committee_sees_who_objected_and_decides(village: NoticeVillage) -> None:
    claim = village.act()
    village.publish(claim)
    house = village.house
    house.post(f"/claims/{claim.id}/objections", Role.VOLUNTEER, WORDS)
    house.project()
    (shown,) = house.get("/objections", Role.SUPERVISOR).json["items"]
    assert (shown["words"], shown["household_number"]) == (WORDS["words"], "0147")
    assert shown["display_name"].startswith("张")
    for role in (Role.CLERK, Role.VOLUNTEER, Role.REVIEWER):
        assert house.get("/objections", role).status_code == 403
    body = {"upheld": False, "words": "查过了，没有超"}
    path = f"/objections/{shown['objection_id']}/decision"
    house.now = hohhot("2026-11-25 16:20")
    told = house.post(path, Role.SUPERVISOR, body)
    assert (told.json["state"], told.json["closes_at"]) == ("publicised", "2026-11-30T16:00:00Z")
    assert house.post(path, Role.SUPERVISOR, body).status_code == 404


def test_an_upheld_objection_is_told_as_rejected(village: NoticeVillage) -> None:
    claim = village.act()
    notice_id = village.publish(claim)
    house = village.house
    spoken = WORDS | {"method": "oral"}
    told = house.post(f"/claims/{claim.id}/spoken-objections", Role.GRID_WORKER, spoken)
    house.project()
    path = f"/objections/{told.json['objection_id']}/decision"
    assert house.post(path, Role.SUPERVISOR, {"upheld": True}).json["state"] == "rejected"
    house.project()
    assert [it["state"] for it in lines(village, notice_id)] == ["rejected"]


def test_a_deduction_is_opened_by_its_own_household_alone(village: NoticeVillage) -> None:
    taken = {"is_deduction": True, "item_code": "90", "notice_days": 7}
    claim = village.act(**taken)
    village.publish(claim)
    house, path = village.house, f"/household/deductions/{claim.id}/reading"
    stranger = house.token(Role.RESIDENT, house.persons[Role.REVIEWER])
    assert house.post(path, stranger, {}).status_code == 404
    key = fresh_key()
    told = house.post(path, Role.RESIDENT, {}, key=key)
    assert (told.status_code, told.json["closes_at"]) == (201, "2026-11-27T16:00:00Z")
    assert house.post(path, Role.RESIDENT, {}, key=key).headers["Duplicate"] == "true"
    assert house.post(path, Role.RESIDENT, {}).json["code"] == "notice_not_deliverable"


def test_to_a_deduction_nobody_else_objects_nor_learns_of_it(village: NoticeVillage) -> None:
    claim = village.act(is_deduction=True, item_code="90", notice_days=7)
    village.publish(claim)
    path = f"/claims/{claim.id}/objections"
    told = village.house.post(path, Role.VOLUNTEER, WORDS)
    assert (told.status_code, told.json["code"]) == (404, "claim_not_found")
    assert village.house.post(path, Role.RESIDENT, WORDS).status_code == 201


def test_staff_write_down_a_hand_over(village: NoticeVillage) -> None:
    claim = village.act(is_deduction=True, item_code="90", notice_days=7)
    village.publish(claim)
    path = f"/claims/{claim.id}/delivery"
    late = village.house.post(path, Role.GRID_WORKER, {"on": "2026-11-21"})
    assert (late.status_code, late.json["code"]) == (422, "delivery_date_invalid")
    assert village.house.post(path, Role.GRID_WORKER, {"on": "2026-11-20"}).status_code == 201


def test_drafts_are_the_clerks_and_name_kinds(village: NoticeVillage) -> None:
    village.act()
    village.act(village.other, points=50, item_code="52")
    rows = village.house.get("/notice-drafts", Role.CLERK).json["items"]
    assert [(it["number"], it["kind"]) for it in rows] == [
        ("0147", "gains"),
        ("0203", "large_gains"),
    ]
    assert village.house.get("/notice-drafts", Role.SUPERVISOR).status_code == 403


def test_the_sheet_is_a_paper_for_everybody(village: NoticeVillage) -> None:
    notice_id = village.publish(village.act(), village.act(village.other))
    told = village.house.get(f"/notices/{notice_id}/paper")
    assert told.data.startswith(b"%PDF")
    assert "max-age" in told.headers["Cache-Control"]


def test_a_month_that_is_none_is_refused_at_the_door(village: NoticeVillage) -> None:
    body = {"claim_ids": [str(village.act().id)], "month": "2026-13"}
    assert village.house.post("/notices", Role.CLERK, body).status_code == 422
    open_month = village.house.post("/notices", Role.CLERK, body | {"month": "2026-11"})
    assert open_month.json["code"] == "notice_month_open"


@pytest.mark.parametrize(("number", "masked"), [("0147", "**47"), ("7", "**7"), ("12", "**12")])
def test_there_is_one_mask(number: str, masked: str) -> None:
    assert mask_number(number) == masked
