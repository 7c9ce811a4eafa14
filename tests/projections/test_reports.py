"""Reports as they are asked for: by due time, by person, in sum, and the same after a rebuild."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.reports.categories import Category
from ledger.reports.kinds import ReportState
from projections.check import check as find_differences
from projections.reports.rows import Hour
from tests.projections.setting import Setting
from tests.support.ledgers import Village as Speaker
from tests.support.ledgers import hohhot
from tests.support.reports import EAST_GATE, GRID, THURSDAY, Street, north_of

DAY = date(2026, 3, 5)


def street_of(setting: Setting) -> Street:
    return Street(Speaker(setting.ledger, THURSDAY))


def test_what_waits_comes_by_due_time_and_moves_from_state_to_state(setting: Setting) -> None:
    street = street_of(setting)
    later = street.filed(new_id(), at=THURSDAY + timedelta(minutes=9))
    sooner = street.filed(new_id(), at=THURSDAY, place=north_of(EAST_GATE, 100))
    views = setting.project()
    first = views.reports.triage(GRID, ReportState.FILED, 1)
    place = (first[0].due_at, first[0].report_id)
    rest = views.reports.triage(GRID, ReportState.FILED, 9, place)
    assert [it.report_id for it in first + rest] == [sooner, later]
    street.accept(sooner)
    views = setting.project()
    assert views.reports.waiting(GRID[:9]) == {"filed": 1, "accepted": 1}
    (row,) = views.reports.triage(GRID, ReportState.ACCEPTED)
    assert row.due_at == row.resolve_due_at == hohhot("2026-03-11 00:00")


def test_a_forwarded_report_waits_elsewhere_and_is_counted_where_each_thing_happened(
    setting: Setting,
) -> None:
    street, there = street_of(setting), GRID[:-2] + "02"
    report_id = street.filed(new_id())
    setting.project()
    street.forward(report_id, there)
    street.accept(report_id)
    views = setting.project()
    assert views.reports.waiting(GRID) == {"filed": 0}
    assert views.reports.waiting(there) == {"filed": 0, "accepted": 1}
    units = views.report_figures.by_unit(GRID[:9], DAY, DAY)
    assert [(it.unit_code, it.totals.filed, it.totals.accepted) for it in units] == [
        (GRID, 1, 0),
        (there, 0, 1),
    ]


def test_what_waits_is_chosen_and_counted_by_category(setting: Setting) -> None:
    street = street_of(setting)
    lane = street.filed(new_id())
    ice = [
        street.filed(new_id(), category=Category.ICE, place=north_of(EAST_GATE, 100 * n))
        for n in range(3)
    ]
    street.accept(ice[0])
    street.forward(ice[1], GRID[:-2] + "02")
    reports = setting.project().reports
    chosen = reports.triage(GRID, ReportState.FILED, category=Category.ICE)
    assert [it.report_id for it in chosen] == [ice[2]]
    assert {it.report_id for it in reports.triage(GRID, ReportState.FILED)} == {lane, ice[2]}
    assert reports.waiting(GRID, Category.ICE) == {"filed": 1, "accepted": 1}
    assert reports.waiting(GRID) == {"filed": 2, "accepted": 1}
    assert reports.waiting(GRID[:9], Category.LITTER) == {}


def test_what_may_be_the_same_is_open_of_one_kind_and_place_and_was_filed_before(
    setting: Setting,
) -> None:
    street, here = street_of(setting), new_id()

    def told(**more: Any) -> UUID:
        return street.filed(new_id(), **({"place": None, "place_text_id": new_id()} | more))

    at_station, in_words, over = told(station_id=here, place_text_id=None), told(), told()
    told(category=Category.ICE)
    elsewhere = told()
    street.forward(elsewhere, GRID[:-2] + "02")
    street.reject(over)
    mine = told(station_id=here)
    told()
    reports = setting.project().reports
    row = reports.get(mine)
    assert row is not None
    assert [it.report_id for it in reports.alike(row)] == [at_station, in_words]


def test_a_joined_report_waits_no_more_and_both_people_see_both(setting: Setting) -> None:
    street, one, other, third = street_of(setting), new_id(), new_id(), new_id()
    words = {"place": None, "place_text_id": new_id()}
    first, later = street.filed(one, **words), street.filed(other)
    street.filed(third)
    setting.project()
    street.merge(later, first)
    views = setting.project()
    assert views.reports.waiting(GRID) == {"filed": 1, "merged": 1}
    assert [views.reports.part_of(it, first) for it in (one, other, third)] == [True, False, False]
    row = views.reports.get(first)
    assert row is not None
    assert row.confirmers == 2
    assert len(views.report_parts.photos([first])[first]) == 3
    assert views.report_figures.totals(GRID, DAY, DAY).merged == 1
    setting.runner(page_events=1).catch_up()
    assert find_differences(setting.ledger, setting.store) == []


def test_a_person_sees_what_was_found_and_what_was_confirmed_the_latest_first(
    setting: Setting,
) -> None:
    street, first, second = street_of(setting), new_id(), new_id()
    found = street.filed(first)
    for _ in range(2):
        street.filed(second)
    own = street.filed(second, place=north_of(EAST_GATE, 300))
    views = setting.project()
    listed = views.reports.of_person(second)
    assert [(it.report.report_id, it.is_first) for it in listed] == [(own, True), (found, False)]
    assert views.reports.of_person(second, 9, listed[0].place) == listed[1:]
    row = views.reports.get(found)
    assert row is not None
    assert row.confirmers == 1, "who says it twice confirms it once"
    assert [views.reports.part_of(it, found) for it in (first, second, new_id())] == [
        True,
        False,
        None,
    ]


def test_heat_is_counted_by_the_hour_it_was_seen_in_hohhot(setting: Setting) -> None:
    street = street_of(setting)
    for n, hour in enumerate((7, 7, 23)):
        at = hohhot(f"2026-03-05 {hour:02}:30")
        street.filed(new_id(), at=at, place=north_of(EAST_GATE, 200 * n))
    figures = setting.project().report_figures
    assert figures.hours(GRID[:6], "2026-03", "2026-03") == [
        Hour("blocked_fire_lane", 7, 2),
        Hour("blocked_fire_lane", 23, 1),
    ]
    assert figures.hours(GRID[:6], "2026-04", "2026-12") == []


def test_a_late_resolution_is_not_in_time_and_leaves_the_list_of_the_street(
    setting: Setting,
) -> None:
    street, late = street_of(setting), hohhot("2026-03-11 09:00")
    report_id = street.filed(new_id())
    street.whistle(report_id, at=late)
    reports = setting.project().reports
    assert [it.report_id for it in reports.overdue(GRID[:9])] == [report_id]
    assert (reports.count_overdue(GRID[:9]), reports.count_overdue(GRID[:-2] + "02")) == (1, 0)
    street.through(report_id, at=late)
    views = setting.project()
    assert views.reports.overdue(GRID[:9]) == []
    assert views.reports.count_overdue(GRID[:9]) == 0
    totals = views.report_figures.totals(GRID[:9], DAY, late.date())
    assert (totals.resolved, totals.in_time, totals.whistled) == (1, 0, 1)


def test_however_the_log_is_cut_into_batches_the_tables_are_the_same(setting: Setting) -> None:
    street, rider = street_of(setting), setting.village.riders[0]
    for n in range(4):
        report_id = street.filed(rider, place=north_of(EAST_GATE, 100 * n))
        street.filed(new_id(), place=north_of(EAST_GATE, 100 * n))
        street.accept(report_id)
        setting.runner(page_events=n + 1).catch_up()
    street.verify(report_id)
    street.resolve(report_id)
    street.reopen(report_id, rider)
    street.redact(report_id, next(iter(street.report(report_id).photo_ids)))
    setting.runner(page_events=1).catch_up()
    assert find_differences(setting.ledger, setting.store) == []
