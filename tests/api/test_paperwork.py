"""The public list of entered minutes, and what is overdue."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from api.paperwork.overdue import spans_of
from ledger.kernel.clock import day_end, local_date
from ledger.registry.commands import MoveUnit
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import RECORD_DUE_WORKDAYS, WorkingDays, record_due_on
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.commands import RecordActivity
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.feedback_commands import AcceptCorrection, RequestCorrection
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.oddities import (
    CONFIRMER,
    ENTERER,
    OTHER_COMMUNITY,
    OTHER_STREET,
    enter,
    hold,
    scan,
    surroundings,
)
from tests.support.village import COMMUNITY, DISTRICT, MORNING, STREET

IN_THREE_DAYS = MORNING + timedelta(days=3)


@pytest.fixture
def house(house_on_both: House) -> House:
    """A settled house on each of the stores."""
    return house_on_both


def public(house: House, query: str = "") -> Any:
    answer = house.get(f"/public/entries{query}")
    assert answer.status_code == 200, answer.text
    return answer.json


# Minutes that people entered -----------------------------------------------------


def test_everybody_sees_what_was_entered_and_by_which_roles(house: House) -> None:
    person, village = house.village.volunteers[1], house.village
    assert public(house) == {"items": [], "next": None}
    house.give_term(Role.CLERK, CONFIRMER)
    enter(village, person, 90, IN_THREE_DAYS)
    house.now = IN_THREE_DAYS
    house.project()
    (line,) = public(house)["items"]
    assert line == {
        "served_on": "2026-11-23",
        "title": "志愿服务",
        "unit_code": COMMUNITY,
        "who": "adult",
        "masked_name": line["masked_name"],
        "minutes": 90,
        "reason": "no_phone",
        "entered_by": "staff",
        "confirmed_by": "clerk",
        "is_late": False,
        "days_late": 0,
    }
    assert "*" in line["masked_name"]


def test_whose_role_it_was_is_told_by_where_the_unit_lay_on_the_day(house: House) -> None:
    person, village = house.village.volunteers[1], house.village
    surroundings(village)
    house.give_term(Role.STREET, ENTERER, STREET)
    house.give_term(Role.STREET, CONFIRMER, OTHER_STREET)
    moved_on = local_date(IN_THREE_DAYS)
    village.do(MoveUnit, code=COMMUNITY, parent_code=OTHER_STREET, valid_from=moved_on)
    enter(village, person, 60, IN_THREE_DAYS - timedelta(days=1))
    enter(village, person, 60, IN_THREE_DAYS)
    house.now = IN_THREE_DAYS
    house.project()
    roles = [(it["entered_by"], it["confirmed_by"]) for it in public(house)["items"]]
    assert roles == [("staff", "street"), ("street", "staff")]


def test_no_id_number_or_full_name_leaves_the_list(house: House) -> None:
    person, village = house.village.volunteers[1], house.village
    activity = enter(village, person, 90, IN_THREE_DAYS)
    house.project()
    told = house.get("/public/entries").text
    number = house.services.views.volunteers.of(person).number
    for secret in (person, ENTERER, CONFIRMER, activity, number, "欧阳娜娜"):
        assert str(secret) not in told


def test_minors_and_people_who_were_forgotten_have_no_name(house: House) -> None:
    village, directory = house.village, house.services.directory
    child, gone = village.volunteers
    directory.enrol(
        [Person(child, "小巴图", COMMUNITY, born_on=date(2012, 5, 4))], today=date(2026, 11, 20)
    )
    enter(village, child, 60, IN_THREE_DAYS)
    enter(village, gone, 30, IN_THREE_DAYS + timedelta(minutes=5))
    directory.erase(gone)
    house.project()
    lines = public(house)["items"]
    assert [(it["who"], it["masked_name"]) for it in lines] == [("erased", ""), ("minor", "")]


def test_the_latest_comes_first_page_by_page_and_unit_by_unit(house: House) -> None:
    village = house.village
    surroundings(village)
    for n in range(3):
        at = IN_THREE_DAYS + timedelta(days=n)
        enter(village, village.volunteers[0], 10 + n, at)
    house.project()
    page = public(house, "?limit=2")
    assert [it["minutes"] for it in page["items"]] == [12, 11]
    rest = public(house, f"?limit=2&cursor={page['next']}")
    assert [it["minutes"] for it in rest["items"]] == [10]
    assert len(public(house, f"?unit={DISTRICT}")["items"]) == 3
    assert public(house, f"?unit={OTHER_COMMUNITY}")["items"] == []


def test_what_a_correction_added_is_listed_and_what_it_took_away_is_not(house: House) -> None:
    village, person = house.village, house.village.volunteers[1]
    activity = hold(village, COMMUNITY, village.now, 3)
    for minutes in (0, 60):
        scan(village, activity, person, village.now + timedelta(minutes=minutes))
    attendance = {"attendance_id": Attendance.create_id(activity, person)}
    for number, (wanted, reason) in enumerate(
        ((100, CorrectionReason.LEFT_LATER), (30, CorrectionReason.TOO_MUCH)), 1
    ):
        village.do(
            RequestCorrection,
            at=IN_THREE_DAYS,
            activity_id=activity,
            person_id=person,
            wants_minutes=wanted,
            reason=reason,
        )
        village.do(
            AcceptCorrection,
            at=IN_THREE_DAYS,
            **attendance,
            number=number,
            minutes=wanted,
            decided_by=CONFIRMER,
        )
    house.project()
    (line,) = public(house)["items"]
    assert (line["minutes"], line["reason"], line["entered_by"]) == (40, "correction", "asked_for")


def test_what_nobody_confirmed_is_not_listed_and_what_was_late_says_by_how_much(
    house: House,
) -> None:
    village = house.village
    ended = MORNING
    due_on = record_due_on(ended, WorkingDays())
    at = day_end(due_on) + timedelta(days=2, hours=9)
    enter(village, village.volunteers[1], 60, at, ended=ended)
    house.now = at
    house.project()
    (line,) = public(house)["items"]
    assert (line["is_late"], line["days_late"]) == (True, 3)


def test_a_list_for_everybody_is_not_for_copying_whole(house: House) -> None:
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    codes = [
        house.get("/public/entries", environ_overrides=elsewhere).status_code for _ in range(62)
    ]
    assert codes.count(429) == 2
    assert codes[0] == 200


# What is overdue ------------------------------------------------------------------


def overdue(house: House, query: str = "") -> Any:
    who = house.token(Role.STREET, house.persons[Role.STREET])
    answer = house.get(f"/overdue{query}", who)
    assert answer.status_code == 200, answer.text
    return answer.json


def past(house: House, days: int, unit: str = COMMUNITY) -> UUID:
    """Hold an activity that ended so many days ago."""
    ended: datetime = house.now - timedelta(days=days)
    return hold(house.village, unit, ended - timedelta(hours=2))


def test_what_is_not_recorded_after_ten_working_days_is_overdue_worst_first(house: House) -> None:
    house.now = MORNING + timedelta(days=40)
    worst, worse = past(house, 30), past(house, 20)
    fresh = past(house, 1)
    house.project()
    told = overdue(house)
    assert [it["activity_id"] for it in told["items"]][-2:] == [str(worst), str(worse)]
    days = [it["days_over"] for it in told["items"]]
    assert days == sorted(days, reverse=True)
    assert min(days) >= 1
    assert told["total"] == len(told["items"])
    assert told["by_unit"] == [{"unit_code": COMMUNITY, "overdue": told["total"]}]
    everything = told["items"] + told["due_soon"] + told["waiting_for_calendar"]
    assert str(fresh) not in {it["activity_id"] for it in everything}


def test_what_is_recorded_or_no_volunteer_service_is_not_listed(house: House) -> None:
    house.now = MORNING + timedelta(days=40)
    before = len(overdue(house)["items"])
    activity = past(house, 25)
    house.project()
    assert len(overdue(house)["items"]) == before + 1
    house.village.do(RecordActivity, at=house.now, activity_id=activity, recorded_by=ENTERER)
    house.project()
    assert len(overdue(house)["items"]) == before


def test_pages_of_what_is_overdue_follow_each_other(house: House) -> None:
    house.now = MORNING + timedelta(days=40)
    for days in (22, 24, 26):
        past(house, days)
    house.project()
    whole = [it["activity_id"] for it in overdue(house)["items"]]
    first = overdue(house, "?limit=2")
    rest = overdue(house, f"?limit=200&cursor={first['next']}")
    assert [it["activity_id"] for it in first["items"] + rest["items"]] == whole


def test_what_is_due_within_three_working_days_stands_apart(house: House) -> None:
    house.now = MORNING
    calendar = WorkingDays()
    today = local_date(house.now)
    for days in range(8, 22):
        past(house, days)
    house.project()
    told = overdue(house)
    limit = calendar.nth_workday_after(today, 3)
    due = [date.fromisoformat(it["due_on"]) for it in told["due_soon"]]
    assert due
    assert all(today <= it <= limit for it in due)
    assert all(date.fromisoformat(it["due_on"]) < today for it in told["items"])


def test_a_year_without_holidays_makes_nothing_late(house: House) -> None:
    house.now = datetime.fromisoformat("2027-02-01T01:00:00+00:00")
    waits = hold(house.village, COMMUNITY, datetime.fromisoformat("2026-12-28T01:00:00+00:00"))
    late = hold(house.village, COMMUNITY, datetime.fromisoformat("2026-12-01T01:00:00+00:00"))
    house.project()
    told = overdue(house)
    (waiting,) = told["waiting_for_calendar"]
    assert (waiting["activity_id"], waiting["due_on"]) == (str(waits), None)
    assert str(late) in {it["activity_id"] for it in told["items"]}
    assert str(waits) not in {it["activity_id"] for it in told["items"]}


def test_every_day_of_a_year_is_told_in_exactly_one_of_the_spans() -> None:
    calendar = WorkingDays()
    for n in range(0, 330, 7):
        day = date(2026, 1, 20) + timedelta(days=n)
        spans = spans_of(calendar, day)
        for back in range(40):
            ended = day_end(day - timedelta(days=back)) - timedelta(hours=3)
            try:
                due_on = record_due_on(ended, calendar)
            except CalendarYearMissingError:
                assert back <= RECORD_DUE_WORKDAYS or ended >= spans.overdue_until
                continue
            assert (ended < spans.overdue_until) == (due_on < day), (day, back)


def test_only_offices_see_what_is_overdue_and_within_their_reach(house: House) -> None:
    assert house.get("/overdue", Role.VOLUNTEER).json["code"] == "role_required"
    assert house.get(f"/overdue?unit={DISTRICT}", Role.STREET).json["code"] == "outside_unit"
