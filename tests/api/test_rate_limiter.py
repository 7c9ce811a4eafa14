"""Counting against quotas: in memory, in a real Redis, and when Redis is away or hangs."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from api.rates import memory
from api.rates.limiter import RateLimits, Verdict
from api.rates.memory import BoundedMemory
from api.rates.quotas import QUOTAS, READS, SCANS, WINDOW_S
from bootstrap.rates import rate_limits
from people.roles import Role
from tests.support import servers
from tests.support.private import RedisServer

AWAY = Verdict(answered=False)
_numbers = count(1)


@pytest.fixture(params=["memory", "redis"])
def rates(request: pytest.FixtureRequest, patient: None) -> Iterator[RateLimits]:
    """A counter that waits, in memory and in Redis."""
    url = request.getfixturevalue("redis_url") if request.param == "redis" else None
    rates = rate_limits(url)
    yield rates
    rates.close()


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    with servers.private_redis() as server:
        yield server


def somebody() -> str:
    return f"somebody-{next(_numbers)}"


def test_a_quota_gives_room_as_often_as_it_says(rates: RateLimits) -> None:
    who = somebody()
    assert all(rates.count(SCANS, who, 3).has_room for _ in range(3))
    refused = rates.count(SCANS, who, 3)
    assert (refused.has_room, refused.answered) == (False, True)
    assert 1 <= refused.retry_after_s <= WINDOW_S


def test_each_person_and_each_quota_is_counted_alone(rates: RateLimits) -> None:
    who = somebody()
    rates.count(SCANS, who, 1)
    assert not rates.count(SCANS, who, 1).has_room
    assert rates.count(READS, who, 1).has_room
    assert rates.count(SCANS, somebody(), 1).has_room


def test_looking_does_not_count(rates: RateLimits) -> None:
    who = somebody()
    assert all(rates.look(SCANS, who, 1).has_room for _ in range(5))
    rates.count(SCANS, who, 1)
    assert not rates.look(SCANS, who, 1).has_room


def test_counting_at_once_lets_no_more_through(rates: RateLimits) -> None:
    who = somebody()
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(lambda _: rates.count(SCANS, who, 10), range(40)))
    assert sum(it.has_room for it in verdicts) == 10


@pytest.mark.usefixtures("patient")
def test_two_processes_with_one_redis_count_together(redis_url: str) -> None:
    who = somebody()
    assert rate_limits(redis_url).count(SCANS, who, 1).has_room
    assert not rate_limits(redis_url).count(SCANS, who, 1).has_room


def test_a_window_ends_and_a_new_one_begins() -> None:
    now = [1_000.0]
    storage = BoundedMemory(lambda: now[0])
    limits = RateLimits(storage)
    assert limits.count(SCANS, "a", 1).has_room
    now[0] += WINDOW_S - 1
    assert not limits.count(SCANS, "a", 1).has_room
    now[0] += 1
    assert limits.count(SCANS, "a", 1).has_room
    assert limits.count(SCANS, "b", 1).has_room
    now[0] += WINDOW_S
    assert limits.look(SCANS, "a", 1).has_room
    limits.count(SCANS, "c", 1)
    assert len(storage) == 1, "windows that are over are not kept"


def test_memory_is_bounded_however_many_strangers_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "KEYS_MAX", 5)
    storage = BoundedMemory()
    for number in range(20):
        storage.incr(str(number), WINDOW_S)
    assert len(storage) == 5
    assert [storage.get(str(number)) for number in (0, 14, 15, 19)] == [0, 0, 1, 1]


@pytest.mark.usefixtures("patient")
def test_without_redis_everybody_is_let_through_and_it_is_asked_again_when_back(
    own_redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.rates.limiter.REST_S", 0.0)
    rates, who = rate_limits(own_redis.url()), somebody()
    assert rates.count(SCANS, who, 1).answered
    own_redis.stop()
    assert [rates.count(SCANS, who, 1) for _ in range(3)] == [AWAY] * 3
    assert rates.look(SCANS, who, 1) == AWAY
    own_redis.start()
    assert rates.count(SCANS, who, 1) == Verdict()
    assert not rates.count(SCANS, who, 1).has_room


@pytest.fixture
def hanging() -> Iterator[tuple[str, Callable[[], int]]]:
    """A server that takes connections and says nothing; and how many it took."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        listener.settimeout(0.01)
        port = listener.getsockname()[1]

        def taken() -> int:
            number = 0
            while True:
                try:
                    listener.accept()[0].close()
                except TimeoutError:
                    return number
                number += 1

        yield f"redis://127.0.0.1:{port}/0", taken


def test_a_redis_that_hangs_is_given_up_and_left_alone(
    hanging: tuple[str, Callable[[], int]],
) -> None:
    url, taken = hanging
    rates = rate_limits(url)
    assert [rates.count(SCANS, somebody(), 1) for _ in range(50)] == [AWAY] * 50
    assert taken() < 50, "while it rests nobody waits for it"


@pytest.mark.parametrize("quota", QUOTAS, ids=lambda it: it.name)
def test_people_at_work_have_no_less_than_people_with_their_own_phone(quota: object) -> None:
    assert quota.staff_max >= quota.own_max > 0  # type: ignore[attr-defined]
    assert quota.max_for(Role.RIDER) == quota.own_max  # type: ignore[attr-defined]
    assert quota.max_for(Role.SCREEN) == quota.staff_max  # type: ignore[attr-defined]
