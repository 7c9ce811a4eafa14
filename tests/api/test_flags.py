"""Doors of flags: who sees them, with which facts, and who may settle them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.volunteering.flag_review import FlagKind
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.oddities import FAR_COMMUNITY, be_in_two_places, share_a_phone, surroundings
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET

SUPERVISORS = (Role.SUPERVISOR, Role.STREET, Role.COUNTY, Role.CITY)


@pytest.fixture
def odd(house_on_both: House) -> House:
    """A house in which one phone scanned for two people."""
    share_a_phone(house_on_both.village, house_on_both.village.volunteers)
    return house_on_both.project()


def only(house: House, who: Role | str = Role.SUPERVISOR, query: str = "") -> dict[str, Any]:
    (flag,) = house.get(f"/flags{query}", who).json["items"]
    return dict(flag)


def review(house: House, flag: dict[str, Any], who: Role | str, **more: Any) -> Any:
    body = {"outcome": "explained", "seen_position": flag["grown_position"], **more}
    answer = house.post(f"/flags/{flag['flag_id']}/reviews", who, body)
    house.project()
    return answer


def test_supervising_roles_see_the_facts_with_masked_names(odd: House) -> None:
    for role in SUPERVISORS:
        flag = only(odd, role)
        assert (flag["kind"], flag["unit_code"], flag["grounds"]) == ("shared_device", COMMUNITY, 2)
    grounds = odd.get(f"/flags/{flag['flag_id']}/grounds", Role.SUPERVISOR).json["items"]
    names = {it["masked_name"] for it in grounds}
    assert names == {"张*三", "欧*娜"} or all("*" in it for it in names)
    assert {UUID(it["person_id"]) for it in grounds} == set(odd.village.volunteers)
    for role in (Role.VOLUNTEER, Role.TEAM_LEADER, Role.CLERK):
        assert odd.get("/flags", role).json["code"] == "role_required"


def test_a_flag_is_seen_by_those_who_have_all_of_it_below(house_on_both: House) -> None:
    house = house_on_both
    surroundings(house.village)
    be_in_two_places(
        house.village, house.village.volunteers[0], FAR_COMMUNITY, timedelta(minutes=9)
    )
    house.project()
    person = house.persons[Role.COUNTY]
    county = house.token(Role.COUNTY, person, unit=DISTRICT)
    assert house.get("/flags", county).json["items"] == []
    flag = only(house, Role.CITY)
    assert (flag["unit_code"], flag["kind"]) == (CITY, FlagKind.IMPOSSIBLE_TRAVEL)
    refused = house.get(f"/flags/{flag['flag_id']}", county)
    assert (refused.status_code, refused.json["code"]) == (403, "outside_unit")


def test_a_flag_is_settled_with_words_that_are_not_in_the_log(odd: House) -> None:
    words = "问了两位，老人没带手机"
    answer = review(odd, only(odd), Role.SUPERVISOR, words=words)
    assert (answer.status_code, answer.json["outcome"]) == (201, "explained")
    assert odd.get("/flags", Role.SUPERVISOR).json["items"] == []
    flag = only(odd, Role.STREET, "?state=reviewed")
    (row,) = odd.services.views.flags.reviews(UUID(flag["flag_id"]))
    assert row.text_id is not None
    assert odd.services.texts.read([row.text_id]) == {row.text_id: words}
    again = review(odd, flag, Role.STREET)
    assert (again.status_code, again.json["code"]) == (409, "flag_reviewed")


def test_nobody_settles_what_names_them_not_even_the_leader(odd: House) -> None:
    flag, village = only(odd), odd.village
    for person in (village.volunteers[1], village.keeper):
        who = odd.token(Role.SUPERVISOR, person)
        refused = review(odd, flag, who)
        assert (refused.status_code, refused.json["code"]) == (403, "reviewer_recused")
    assert only(odd)["state"] == "open"


def test_a_review_of_what_was_not_seen_yet_leaves_it_open(odd: House) -> None:
    flag = only(odd)
    assert review(odd, flag, Role.SUPERVISOR, seen_position=1).status_code == 201
    assert only(odd)["state"] == "open"
    assert review(odd, flag, Role.SUPERVISOR, seen_position=1 << 40).status_code == 201
    assert odd.get("/flags", Role.SUPERVISOR).json["items"] == []


def test_lists_are_filtered_and_paged(odd: House) -> None:
    village = odd.village
    village.now += timedelta(days=1)
    share_a_phone(village, village.volunteers, village.publish("第二个"))
    odd.project()
    first = odd.get("/flags?limit=1", Role.SUPERVISOR).json
    second = odd.get(f"/flags?limit=1&cursor={first['next']}", Role.SUPERVISOR).json
    ids = {it["flag_id"] for it in first["items"] + second["items"]}
    assert len(ids) == 2
    assert first["items"][0]["last_at"] > second["items"][0]["last_at"], "the latest first"
    assert odd.get("/flags?kind=late_entries", Role.SUPERVISOR).json["items"] == []
    assert len(odd.get(f"/flags?unit={STREET}", Role.CITY).json["items"]) == 2
    grounds = f"/flags/{first['items'][0]['flag_id']}/grounds?limit=1"
    page = odd.get(grounds, Role.SUPERVISOR).json
    rest = odd.get(f"{grounds}&cursor={page['next']}", Role.SUPERVISOR).json
    assert page["items"][0]["person_id"] != rest["items"][0]["person_id"]


def test_what_there_is_no_flag_for_is_not_found(odd: House) -> None:
    missing = odd.get(f"/flags/{new_id()}", Role.SUPERVISOR)
    assert (missing.status_code, missing.json["code"]) == (404, "flag_not_found")


def test_a_supervisor_reads_a_full_name_only_for_the_purpose_of_checking(odd: House) -> None:
    person = odd.village.volunteers[1]
    odd.services.directory.enrol([Person(person, "欧阳娜娜", COMMUNITY)])
    read = odd.post(f"/persons/{person}/reading", Role.SUPERVISOR, {"purpose": "flag_check"})
    assert (read.status_code, read.json["display_name"]) == (200, "欧阳娜娜")
    other = odd.post(f"/persons/{person}/reading", Role.SUPERVISOR, {"purpose": "telephone"})
    assert other.json["code"] == "purpose_required"
