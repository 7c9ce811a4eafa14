"""A term ends on its day and a month is stated once, whatever runs how often."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from bootstrap import rider_jobs
from bootstrap.container import House
from bootstrap.rider_jobs import RiderJobs
from ledger.kernel.commands import Command
from ledger.kernel.ids import new_id
from ledger.stations.commands import RegisterRider
from ledger.stations.month_statement import MonthStatement
from ledger.wallets.wallet import Wallet, WalletKind
from tests.support.grid_scenes import appoint, enter_grid
from tests.support.houses import BOTH_STORES, StandingClock, a_house, run_jobs, store_of
from tests.support.ledgers import hohhot, read_log
from tests.support.village import CITY, Village


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(hohhot("2026-11-20 09:00"))


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock) -> Iterator[House]:
    with a_house(tmp_path, clock, store_of(request)) as it:
        yield it


@pytest.fixture
def village(house: House) -> Village:
    return Village(house.ledger, now=house.services.clock()).settle()


def stated(house: House) -> list[MonthStatement.Stated]:
    return [it for it in read_log(house.ledger) if isinstance(it, MonthStatement.Stated)]


def told(house: House, person: UUID) -> list[tuple[str, int]]:
    house.runner().catch_up()
    found = house.services.views.messages.of_person(person)
    return [(it.kind, it.amount) for it in found]


def test_a_month_is_stated_once_it_is_settled_and_once_only(
    house: House, village: Village, clock: StandingClock
) -> None:
    rider = village.riders[0]
    wallet = Wallet.create_id(rider, WalletKind.RIDER)
    village.credit(wallet, 20, occurred_at=hohhot("2026-10-31 12:00"))
    village.visit(rider)
    village.reserve(wallet)
    clock.now = hohhot("2026-12-03 23:59")
    run_jobs(house)
    assert [it.month for it in stated(house)] == [], "November is open, October long settled"
    clock.now = hohhot("2026-12-04 00:00")
    for _ in range(3):
        run_jobs(house)  # each time as a service that was just started
    (it,) = stated(house)
    assert (it.person_id, it.month) == (rider, "2026-11")
    assert (it.opening, it.gained, it.spent) == (20, 1, -15)
    assert told(house, rider) == [("statement_ready", 1)]
    assert told(house, village.riders[1]) == [], "nothing happened there"


def test_who_was_down_for_a_week_tells_nobody_any_more(
    house: House, village: Village, clock: StandingClock
) -> None:
    village.visit(village.riders[0])
    clock.now = hohhot("2026-12-11 00:00")
    run_jobs(house)
    assert stated(house) == []


def test_rounds_go_on_until_every_rider_was_looked_at(
    house: House, village: Village, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rider_jobs, "PAGE_MAX", 2)
    monkeypatch.setattr(rider_jobs, "RIDER_PAGES_MAX", 1)
    riders = [*village.riders, *(new_id() for _ in range(3))]
    for n, rider in enumerate(riders[2:], 3):
        village.do(RegisterRider, person_id=rider, number=f"R{n:06d}", unit_code=CITY)
    for rider in riders:
        village.visit(rider)
    clock.now = hohhot("2026-12-05 09:00")
    house.runner().catch_up()

    def do(command: Command) -> bool:
        house.ledger.execute(command)
        return True

    jobs = RiderJobs(house.services.views, do)
    assert [jobs.run(clock.now) for _ in range(4)] == [2, 2, 1, 0]
    assert {it.person_id for it in stated(house)} == set(riders)


def test_a_term_is_over_after_its_last_day_and_the_rider_hears_of_it(
    house: House, village: Village, clock: StandingClock
) -> None:
    rider = village.riders[0]
    appoint(village, rider, enter_grid(village))
    clock.now = hohhot("2027-11-19 23:59")
    run_jobs(house)
    assert told(house, rider) == [("grid_appointed", 0)]
    clock.now = hohhot("2027-11-20 00:00")
    for _ in range(3):
        run_jobs(house)
    assert told(house, rider) == [("grid_expired", 0), ("grid_appointed", 0)]
