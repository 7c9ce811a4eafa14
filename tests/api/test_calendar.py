"""The doors of the working-day calendar: one administrator proposes, another approves."""

import pytest

from api.calendar.notice import LINES_MAX, read_notice
from people.roles import Role
from tests.api.house import House
from tests.support.holidays import SAMPLE_YEAR, sample_holidays, sample_workdays, write_notice

SYSTEM, SECURITY = Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR
YEAR = f"/calendar/{SAMPLE_YEAR}"
NOTICE = {
    "holidays": [it.isoformat() for it in sample_holidays()],
    "workdays": [it.isoformat() for it in sample_workdays()],
    "source": "样例通知〔0000〕0号 https://example.org/sample",
}


def test_a_year_is_loaded_by_two_administrators(house_on_both: House) -> None:
    house = house_on_both
    assert house.get(YEAR, SYSTEM).json["known"] is False
    proposed = house.post(f"{YEAR}/versions", SYSTEM, NOTICE)
    assert (proposed.status_code, proposed.json["version"]) == (201, 1)
    assert house.post(f"{YEAR}/versions/1/approval", SYSTEM, {}).json["code"] == "role_required"
    house.project()
    assert house.get(YEAR, SECURITY).json["known"] is False, "nobody has approved it"

    approved = house.post(f"{YEAR}/versions/1/approval", SECURITY, {})
    assert approved.status_code == 201, approved.text
    house.project()
    told = house.get(YEAR, Role.CLERK).json
    assert (told["known"], told["holidays"], told["workdays"]) == (
        True,
        NOTICE["holidays"],
        NOTICE["workdays"],
    )
    (version,) = told["versions"]
    assert (version["state"], version["source"]) == ("approved", NOTICE["source"])
    assert version["proposed_by"] == str(house.persons[SYSTEM])
    assert version["decided_by"] == str(house.persons[SECURITY])
    again = house.post(f"{YEAR}/versions/1/approval", SECURITY, {})
    assert (again.status_code, again.json["code"]) == (404, "calendar_proposal_not_found")


def test_a_rejected_year_stays_unknown(house: House) -> None:
    house.post(f"{YEAR}/versions", SYSTEM, NOTICE)
    assert house.post(f"{YEAR}/versions/1/rejection", SECURITY, {}).status_code == 201
    house.project()
    told = house.get(YEAR, SECURITY).json
    assert (told["known"], told["versions"][0]["state"]) == (False, "rejected")


def test_a_notice_that_cannot_be_is_refused_with_every_flaw(house: House) -> None:
    wrong = NOTICE | {"holidays": ["2031-01-01", "2030-12-31"]}
    refused = house.post(f"{YEAR}/versions", SYSTEM, wrong)
    assert (refused.status_code, refused.json["code"]) == (422, "calendar_notice_invalid")
    assert refused.json["outside_year"] == ["2030-12-31"]
    assert refused.json["holidays_min"] == 13


def test_built_in_years_are_known(quiet_house: House) -> None:
    told = quiet_house.get("/calendar/2026", Role.STREET).json
    assert told["known"]
    assert "2026-10-01" in told["holidays"]
    assert "2026-10-10" in told["workdays"]
    assert told["versions"] == []


@pytest.mark.parametrize("year", [1999, 3000, 10**19])
def test_years_that_cannot_be_are_nowhere(quiet_house: House, year: int) -> None:
    assert quiet_house.get(f"/calendar/{year}", SYSTEM).json["code"] == "not_found"


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.SHOP_KEEPER, Role.CLERK, Role.CITY])
def test_nobody_else_loads_a_year(quiet_house: House, role: Role) -> None:
    assert quiet_house.post(f"{YEAR}/versions", role, NOTICE).json["code"] == "role_required"


def test_pasted_lines_are_read_as_days_and_ranges() -> None:
    read = read_notice(
        "2031-01-01..2031-01-03 休\n\n2031-02-01 班\n 2031-03-01 至 2031-03-02  放假 "
    )
    assert [it.day for it in read.holidays] == [1, 2, 3, 1, 2]
    assert [it.isoformat() for it in read.workdays] == ["2031-02-01"]
    assert read.unread == ()
    assert read_notice(write_notice(read.holidays, read.workdays)).workdays == read.workdays


@pytest.mark.parametrize(
    "line",
    ["2031-02-30 休", "2031-01-03..2031-01-01 休", "2031-01-01", "1月1日 休", "2031-01-01 补"],
)
def test_lines_that_make_no_sense_are_named(line: str) -> None:
    assert read_notice(f"2031-01-01 休\n{line}").unread == (2,)


def test_more_lines_than_a_notice_has_are_not_read() -> None:
    assert read_notice("2031-01-01 休\n" * (LINES_MAX + 5)).unread == (LINES_MAX + 1,)
    assert len(read_notice("0001-01-01..9999-12-31 休").holidays) < 200
