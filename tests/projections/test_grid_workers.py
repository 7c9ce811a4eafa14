"""Who looks after which grid, and how many; how busy stations are by hour."""

from datetime import date, timedelta

from ledger.kernel.clock import local_date
from ledger.stations.grid_worker_commands import EndGridWorker, ExpireGridWorker, LeaveGridWork
from ledger.stations.visit_detail import ForgetVisitDetail
from projections.stations.grid_worker_views import GridCounts
from tests.projections.setting import Setting
from tests.support.grid_scenes import appoint, enter_grid
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village

TODAY = date(2026, 11, 20)
QUARTER = date(2026, 10, 1), date(2026, 12, 31)


def test_a_rider_has_the_grid_of_the_term_until_it_is_over(
    setting: Setting, village: Village
) -> None:
    rider, grid = village.riders[0], enter_grid(village)
    appoint(village, rider, grid)
    workers = setting.project().grid_workers
    row = workers.of(rider)
    assert row is not None
    assert (row.unit_code, row.from_day, row.to_day) == (grid, TODAY, date(2027, 11, 19))
    assert (row.trained_on, row.is_paid, row.agrees) == (TODAY, False, False)
    assert [it.person_id for it in workers.in_unit(STREET)] == [rider]
    village.do(LeaveGridWork, at=village.now + timedelta(days=9), person_id=rider)
    workers = setting.project().grid_workers
    row = workers.of(rider)
    assert row is not None
    assert (row.unit_code, row.from_day, row.trained_on) == ("", None, TODAY)
    assert workers.in_unit(CITY) == []
    (term,) = workers.terms(rider)
    assert (term.to_day, term.cause) == (TODAY + timedelta(days=9), "asked")


def test_a_list_of_a_unit_goes_on_where_it_stopped(setting: Setting, village: Village) -> None:
    for number, rider in enumerate(village.riders):
        appoint(village, rider, enter_grid(village, f"{COMMUNITY}0{number}", f"{number}"))
    workers = setting.project().grid_workers
    first = workers.in_unit(DISTRICT, 1)
    rest = workers.in_unit(DISTRICT, 9, first[0].person_id)
    assert [it.person_id for it in first + rest] == village.riders


def test_the_job_finds_terms_whose_last_day_has_passed(setting: Setting, village: Village) -> None:
    rider = village.riders[0]
    appoint(village, rider, enter_grid(village))
    workers = setting.project().grid_workers
    assert workers.over(date(2027, 11, 19)) == []
    assert workers.over(date(2027, 11, 20)) == [rider]
    village.do(ExpireGridWorker, at=village.now + timedelta(days=366), person_id=rider)
    assert setting.project().grid_workers.over(date(2027, 11, 21)) == []


def test_a_quarter_is_counts_and_names_nobody(setting: Setting, village: Village) -> None:
    first, second = village.riders
    appoint(village, first, enter_grid(village, f"{COMMUNITY}01", "一"))
    appoint(village, second, enter_grid(village, f"{COMMUNITY}02", "二"))
    workers = setting.project().grid_workers
    assert workers.counts(STREET, *QUARTER) == GridCounts(2, 2, 0, 0, 0)
    village.do(LeaveGridWork, at=village.now + timedelta(days=3), person_id=first)
    soon = village.now + timedelta(days=4)
    village.do(EndGridWorker, at=soon, person_id=second, ended_by=village.keeper)
    workers = setting.project().grid_workers
    assert workers.counts(f"{COMMUNITY}01", *QUARTER) == GridCounts(1, 0, 1, 0, 0)
    assert workers.counts(COMMUNITY, *QUARTER) == GridCounts(2, 0, 1, 1, 0)
    before = date(2026, 7, 1), date(2026, 9, 30)
    assert workers.counts(COMMUNITY, *before) == GridCounts(0, 0, 0, 0, 0)


def test_visits_are_counted_by_unit_and_hour(setting: Setting, village: Village) -> None:
    village.visit(village.riders[0])  # 09:00
    village.visit(village.riders[1], at=village.now + timedelta(minutes=59))
    village.visit(village.riders[0], at=village.now + timedelta(hours=9))
    hours = setting.project().visit_hours
    found = hours.of(STREET, TODAY, TODAY)
    assert {hour: n for hour, n in enumerate(found) if n} == {9: 2, 18: 1}
    assert hours.of("150104004", TODAY, TODAY) == [0] * 24
    assert hours.of(CITY, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == [0] * 24


def test_hours_go_with_the_single_visits(setting: Setting, village: Village) -> None:
    village.visit(village.riders[0])
    late = village.now + timedelta(days=91)
    village.do(ForgetVisitDetail, at=late, before=local_date(late) - timedelta(days=90))
    assert setting.project().visit_hours.of(CITY, TODAY, TODAY) == [0] * 24
