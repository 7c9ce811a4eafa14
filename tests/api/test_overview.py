"""A29: reports follow the tree of their month, and histories keep the codes of their day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.registry.commands import Heir, MergeUnit, MoveUnit, SplitUnit
from ledger.volunteering.commands import PublishActivity
from people.roles import Role
from projections.check import check
from tests.api.house import House
from tests.support.oddities import enter, others, scan
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village

NEW_A, NEW_B = "150104010", "150104011"
SECOND = f"{STREET}006"
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def house(house_on_both: House) -> House:
    """A settled house on each of the stores."""
    return house_on_both


def serve_in(village: Village, unit: str, person: UUID, minutes: int) -> None:
    """Serve at an activity that a unit itself holds."""
    activity = village.made(
        "activity_id",
        PublishActivity,
        unit_code=unit,
        title="志愿服务",
        place="广场",
        starts_at=village.now,
        ends_at=village.now + timedelta(hours=2),
    )
    village.serve(person, minutes, activity)


def play_november_and_december(house: House) -> None:
    """Two communities and the street itself serve; on 1 December the street is split."""
    village = house.village
    first, second = village.volunteers
    village.register_unit(SECOND, "席力图社区", "community", STREET)
    serve_in(village, COMMUNITY, first, 60)
    serve_in(village, COMMUNITY, second, 30)
    village.now += timedelta(hours=2)
    serve_in(village, SECOND, first, 45)
    village.now += timedelta(hours=1)
    serve_in(village, STREET, second, 15)
    village.visit(village.riders[0])
    village.credit(village.household_wallet, 50)
    village.collect(village.reserve())
    village.do(
        SplitUnit,
        code=STREET,
        heirs=(
            Heir(code=NEW_A, name="大召街道", children=(COMMUNITY,)),
            Heir(code=NEW_B, name="席力图街道", children=(SECOND,)),
        ),
        valid_from=DECEMBER,
    )
    village.now += timedelta(days=20)
    serve_in(village, COMMUNITY, first, 90)
    serve_in(village, NEW_B, second, 20)
    house.now = village.now + timedelta(days=31)
    house.project()


def report(house: House, month: str, unit: str = DISTRICT) -> dict[str, Any]:
    who = house.token(Role.CITY, house.persons[Role.CITY], unit=CITY)
    answer = house.get(f"/overview?unit={unit}&month={month}", who)
    assert answer.status_code == 200, answer.text
    return answer.json


def minutes_of(told: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {it["unit_code"]: (it["minutes"], it["people_serving"]) for it in told["items"]}


def test_a29_a_report_gives_the_figures_of_the_tree_of_its_month(house: House) -> None:
    play_november_and_december(house)
    assert house.now.date() >= date(2027, 1, 1), "the reports are run in January"
    november, december = report(house, "2026-11"), report(house, "2026-12")
    assert minutes_of(november) == {STREET: (150, 2)}
    (street,) = november["items"]
    assert (street["name"], street["visits"]) == ("大召前街街道", 1)
    assert (street["points_issued"], street["points_redeemed"]) == (52, 15)
    assert minutes_of(december) == {NEW_A: (90, 1), NEW_B: (20, 1)}
    assert (november["as_of"], december["as_of"]) == ("2026-11-30", "2026-12-31")
    for told in (november, december):
        lines = sum(it["minutes"] for it in told["items"]) + told["own"]["minutes"]
        assert told["total"]["minutes"] == lines


def test_what_people_entered_and_what_was_late_stand_apart(house: House) -> None:
    village = house.village
    (person,) = others(village, 1)
    serve_in(village, COMMUNITY, village.volunteers[0], 60)
    at = village.now + timedelta(days=8)
    enter(village, person, 90, at)
    late = at + timedelta(days=16)
    enter(village, village.volunteers[1], 30, late, ended=at)
    house.now = late + timedelta(days=1)
    house.project()
    (street,) = report(house, "2026-11")["items"]
    assert (street["minutes"], street["verified_minutes"]) == (180, 60)
    assert (street["supplementary_minutes"], street["people_serving"]) == (120, 3)
    assert (street["back_office_entries"], street["late_entries"]) == (2, 1)
    assert check(house.ledger, house.read_store) == []


def test_scans_that_arrive_later_take_the_place_of_what_was_entered(house: House) -> None:
    village = house.village
    (person,) = others(village, 1)
    activity = enter(village, person, 90, village.now + timedelta(days=1))
    house.now = village.now + timedelta(days=3)
    house.project()
    starts_at = house.services.views.activities.of(activity).starts_at
    for minutes in (0, 70):
        scanned_at = starts_at + timedelta(minutes=minutes)
        scan(village, activity, person, scanned_at, arrives_at=village.now + timedelta(days=2))
    house.project()
    (street,) = report(house, "2026-11")["items"]
    assert (street["minutes"], street["supplementary_minutes"]) == (70, 0)
    assert (street["back_office_entries"], street["late_entries"]) == (0, 0)
    assert check(house.ledger, house.read_store) == []


def test_a_street_that_ended_still_answers_for_its_months(house: House) -> None:
    play_november_and_december(house)
    november = report(house, "2026-11", STREET)
    assert minutes_of(november) == {COMMUNITY: (90, 2), SECOND: (45, 1)}
    assert november["own"]["minutes"] == 15, "what the street itself held"
    assert november["total"]["people_serving"] == 2, "everybody counts once"
    assert report(house, "2026-12", STREET)["items"] == []


def test_histories_keep_both_codes(house: House) -> None:
    play_november_and_december(house)
    views = house.services.views
    second = house.village.volunteers[1]
    codes = [it.unit_code for it in views.attendances.of_person(second)]
    assert {STREET, NEW_B} <= set(codes)
    rows = house.get("/me/service-record", house.token(Role.VOLUNTEER, second)).json["items"]
    assert {STREET, NEW_B} <= {it["unit_code"] for it in rows}


def test_a_community_that_moved_is_counted_where_it_lay_in_the_month(house: House) -> None:
    village = house.village
    village.register_unit(NEW_A, "石羊桥街道", "street", DISTRICT)
    serve_in(village, COMMUNITY, village.volunteers[0], 60)
    village.do(MoveUnit, code=COMMUNITY, parent_code=NEW_A, valid_from=DECEMBER)
    village.now += timedelta(days=20)
    serve_in(village, COMMUNITY, village.volunteers[0], 30)
    house.now = village.now
    house.project()
    assert minutes_of(report(house, "2026-11")) == {STREET: (60, 1), NEW_A: (0, 0)}
    assert minutes_of(report(house, "2026-12")) == {STREET: (0, 0), NEW_A: (30, 1)}


def test_what_was_recorded_under_a_merged_unit_goes_to_who_took_it_over(house: House) -> None:
    village = house.village
    village.register_unit(SECOND, "席力图社区", "community", STREET)
    village.do(MergeUnit, code=COMMUNITY, into=SECOND, children=(), valid_from=date(2026, 11, 21))
    serve_in(village, COMMUNITY, village.volunteers[0], 60)
    house.now += timedelta(days=5)
    house.project()
    assert minutes_of(report(house, "2026-11", STREET)) == {SECOND: (60, 1)}


def test_an_overview_is_for_offices_and_within_their_reach(house: House) -> None:
    assert house.get("/overview", Role.STREET).json["unit_code"] == COMMUNITY
    outside = house.get(f"/overview?unit={CITY}", Role.STREET)
    assert (outside.status_code, outside.json["code"]) == (403, "outside_unit")
    assert house.get("/overview", Role.VOLUNTEER).status_code == 403
    assert house.get("/overview?month=2026-13", Role.CITY).status_code == 422
    unknown = house.get("/overview?unit=150199", Role.CITY)
    assert (unknown.status_code, unknown.json["code"]) == (404, "unit_not_found")
