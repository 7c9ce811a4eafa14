"""Doors of rule books: from a draft to a version in force, and what is refused on the way."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.moral.rulebook import Rulebook
from people.roles import Role
from tests.api.house import House
from tests.support.rules import PLEDGE, meeting
from tests.support.village import COMMUNITY, DISTRICT

BOOK = f"/rulebooks/{COMMUNITY}"
FIRST = f"{BOOK}/versions/1"
ITEM: dict[str, Any] = {
    "code": "08",
    "title": "门前三包",
    "text": "门前干净、整齐、有花草。",
    "kind": "environment",
    "points": 2,
    "month_cap": 4,
    "evidence": ["photo"],
    "proposers": ["household", "grid_worker"],
}


def drafted(house: House) -> House:
    house.post(f"{BOOK}/versions", Role.CLERK, {})
    house.post(f"{FIRST}/consultation-end", Role.CLERK, {"opinions": 12})
    return house.project()


def voted(house: House, **more: Any) -> Any:
    today = house.now.date()
    said = meeting(today, **more)
    names = ("kind", "eligible", "present", "votes_for", "votes_against", "abstained")
    body = {it: getattr(said, it) for it in names} | {"held_on": said.held_on.isoformat()}
    return house.post(f"{FIRST}/vote", Role.CLERK, body)


def told_ok(answer: Any) -> dict[str, Any]:
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json
    return found


def enact(house: House) -> None:
    """Take the open first draft all the way."""
    today = house.now.date().isoformat()
    told_ok(house.post(f"{FIRST}/submission", Role.CLERK, {}))
    told_ok(house.post(f"{FIRST}/review", Role.STREET, {"passed": True}))
    assert told_ok(voted(house))["passed"] is True
    filed = {"filing_number": "大召镇备〔2026〕3号", "filed_on": today}
    told_ok(house.post(f"{FIRST}/filing", Role.STREET, filed))
    told_ok(house.post(f"{FIRST}/enactment", Role.CLERK, {"in_force_from": today}))
    house.project()


def test_a_rule_book_goes_from_a_draft_to_force(house_on_both: House) -> None:
    house = drafted(house_on_both)
    added = told_ok(house.post(f"{FIRST}/items", Role.CLERK, {"edit": 0, "item": ITEM}))
    assert (added["edit"], added["stage"]) == (1, "editing")
    hidden = house.get(FIRST, Role.VOLUNTEER)
    assert hidden.json["code"] == "rulebook_version_not_found", "what is worked on is not shown"
    draft = told_ok(house.project().get(f"{FIRST}/draft", Role.STREET))
    assert [it["code"] for it in draft["items"]][4:7] == ["05", "08", "11"]
    nothing = told_ok(house.get(BOOK, Role.VOLUNTEER))
    assert (nothing["in_force"], nothing["versions"]) == (None, [])

    enact(house)
    told = told_ok(house.get(BOOK, None))
    now = told["in_force"]
    assert (now["version"], now["filing_number"]) == (1, "大召镇备〔2026〕3号")
    assert now["meeting"]["votes_for"] == 24
    assert [it["version"] for it in told["versions"]] == [1]
    by_id = told_ok(house.get(f"/rulebooks/{Rulebook.create_id(COMMUNITY)}", None))
    assert by_id == told


def test_a13_the_door_refuses_a_rule_that_infringes_rights(house_on_both: House) -> None:
    house = drafted(house_on_both)
    land = {"code": "76", "kind": "honour", "text": "年度得分低于 60 的，暂缓发放土地分红"}
    for path, body, article in (
        ("linkages", {"linkage": land}, "农村集体经济组织法第四十二条"),
        ("items", {"item": _taken("乱倒垃圾，积分清零")}, "村民委员会组织法第二十七条"),
        ("items", {"item": _taken("乱倒垃圾罚款50元")}, "行政处罚法第二条"),
    ):
        refused = house.post(f"{FIRST}/{path}", Role.CLERK, {"edit": 0, **body})
        assert (refused.status_code, refused.json["code"]) == (422, "rule_infringes_rights")
        assert article in refused.json["article"]
        assert refused.json["allowed"] == "bonus_from_public_welfare_fund"
    house.project()
    assert told_ok(house.get(f"{FIRST}/draft", Role.CLERK))["edit"] == 0
    assert told_ok(house.get(BOOK, None))["in_force"] is None


def _taken(text: str) -> dict[str, Any]:
    return ITEM | {"code": "93", "is_deduction": True, "notice_days": 7, "text": text}


def test_an_outdated_edit_is_told_with_what_it_says_now(house: House) -> None:
    drafted(house)
    change = f"{FIRST}/items/changes"
    told_ok(house.post(change, Role.CLERK, {"edit": 0, "item": ITEM | {"code": "12"}}))
    outdated = {"edit": 0, "item": ITEM | {"code": "12", "points": 5}}
    refused = house.post(change, Role.CLERK, outdated)
    assert (refused.status_code, refused.json["code"]) == (409, "edit_outdated")
    assert (refused.json["edit"], refused.json["now"]["title"]) == (1, "门前三包")


def test_a_meeting_is_checked_at_the_door(house: House) -> None:
    drafted(house)
    assert voted(house).json["code"] == "rulebook_step_wrong"
    told_ok(house.post(f"{FIRST}/submission", Role.CLERK, {}))
    told_ok(house.post(f"{FIRST}/review", Role.STREET, {"passed": True}))
    few = voted(house, present=23, votes_for=23, votes_against=0, abstained=0)
    assert (few.status_code, few.json["code"]) == (422, "meeting_quorum_not_met")
    assert (few.json["needed"], few.json["article"]) == (24, "村民委员会组织法第二十六条")
    odd = voted(house, votes_for=30)
    assert odd.json["code"] == "meeting_invalid"
    assert odd.json["flaws"] == ["votes_do_not_add_up"]


def test_the_township_sends_a_draft_back_with_its_reason(house: House) -> None:
    drafted(house)
    told_ok(house.post(f"{FIRST}/submission", Role.CLERK, {}))
    silent = house.post(f"{FIRST}/review", Role.STREET, {"passed": False})
    assert silent.json["code"] == "field_missing"
    back = {"passed": False, "words": "第 12 条写清楚每次多久"}
    assert told_ok(house.post(f"{FIRST}/review", Role.STREET, back))["stage"] == "editing"


def test_pledge_parameters_and_removals(house: House) -> None:
    drafted(house)
    pledge = {"title": PLEDGE.title, "will_not": PLEDGE.will_not, "will_lead": PLEDGE.will_lead}
    told_ok(house.post(f"{FIRST}/pledge", Role.CLERK, {"edit": 0, "pledge": pledge}))
    worth = {"edit": 1, "deductions_on": True, "face_value_fen": 50}
    told_ok(house.post(f"{FIRST}/parameters", Role.CLERK, worth))
    told_ok(house.post(f"{FIRST}/items/01/removal", Role.CLERK, {"edit": 2}))
    told_ok(house.post(f"{FIRST}/linkages/71/removal", Role.CLERK, {"edit": 3}))
    house.project()
    draft = told_ok(house.get(f"{FIRST}/draft", Role.CLERK))
    assert (draft["edit"], draft["face_value_fen"], draft["deductions_on"]) == (4, 50, True)
    assert draft["pledge"]["title"] == PLEDGE.title
    assert house.post(f"{FIRST}/dropping", Role.CLERK, {}).json["stage"] == "dropped"


def test_a_trial_without_acts_is_empty(house: House) -> None:
    drafted(house)
    told = told_ok(house.get(f"{FIRST}/trial?budget_fen=100000", Role.CLERK))
    assert (told["entries"], told["winners"], told["runway_days"]) == (0, 0, None)
    assert told["last"] == (house.now.date() - timedelta(days=1)).isoformat()


def test_a_county_publishes_its_own_template(house: House) -> None:
    path = f"/rule-templates/{DISTRICT}"
    assert told_ok(house.get(path, Role.CLERK))["number"] == 0
    outside = house.post(path, Role.COUNTY, {"items": [ITEM]})
    assert outside.json["code"] == "outside_unit"
    secret = house.token(Role.COUNTY, house.persons[Role.COUNTY], unit=DISTRICT)
    assert told_ok(house.post(path, secret, {"items": [ITEM]}))["template_version"] == 1
    house.project()
    told = told_ok(house.get(path, Role.CLERK))
    assert (told["number"], [it["code"] for it in told["items"]]) == (1, ["08"])
    base = told_ok(house.post(f"{BOOK}/versions", Role.CLERK, {}))["base"]
    assert base == f"template:{DISTRICT}:1"


@pytest.mark.parametrize("path", ["/rulebooks/abc", f"/rulebooks/{UUID(int=7)}"])
def test_rule_books_nobody_has_are_nowhere(quiet_house: House, path: str) -> None:
    assert quiet_house.get(path, None).json["code"] == "not_found"


def test_only_villages_have_rule_books(quiet_house: House) -> None:
    answer = quiet_house.post(f"/rulebooks/{COMMUNITY}01/versions", Role.CLERK, {})
    assert answer.json["code"] == "not_found"
    assert quiet_house.get(f"{BOOK}/versions/{10**30}", None).status_code == 404
