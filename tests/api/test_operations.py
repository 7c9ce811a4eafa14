"""Alive, ready, numbers, and what is said while a database is away."""

from collections.abc import Iterator

import pytest

from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.support import servers
from tests.support.private import PostgresServer
from tests.support.processes import private_folder
from tests.support.village import COMMUNITY


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that a test may stop."""
    with private_folder() as folder:
        server = PostgresServer(folder).start_first()
        yield server
        server.stop()


def test_the_process_is_alive_and_ready(quiet_house: House) -> None:
    assert quiet_house.get("/healthz").json == {"status": "alive"}
    ready = quiet_house.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "ready")
    assert ready.json["checks"] == dict.fromkeys(["store", "read_models", "people"], "ready")


def test_a_probe_that_fails_makes_it_not_ready(house: House) -> None:
    def away() -> None:
        raise ConnectionError

    object.__setattr__(house.services, "probes", {"redis": away})
    answer = house.get("/readyz")
    assert (answer.status_code, answer.json["checks"]["redis"]) == (503, "away")
    assert answer.json["checks"]["store"] == "ready"
    assert "Retry-After" in answer.headers


def test_the_numbers_tell_what_happened(house: House) -> None:
    house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station))
    house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station))
    numbers = house.get("/metrics").text
    for line in (
        'redbee_commands_total{command="ScanStation",outcome="recorded"} 1.0',
        'redbee_commands_total{command="ScanStation",outcome="visit_already_counted"} 1.0',
        'redbee_scans_total{kind="station",outcome="visit_counted"} 1.0',
        'redbee_scans_total{kind="station",outcome="visit_already_counted"} 1.0',
        'redbee_http_request_seconds_count{method="POST",route="/api/v1/scans",status="200"} 1.0',
    ):
        assert line in numbers
    last = house.ledger.recorder.max_notification_id()
    assert f"redbee_log_position {float(last or 0)}" in numbers
    assert 'redbee_projection_lag_events{projection="all"} 4.0' in numbers


def test_a_stopped_database_is_503_and_nothing_is_lost(own_server: PostgresServer) -> None:
    with servers.database(own_server.url()) as url:
        house = House.on_postgres(url).settle()
        cast, key = house.village, fresh_key()
        text = house.code(Kind.STATION, cast.station)
        assert house.get("/me", Role.RIDER).status_code == 200
        own_server.stop()
        answer = house.scan(Role.RIDER, text, key=key)
        # One server holds both: whichever is asked first says so.
        assert (answer.status_code, answer.json["code"]) == (503, "people_unavailable")
        assert int(answer.headers["Retry-After"]) == answer.json["retry_after_s"] > 0
        forged = house.scan(Role.RIDER, text[:-1] + ("A" if text[-1] != "A" else "B"))
        assert forged.status_code == 503
        bulk = {"scans": [{"key": fresh_key(), "token": text}]}
        kept = house.post("/scans/bulk", Role.RIDER, bulk).json["answers"][0]
        assert (kept["status"], kept["body"]["code"]) == (503, "people_unavailable")
        read = house.get(f"/stations?unit={COMMUNITY}")
        assert (read.status_code, "Retry-After" in read.headers) == (503, True)
        stranger = house.get("/me", "rb_" + "x" * 43)
        assert (stranger.status_code, stranger.json["code"]) == (503, "people_unavailable")
        assert house.get("/readyz").status_code == 503
        assert house.get("/healthz").status_code == 200
        own_server.start()
        again = house.scan(Role.RIDER, text, key=key)
        assert (again.status_code, again.json["result"]) == (200, "visit_counted")
        assert "Duplicate" not in again.headers
        house.close()


def test_a_bug_is_told_as_ours_and_shows_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    object.__setattr__(house.services.directory, "find", broken)
    answer = house.get("/me", Role.RIDER)
    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert "secret" not in answer.text
    assert "secret inside" in caplog.text
