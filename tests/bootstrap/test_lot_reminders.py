"""Households hear of points that end, three times, once each."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from bootstrap import paging
from bootstrap.background import Jobs
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


def test_one_round_reminds_more_households_than_a_page_has_lots(
    house: House, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_MAX", 2)
    books, heads = Books(house.ledger), [new_id() for _ in range(5)]
    for n, head in enumerate(heads):
        home = books.home(f"{n + 1:04d}", head)
        books.post(home, GAIN, 20, clock.now, on=hohhot("2025-06-01 09:00"))
    clock.now = hohhot("2026-12-01 09:00")
    assert run_jobs(house) == 5
    assert [told(house, it) for it in heads] == [[20]] * 5


def test_a_round_with_too_many_pages_is_gone_on_with_by_the_next(
    house: House, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_MAX", 2)
    monkeypatch.setattr(paging, "PAGES_MAX", 1)
    books = Books(house.ledger)
    for n in range(5):
        home = books.home(f"{n + 1:04d}", new_id())
        books.post(home, GAIN, 20, clock.now, on=hohhot("2025-06-01 09:00"))
    clock.now = hohhot("2026-12-01 09:00")
    house.runner().catch_up()
    jobs = Jobs(house)
    assert [jobs.run_due() for _ in range(4)] == [2, 2, 1, 0], "its read models see nothing of it"
