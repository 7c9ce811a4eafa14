"""Alerts and whistles come by themselves, once, whoever runs the jobs and however often."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from bootstrap import paging
from bootstrap.background import Jobs
from bootstrap.container import House
from ledger.kernel.ids import new_id
from ledger.registry.commands import AssignRole, RegisterUnit
from ledger.registry.unit_office import NameUnitOffice
from ledger.reports.report import Report
from projections import reader
from tests.support.houses import StandingClock
from tests.support.houses import run_jobs as run_all
from tests.support.ledgers import Village, hohhot, read_log
from tests.support.reports import GRID, THURSDAY, Street

LEADER, CLERK, OFFICE = new_id(), new_id(), new_id()
DUE = hohhot("2026-03-05 14:40")
OVERDUE = hohhot("2026-03-11 00:00")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(THURSDAY)


@pytest.fixture
def street(house: House) -> Street:
    village = Village(house.ledger, THURSDAY)
    units = (("1501", "city"), ("150104", "county"), (GRID[:9], "township"), (GRID[:12], "village"))
    parent = ""
    for code, level in (*units, (GRID, "grid")):
        unit = {"code": code, "name": code, "level": level, "parent_code": parent}
        village.tell(RegisterUnit, **unit, valid_from=date(2026, 1, 1))
        parent = code
    for person_id, role, unit_code in (
        (CLERK, "clerk", GRID[:12]),
        (OFFICE, "street", GRID[:9]),
    ):
        term = {"from_day": date(2026, 1, 1), "to_day": None, "assigned_by": None}
        of = {"person_id": person_id, "role": role, "unit_code": unit_code, "place_id": None}
        village.tell(AssignRole, **of, **term)
    return Street(village)


def run(house: House, at: Any) -> int:
    clock: Any = house.services.clock
    clock.now = at
    return run_all(house)


def told(street: Street, kind: type[Any]) -> list[list[UUID]]:
    return [it.told for it in read_log(street.village.ledger) if isinstance(it, kind)]


def test_a_report_nobody_accepts_is_told_to_whom_leads_the_grid_once(
    house: House, street: Street
) -> None:
    named = {"unit_code": GRID, "in_charge": LEADER, "telephone": "", "named_by": CLERK}
    street.village.tell(NameUnitOffice, **named)
    street.filed(new_id())
    assert run(house, DUE - timedelta(seconds=1)) == 0
    assert run(house, DUE) == 1
    assert [run(house, DUE + timedelta(minutes=n)) for n in range(3)] == [0, 0, 0]
    assert told(street, Report.AcceptanceOverdue) == [[LEADER]]
    (message,) = house.services.views.messages.of_person(LEADER)
    assert message.kind == "report_unaccepted"


def test_where_nobody_leads_the_grid_the_clerks_of_the_village_are_told(
    house: House, street: Street
) -> None:
    street.filed(new_id())
    run(house, DUE)
    assert told(street, Report.AcceptanceOverdue) == [[CLERK]]


def test_what_is_not_resolved_in_three_working_days_is_whistled_to_the_street_once(
    house: House, street: Street
) -> None:
    report_id = street.filed(new_id())
    street.accept(report_id)
    assert run(house, OVERDUE - timedelta(seconds=1)) == 0
    assert run(house, OVERDUE) == 1
    assert run(house, OVERDUE + timedelta(days=30)) == 0
    assert told(street, Report.Whistled) == [[OFFICE]]
    (row,) = house.services.views.reports.overdue(GRID[:9])
    assert (row.report_id, row.street_code) == (report_id, GRID[:9])
    assert [it.kind for it in house.services.views.messages.of_person(OFFICE)] == [
        "report_whistled"
    ]


def test_jobs_that_see_the_same_rows_twice_tell_nobody_twice(house: House, street: Street) -> None:
    """A job that died before the read model heard of it finds the same rows again."""
    street.filed(new_id())
    run(house, DUE - timedelta(hours=1))
    clock: Any = house.services.clock
    clock.now = OVERDUE
    house.runner().catch_up()
    for jobs in (Jobs(house), Jobs(house)):
        jobs.run_due()
    assert len(told(street, Report.AcceptanceOverdue)) == 1
    assert len(told(street, Report.Whistled)) == 1


def test_more_reports_than_a_page_holds_are_all_told_of_in_one_round(
    house: House, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_MAX", 2)
    monkeypatch.setattr(reader, "PAGE_MAX", 2)
    for _ in range(5):
        street.filed(new_id(), place=None, place_text_id=new_id())
    assert run(house, DUE) == 5
