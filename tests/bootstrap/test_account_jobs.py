"""A quarter's account is published by itself on the first working day: once, whatever dies when."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from api.moral.account_waiting import waiting_for
from bootstrap.background import Jobs
from bootstrap.container import House
from ledger.kernel.clock import local_date
from projections.check import check as find_differences
from projections.moral.accounts.views import AccountRow
from tests.support.books import GAIN, Books
from tests.support.houses import BOTH_STORES, StandingClock, a_house, run_jobs, store_of
from tests.support.ledgers import UNIT, hohhot
from tests.support.quarters import close, reopen

SUMMER = hohhot("2026-08-10 10:00")
HOLIDAY = hohhot("2026-10-07 23:59")
FIRST_WORKING_DAY = hohhot("2026-10-08 00:00")
QUARTER = "2026Q3"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(SUMMER)


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock) -> Iterator[House]:
    with a_house(tmp_path, clock, store_of(request)) as it:
        yield it


@pytest.fixture
def books(house: House) -> Books:
    books = Books(house.ledger)
    home = books.home("0147")
    books.post(home, GAIN, 5, hohhot("2026-07-10 10:00"))
    books.post(home, GAIN, 3, SUMMER)
    return books


def close_months(house: House, books: Books, *months: str, at: datetime = HOLIDAY) -> None:
    for it in months:
        house.runner().catch_up()
        close(books, house.services.views, it, at)
    house.runner().catch_up()


def run(house: House, clock: StandingClock, at: datetime) -> int:
    clock.now = at
    return run_jobs(house)


def accounts(house: House) -> list[AccountRow]:
    house.runner().catch_up()
    return house.services.views.accounts.versions(UNIT, QUARTER)


def test_an_account_comes_on_the_first_working_day_and_no_sooner(
    house: House, books: Books, clock: StandingClock
) -> None:
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    assert run(house, clock, HOLIDAY) == 0
    assert accounts(house) == []
    assert run(house, clock, FIRST_WORKING_DAY) == 1
    (row,) = accounts(house)
    assert row.published_at == FIRST_WORKING_DAY
    assert row.statement.closing == 8
    assert find_differences(house.ledger, house.read_store) == []


def test_running_twice_or_in_two_processes_publishes_once(
    house: House, books: Books, clock: StandingClock
) -> None:
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    clock.now = FIRST_WORKING_DAY
    one, other = Jobs(house), Jobs(house)
    assert one.run_due() == 1
    said = house.ledger.store.max_notification_id()
    other.run_due()  # no read model has moved: both see what is due
    one.run_due()
    assert house.ledger.store.max_notification_id() == said
    assert len(accounts(house)) == 1
    assert run(house, clock, hohhot("2026-10-09 00:00")) == 0
    assert len(accounts(house)) == 1


def test_an_account_waits_for_a_late_close_and_says_for_which(
    house: House, books: Books, clock: StandingClock
) -> None:
    views = house.services.views
    close_months(house, books, "2026-07", "2026-08")
    assert waiting_for(views, UNIT, local_date(HOLIDAY)) is None, "it is not time yet"
    assert run(house, clock, FIRST_WORKING_DAY) == 0
    waiting = waiting_for(views, UNIT, local_date(FIRST_WORKING_DAY))
    assert waiting is not None
    assert (waiting.quarter, waiting.open_months) == (QUARTER, ["2026-09"])
    late = hohhot("2026-10-20 10:00")
    close_months(house, books, "2026-09", at=late)
    assert run(house, clock, late) == 1
    house.runner().catch_up()
    assert waiting_for(views, UNIT, local_date(late)) is None


def test_a_village_that_closed_no_month_at_all_is_told_so(
    house: House, books: Books, clock: StandingClock
) -> None:
    assert books
    assert run(house, clock, FIRST_WORKING_DAY) == 0
    waiting = waiting_for(house.services.views, UNIT, local_date(FIRST_WORKING_DAY))
    assert waiting is not None
    assert waiting.open_months == ["2026-07", "2026-08", "2026-09"]
    assert waiting_for(house.services.views, "150104003006", local_date(HOLIDAY)) is None


def test_quarters_missed_while_the_house_was_down_are_published_when_it_is_back(
    house: House, books: Books, clock: StandingClock
) -> None:
    late = hohhot("2027-02-10 10:00")
    months = ("2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12")
    close_months(house, books, *months, at=late)
    assert run(house, clock, late) == 2
    house.runner().catch_up()
    lines = house.services.views.accounts.lines(UNIT)
    assert [it.quarter for it in lines] == ["2026Q4", "2026Q3"]


def test_a_month_that_was_opened_again_brings_a_second_version_when_it_is_closed(
    house: House, books: Books, clock: StandingClock
) -> None:
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    run(house, clock, FIRST_WORKING_DAY)
    (first,) = accounts(house)
    later = hohhot("2026-10-12 10:00")
    reopen(books, "2026-09", later)
    assert run(house, clock, later) == 0
    assert accounts(house) == [first], "what was published stays while a month is open"
    waiting = waiting_for(house.services.views, UNIT, local_date(later))
    assert waiting is not None
    assert waiting.open_months == ["2026-09"]
    close_months(house, books, "2026-09", at=later)
    assert run(house, clock, later) == 1
    assert [it.version for it in accounts(house)] == [2, 1]
    assert run(house, clock, later) == 0


def test_what_does_not_add_up_is_not_published_and_somebody_is_told(
    house: House,
    books: Books,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    views = house.services.views
    sound = type(views.periods).gains
    monkeypatch.setattr(type(views.periods), "gains", lambda *_: [])
    assert run(house, clock, FIRST_WORKING_DAY) == 0
    assert accounts(house) == []
    assert f"account {UNIT} {QUARTER}: gains" in caplog.text
    waiting = waiting_for(views, UNIT, local_date(FIRST_WORKING_DAY))
    assert waiting is not None
    assert (waiting.open_months, waiting.unbalanced) == ([], ["gains"])
    monkeypatch.setattr(type(views.periods), "gains", sound)
    assert run(house, clock, FIRST_WORKING_DAY) == 1
