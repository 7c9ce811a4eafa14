"""Every read is bounded and walks an index."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, inspect, text

from ledger.kernel.ids import new_id
from ledger.volunteering.supplement import State as SupplementState
from projections.boards.board import ALL_TIME, Board
from projections.catalogue import Views
from projections.engines import make_engine
from projections.reader import PAGE_MAX
from projections.stations.places import PlaceChoice
from projections.volunteering.activities.views import Choice
from tests.projections.report_reads import REPORT_READS
from tests.projections.setting import Setting
from tests.projections.shop_reads import SHOP_READS
from tests.support.village import CITY, MORNING, Village

TABLE = "reports_reports_b1"
TODAY = date(2026, 11, 20)
THEN = date(2026, 11, 1)
CHOICE = Choice(category="patrol", campaign="party_helps", day=TODAY, led_by=new_id())
PLACES = PlaceChoice(kind="red_bee", service=("饭", "微波"), words="红蜂")
NO_TABLES = (" SCAN way", " SCAN counted")
"""The few rows that a path is made of while it is walked, and a page of what is counted."""

READS: dict[str, Callable[[Views, Village], Any]] = {
    "units.of": lambda v, _: v.units.of(CITY),
    "units.children": lambda v, _: v.units.children(CITY),
    "units.path": lambda v, _: v.units.path("150104003005"),
    "units.of.then": lambda v, _: v.units.of(CITY, THEN),
    "units.children.then": lambda v, _: v.units.children(CITY, as_of=THEN),
    "units.path.then": lambda v, _: v.units.path("150104003005", THEN),
    "units.versions": lambda v, _: v.units.versions(CITY),
    "role_terms.of_person": lambda v, w: v.role_terms.of_person(w.household, THEN),
    "role_terms.in_unit": lambda v, _: v.role_terms.in_unit(CITY, THEN),
    "refused_scans.of_person": lambda v, c: v.refused_scans.of_person(c.riders[0], 9, 99),
    "refused_scans.of_unit": lambda v, _: v.refused_scans.of_unit(CITY),
    "refused_scans.counts": lambda v, _: v.refused_scans.counts(TODAY, TODAY),
    "balances.of": lambda v, c: v.balances.of(c.household_wallet),
    "balances.of_owner": lambda v, c: v.balances.of_owner(c.household),
    "entries.page": lambda v, c: v.entries.page(c.household_wallet, 9, 99),
    "lots.of": lambda v, c: v.lots.of(c.household_wallet),
    "lots.overdue": lambda v, _: v.lots.overdue(TODAY),
    "trial_balances.of": lambda v, _: v.trial_balances.of(CITY),
    "teams.of": lambda v, c: v.teams.of(c.team),
    "teams.page": lambda v, c: v.teams.page(CITY, 9, c.team),
    "teams.of_person": lambda v, c: v.teams.of_person(c.volunteers[0]),
    "teams.members": lambda v, c: v.teams.members(c.team, 9, c.volunteers[0]),
    "volunteers.of": lambda v, c: v.volunteers.of(c.volunteers[0]),
    "volunteers.by_number": lambda v, _: v.volunteers.by_number("V000001"),
    "volunteers.page": lambda v, c: v.volunteers.page(CITY, 9, c.volunteers[0]),
    "totals.of": lambda v, c: v.totals.of(c.volunteers[0]),
    "totals.minutes_of": lambda v, c: v.totals.minutes_of(c.volunteers),
    "totals.by_evidence": lambda v, c: v.totals.by_evidence(c.volunteers[0]),
    "activities.of": lambda v, c: v.activities.of(c.activity),
    "activities.upcoming": lambda v, c: v.activities.upcoming(CITY, MORNING, 9, c.activity),
    "activities.of_day": lambda v, c: v.activities.of_day(CITY, TODAY, 9, c.activity),
    "activities.past": lambda v, c: v.activities.past(CITY, MORNING, 9, c.activity),
    "activities.chosen": lambda v, c: v.activities.upcoming(CITY, MORNING, 9, c.activity, CHOICE),
    "activities.of_series": lambda v, c: v.activities.of_series(c.activity),
    "activities.to_end": lambda v, _: v.activities.to_end(MORNING),
    "sign_ups.state_of": lambda v, c: v.sign_ups.state_of(c.activity, c.volunteers[0]),
    "sign_ups.of_activity": lambda v, c: v.sign_ups.of_activity(c.activity, 9, ("waiting", 1)),
    "sign_ups.of_person": lambda v, c: v.sign_ups.of_person(c.volunteers[0], MORNING),
    "sign_ups.counts": lambda v, c: v.sign_ups.counts([c.activity]),
    "offices.of": lambda v, _: v.offices.of("150104003005"),
    "point_rates.in_force": lambda v, _: v.point_rates.in_force("150104003005"),
    "attendances.of": lambda v, c: v.attendances.of(c.activity),
    "attendances.several": lambda v, c: v.attendances.several([c.activity]),
    "attendances.roll": lambda v, c: v.attendances.roll(c.activity, 9, c.activity),
    "attendances.of_person": lambda v, c: v.attendances.of_person(c.volunteers[0], 9, c.activity),
    "attendances.to_close": lambda v, _: v.attendances.to_close(MORNING),
    "attendances.history": lambda v, c: v.attendances.history(c.activity),
    "attendances.confirmations": lambda v, c: v.attendances.confirmations(c.activity),
    "supplements.of": lambda v, c: v.supplements.of(c.activity),
    "supplements.of_activity": lambda v, c: v.supplements.of_activity(c.activity, 9, c.activity),
    "supplements.standing_of_activity": lambda v, c: v.supplements.standing_of_activity(
        c.activity, 9, c.activity
    ),
    "supplements.waiting": lambda v, c: v.supplements.waiting(CITY, 9, c.activity),
    "supplements.in_state": lambda v, c: v.supplements.in_state(
        SupplementState.CONFIRMED, CITY, 9, c.activity
    ),
    "doubtful_scans.of": lambda v, c: v.doubtful_scans.of(c.activity),
    "doubtful_scans.of_activity": lambda v, c: v.doubtful_scans.of_activity(
        c.activity, 9, c.activity
    ),
    "doubtful_scans.open_of_activity": lambda v, c: v.doubtful_scans.open_of_activity(
        c.activity, 9, c.activity
    ),
    "doubtful_scans.waiting": lambda v, c: v.doubtful_scans.waiting(CITY, 9, c.activity),
    "supplements.count_waiting": lambda v, _: v.supplements.count_waiting(CITY),
    "doubtful_scans.count_waiting": lambda v, _: v.doubtful_scans.count_waiting(CITY),
    "waiting_attendances.count_held": lambda v, _: v.waiting_attendances.count_held(CITY),
    "waiting_attendances.count_wanting": lambda v, _: v.waiting_attendances.count_wanting(CITY),
    "corrections.count_waiting": lambda v, _: v.corrections.count_waiting(CITY),
    "complaints.count_waiting": lambda v, _: v.complaints.count_waiting(CITY),
    "shops.of": lambda v, c: v.shops.of(c.shop),
    "shops.page": lambda v, c: v.shops.page(CITY, 9, c.shop),
    "items.of": lambda v, c: v.items.of(c.item),
    "items.of_shop": lambda v, c: v.items.of_shop(c.shop, 9, c.item),
    "items.page": lambda v, c: v.items.page(CITY, 9, c.item),
    "vouchers.of": lambda v, c: v.vouchers.of(c.item),
    "vouchers.of_owner": lambda v, c: v.vouchers.of_owner(c.household, 9, c.item),
    "vouchers.open_in_shop": lambda v, c: v.vouchers.open_in_shop(c.shop),
    "vouchers.overdue": lambda v, _: v.vouchers.overdue(TODAY),
    "stations.of": lambda v, c: v.stations.of(c.station),
    "stations.page": lambda v, c: v.stations.page(CITY, 9, c.station),
    "stations.chosen": lambda v, c: v.stations.page(CITY, 9, c.station, PLACES),
    "stations.services": lambda v, c: v.stations.services(c.other_station),
    "stations.riders_on": lambda v, c: v.stations.riders_on(c.other_station, TODAY, TODAY),
    "stations.repeats": lambda v, c: v.stations.repeats(c.other_station, TODAY),
    "stations.showing": lambda v, c: v.stations.showing(c.station),
    "stations.live": lambda v, c: v.stations.live(c.station, TODAY),
    "riders.ids": lambda v, c: v.riders.ids(c.riders[0], 9),
    "riders.of": lambda v, c: v.riders.of(c.riders[0]),
    "riders.by_number": lambda v, _: v.riders.by_number("R000001"),
    "riders.days": lambda v, c: v.riders.days(c.riders[0], TODAY, TODAY),
    "visits.of_rider": lambda v, c: v.visits.of_rider(c.riders[0], 9, 99),
    "doubtful_visits.of": lambda v, _: v.doubtful_visits.of(new_id()),
    "doubtful_visits.waiting": lambda v, _: v.doubtful_visits.waiting(CITY, 9, new_id()),
    "doubtful_visits.waiting.near": lambda v, c: v.doubtful_visits.waiting(
        CITY, 9, None, c.station
    ),
    "doubtful_visits.count": lambda v, _: v.doubtful_visits.count(CITY),
    "doubtful_visits.of_rider": lambda v, c: v.doubtful_visits.of_rider(c.riders[0]),
    "phone_gaps.open": lambda v, _: v.phone_gaps.open(CITY, 9, new_id()),
    "phone_gaps.open.near": lambda v, c: v.phone_gaps.open(CITY, 9, None, c.station),
    "purposes.of_station": lambda v, c: v.purposes.of_station(c.station, THEN, TODAY),
    "station_names.of": lambda v, c: v.station_names.of({c.station, c.other_station}),
    "visits.of_station": lambda v, c: v.visits.of_station(c.station, MORNING, MORNING),
    "grid_workers.of": lambda v, c: v.grid_workers.of(c.riders[0]),
    "grid_workers.terms": lambda v, c: v.grid_workers.terms(c.riders[0]),
    "grid_workers.in_unit": lambda v, c: v.grid_workers.in_unit(CITY, 9, c.riders[0]),
    "grid_workers.over": lambda v, _: v.grid_workers.over(TODAY),
    "grid_workers.counts": lambda v, _: v.grid_workers.counts(CITY, TODAY, TODAY),
    "wallet_months.opening": lambda v, c: v.wallet_months.opening(c.household_wallet, MORNING),
    "wallet_months.sums": lambda v, c: v.wallet_months.sums(c.household_wallet, MORNING, MORNING),
    "wallet_months.spending": lambda v, c: v.wallet_months.spending(
        c.household_wallet, MORNING, MORNING
    ),
    "wallet_months.totals": lambda v, c: v.wallet_months.totals(
        [c.household_wallet], MORNING, MORNING
    ),
    "messages.after": lambda v, _: v.messages.after(0, 9),
    "messages.of_event": lambda v, c: v.messages.of_event(1, c.riders[0]),
    "messages.last_position": lambda v, _: v.messages.last_position(),
    "visit_hours.by_code": lambda v, _: v.visit_hours.by_code(CITY, TODAY, TODAY),
    "visit_hours.of": lambda v, _: v.visit_hours.of(CITY, TODAY, TODAY),
    "boards.top": lambda v, _: v.boards.top(Board.MINUTES, CITY, ALL_TIME),
    **SHOP_READS,
    **REPORT_READS,
    "boards.place_of": lambda v, _: v.boards.place_of(Board.MINUTES, CITY, ALL_TIME, "x"),
}


def plans_of(setting: Setting, name: str) -> list[list[str]]:
    """Return how the database walks each statement of a question."""
    seen: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        seen.append((statement, values))

    engine = setting.store._engine
    event.listen(engine, "before_cursor_execute", remember)
    try:
        READS[name](setting.views(), setting.village)
    finally:
        event.remove(engine, "before_cursor_execute", remember)
    statements, plans = [(sql, values) for sql, values in seen if "_b1" in sql], []
    with setting.store.reading() as connection:
        if setting.store.is_postgres:
            connection.execute(text("SET enable_seqscan = off"))
        for sql, values in statements:
            explain = "EXPLAIN " if setting.store.is_postgres else "EXPLAIN QUERY PLAN "
            rows = connection.exec_driver_sql(explain + sql, values)
            plans.append([" ".join(map(str, row)) for row in rows])
        if setting.store.is_postgres:
            connection.execute(text("RESET enable_seqscan"))
    return plans


@pytest.mark.parametrize("name", READS)
def test_no_read_walks_a_whole_table(shared_setting: Setting, name: str) -> None:
    plans = plans_of(shared_setting, name)
    assert plans
    for plan in plans:
        scans = [line for line in plan if "Seq Scan" in line or " SCAN " in line]
        assert [line for line in scans if not line.endswith(NO_TABLES)] == [], plan


@pytest.mark.parametrize(
    ("name", "index"), [("reports.triage.of_category", "chosen"), ("reports.alike", "alike")]
)
def test_a_choice_of_reports_walks_the_index_made_for_it(
    shared_setting: Setting, name: str, index: str
) -> None:
    """PostgreSQL takes whichever is cheapest for the few rows of a test: there it is only there."""
    made = {it["name"] for it in inspect(shared_setting.store._engine).get_indexes(TABLE)}
    assert f"{TABLE}_{index}" in made
    if not shared_setting.store.is_postgres:
        assert f"{TABLE}_{index}" in str(plans_of(shared_setting, name)[-1])


def test_an_answer_is_bounded_whatever_is_asked_for(setting: Setting, village: Village) -> None:
    for amount in range(1, PAGE_MAX + 6):
        village.credit(village.household_wallet, amount)
    entries = setting.project().entries
    assert len(entries.page(village.household_wallet, limit=10**9)) == PAGE_MAX
    assert len(entries.page(village.household_wallet, limit=-1)) == 1


def test_a_unit_does_not_contain_its_neighbour(setting: Setting) -> None:
    views = setting.project()
    assert views.stations.page("15010400300")
    assert views.stations.page("150104004") == []
    assert views.stations.page("150104002") == []


@pytest.mark.parametrize("address", ["mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_read_models_are_kept_in_files_or_postgresql_only(address: str) -> None:
    with pytest.raises(ValueError, match="read models"):
        make_engine(address)
