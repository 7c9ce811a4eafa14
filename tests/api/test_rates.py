"""Who asks too often is told to wait, at the door and before any database is asked."""

from typing import Any

import pytest
from redis import Redis
from sqlalchemy import text
from werkzeug.test import TestResponse

from api.rates import quotas
from api.rates.quotas import Quota
from bootstrap.rates import rate_limits
from ledger.registry.commands import RecordRefusedScan
from people.roles import Role
from people.tokens import new_secret
from qr.kinds import Kind
from tests.api.house import House

FEW = 4


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small quotas, so that the tests are short; the real ones are told in limits.md."""

    def few(self: Quota, role: Role) -> int:
        return FEW if role in quotas.OWN_PHONE_ROLES else 3 * FEW

    monkeypatch.setattr(Quota, "max_for", few)


def is_told_to_wait(answer: TestResponse, quota: str) -> bool:
    body = answer.json
    assert answer.headers["Retry-After"] == str(body["retry_after_s"])
    assert 1 <= body["retry_after_s"] <= quotas.WINDOW_S
    told = (answer.status_code, body["code"], body["quota"])
    return told == (429, "too_many_requests", quota)


def elsewhere(address: str) -> dict[str, Any]:
    return {"environ_overrides": {"REMOTE_ADDR": address}}


@pytest.mark.parametrize(
    ("send", "quota"),
    [
        (lambda it: it.scan(Role.RIDER, it.code(Kind.STATION, it.village.station)), "scans"),
        (lambda it: it.post("/scans/bulk", Role.RIDER, {"scans": []}), "bulk"),
        (lambda it: it.post("/vouchers", Role.RIDER, {}), "writes"),
        (lambda it: it.get("/me", Role.RIDER), "reads"),
    ],
)
def test_a_person_beyond_a_quota_is_told_to_wait(house: House, send: Any, quota: str) -> None:
    assert all(send(house).status_code != 429 for _ in range(FEW))
    assert is_told_to_wait(send(house), quota)
    assert (
        f'redbee_turned_away_total{{quota="{quota}"}} 1.0' in house.services.metrics.text().decode()
    )


def test_a_second_token_of_a_person_gives_no_second_quota(house: House) -> None:
    other = house.token(Role.RIDER, house.persons[Role.RIDER])
    for _ in range(FEW):
        house.get("/me", Role.RIDER)
    assert is_told_to_wait(house.get("/me", other), "reads")
    assert house.get("/me", Role.VOLUNTEER).status_code == 200


def test_people_at_work_scan_more_often(house: House) -> None:
    card = house.code(Kind.CARD, house.village.riders[0])
    answers = [house.scan(Role.STATION_KEEPER, card) for _ in range(3 * FEW + 1)]
    assert [it.status_code == 429 for it in answers] == [False] * 3 * FEW + [True]


def test_a_role_that_may_not_is_counted_too(house: House) -> None:
    assert [house.get("/trial-balance", Role.RIDER).status_code for _ in range(FEW + 1)] == [
        *[403] * FEW,
        429,
    ]


def test_forged_codes_beyond_the_quota_are_refused_without_an_event(house: House) -> None:
    scans = [{"key": f"forged-{n:04d}", "token": f"forged {n}"} for n in range(FEW + 5)]
    before = house.village.position
    answers = house.post("/scans/bulk", Role.RIDER, {"scans": scans}).json["answers"]
    assert [it["status"] for it in answers].count(422) == FEW
    assert [it["body"]["code"] for it in answers].count("too_many_requests") == 5
    written = house.ledger.recorder.max_notification_id() - before
    assert written == FEW
    counted = house.services.metrics.commands.labels(RecordRefusedScan.__name__, "recorded")
    assert counted._value.get() == FEW
    good = house.code(Kind.STATION, house.village.station)
    assert house.scan(Role.RIDER, good).json["result"] == "visit_counted"


def test_a_scan_told_to_wait_may_be_sent_again_under_its_key(house: House) -> None:
    for number in range(FEW):
        house.scan(Role.RIDER, f"forged {number}")
    key = "again-and-again"
    assert is_told_to_wait(house.scan(Role.RIDER, "forged", key=key), "scans")
    house.services.rates._storage.reset()
    assert house.scan(Role.RIDER, "forged", key=key).json["code"] == "qr_invalid"


def test_an_address_that_looks_around_too_often_is_told_to_wait(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.rates.guard.SIGNED_OUT", Quota("signed_out", FEW, FEW))
    there, other = elsewhere("203.0.113.7"), elsewhere("198.51.100.9")
    answers = [house.get("/log/position", **there) for _ in range(FEW + 1)]
    assert [it.status_code for it in answers[:FEW]] == [200] * FEW
    assert is_told_to_wait(answers[FEW], "signed_out")
    assert house.get("/log/position", **other).status_code == 200
    assert house.get("/healthz", **there).status_code == 200
    house.get("/me", Role.RIDER, **there)
    assert house.get("/log/position", Role.RIDER, **there).status_code == 200


def test_whoever_is_behind_a_proxy_is_counted_by_the_address_it_saw(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.rates.guard.SIGNED_OUT", Quota("signed_out", 1, 1))

    def status(peer: str, passed_on: str) -> int:
        headers = {"X-Forwarded-For": passed_on}
        return house.get("/log/position", headers=headers, **elsewhere(peer)).status_code

    assert status("172.18.0.2", "203.0.113.1") == 200
    assert status("172.18.0.2", "203.0.113.2") == 200
    assert status("172.18.0.2", "made.up, 203.0.113.2") == 429, "the proxy's word counts"
    assert status("8.8.8.8", "203.0.113.3") == 200
    assert status("8.8.8.8", "203.0.113.4") == 429, "from the open net nobody is a proxy"
    assert status("127.0.0.1", "2001:db8:1:2::1") == 200
    assert status("127.0.0.1", "2001:db8:1:2:ffff::9") == 429, "a home network counts as one"
    assert house.get("/log/position").status_code == 200, "programs of this machine may"


def test_guessed_tokens_are_refused_before_the_database_is_asked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.auth.UNKNOWN_TOKENS", Quota("unknown_tokens", FEW, FEW))
    there = elsewhere("203.0.113.7")
    house.get("/me", Role.RIDER, **there)
    guesses = [house.get("/me", new_secret(), **there).status_code for _ in range(FEW)]
    assert guesses == [401] * FEW
    assert house.get("/me", Role.RIDER, **there).status_code == 200, "seen a moment ago"
    with house.people.writing() as connection:
        connection.execute(text("ALTER TABLE access_tokens RENAME TO away"))
    assert is_told_to_wait(house.get("/me", new_secret(), **there), "unknown_tokens")
    assert house.get("/me", new_secret(), **elsewhere("198.51.100.9")).status_code == 503


def test_without_its_counter_the_door_stays_open_and_says_so_in_numbers(house: House) -> None:
    object.__setattr__(house.services, "rates", rate_limits("redis://127.0.0.1:1/0"))
    assert [house.get("/me", Role.RIDER).status_code for _ in range(FEW + 2)] == [200] * (FEW + 2)
    told = house.services.metrics.text().decode()
    assert f'redbee_uncounted_total{{quota="reads"}} {FEW + 2}.0' in told


@pytest.mark.usefixtures("patient")
def test_processes_on_postgresql_count_together_and_redis_holds_no_address(
    twins: tuple[House, House], redis_url: str
) -> None:
    first, second = twins
    for house in twins:
        object.__setattr__(house.services, "rates", rate_limits(redis_url))
    there = elsewhere("203.0.113.7")
    first.get("/log/position", **there)
    answers = [it.get("/me", Role.RIDER) for it in (first, second) * FEW]
    assert [it.status_code for it in answers] == [200] * FEW + [429] * FEW
    with Redis.from_url(redis_url) as redis:
        keys = [it.decode() for it in redis.scan_iter()]
        assert len(keys) == 2
        assert all(0 < redis.ttl(it) <= quotas.WINDOW_S for it in keys)
    assert not any("203.0.113" in it for it in keys)
    for house in twins:
        house.services.rates.close()
