"""Households hear of points that end, three times, once each."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from bootstrap.container import House
from ledger.kernel.ids import new_id
from tests.support.books import GAIN, GREAT, Books
from tests.support.houses import StandingClock, run_jobs
from tests.support.ledgers import hohhot


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(hohhot("2026-10-31 09:00"))


def told(house: House, person_id: UUID) -> list[int]:
    house.runner().catch_up()
    messages = house.services.views.messages.of_person(person_id)
    return [it.amount for it in messages if it.kind == "points_end"]


def test_a17_a_household_is_reminded_60_30_and_7_days_before_once_each(
    house: House, clock: StandingClock
) -> None:
    books, head, wife = Books(house.ledger), new_id(), new_id()
    home = books.home("0147", head, wife)
    books.post(home, GAIN, 20, clock.now, on=hohhot("2025-06-01 09:00"))
    books.post(home, GREAT, 30, clock.now)
    assert (run_jobs(house), told(house, head)) == (0, []), "61 days before, nobody is told"
    seen = []
    for day in ("11-01", "11-01", "11-20", "12-01", "12-02", "12-24", "12-31"):
        clock.now = hohhot(f"2026-{day} 09:00")
        run_jobs(house)  # each time as a service that was just started
        seen.append(len(told(house, head)))
    assert seen == [1, 1, 1, 2, 2, 3, 3]
    assert told(house, wife) == [20, 20, 20], "only the points that end are spoken of"


def test_a_service_that_was_down_reminds_when_it_is_back(
    house: House, clock: StandingClock
) -> None:
    books, head = Books(house.ledger), new_id()
    home = books.home("0147", head)
    books.post(home, GAIN, 20, clock.now, on=hohhot("2025-06-01 09:00"))
    clock.now = hohhot("2026-12-27 09:00")
    run_jobs(house)
    assert told(house, head) == [20]
    clock.now = datetime(2026, 12, 31, 16, tzinfo=UTC)
    run_jobs(house)
    assert told(house, head) == [20], "what is over is not spoken of"


def test_points_that_were_spent_are_not_spoken_of(house: House, clock: StandingClock) -> None:
    from tests.support.books import FALL  # noqa: PLC0415

    books, head = Books(house.ledger), new_id()
    home = books.home("0147", head)
    books.post(home, GAIN, 10, clock.now, on=hohhot("2025-06-01 09:00"))
    books.post(home, FALL, 10, clock.now)
    clock.now = hohhot("2026-12-01 09:00")
    run_jobs(house)
    assert told(house, head) == []
