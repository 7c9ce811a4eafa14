"""The test servers are real, private, fresh for each test, and gone afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from tests.conftest import _or_fail
from tests.support import binaries, processes, servers

pytestmark = pytest.mark.service

ORPHAN_S_MAX = 30
REPOSITORY = Path(__file__).parent.parent
START_REDIS_AND_DIE = """
import os, signal
from tests.support import servers
with servers.private_redis() as server:
    print(server.pid, server.folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _set(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE deed (minutes bigint)")
        connection.execute("INSERT INTO deed VALUES (30)")


def test_every_test_gets_a_database_of_its_own(postgres_server: str) -> None:
    with servers.database(postgres_server) as first, servers.database(postgres_server) as second:
        _set(first)
        _set(second)  # the table would be there already if they were one
        assert first != second


def test_a_dropped_database_is_gone_even_while_someone_is_connected(postgres_server: str) -> None:
    with servers.database(postgres_server) as url:
        connection = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url, connect_timeout=5)


def test_the_database_is_durable_as_in_service(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute(
            "SELECT current_setting('fsync'), current_setting('server_encoding')"
        ).fetchone()
    assert row == ("on", "UTF8")


def test_a_killed_postgresql_starts_again_with_what_was_committed() -> None:
    with servers.private_postgres() as server:
        _set(server.url())
        killed = server.pid
        server.kill()
        server.start()
        assert server.pid != killed
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("SELECT minutes FROM deed").fetchone() == (30,)


def test_a_killed_redis_starts_again_with_nothing() -> None:
    with servers.private_redis() as server, redis.Redis.from_url(server.url()) as client:
        client.set("deed", 30)
        server.kill()
        with pytest.raises(redis.ConnectionError):
            client.get("deed")
        server.start()
        assert client.get("deed") is None


def test_servers_never_run_as_root_and_their_folder_is_removed() -> None:
    with servers.private_redis() as server:
        owner = Path(f"/proc/{server.pid}").stat().st_uid
        assert owner != 0
        assert oct(server.folder.stat().st_mode)[-3:] == "700"
    assert not server.folder.exists()
    assert not Path(f"/proc/{server.pid}").exists()


def test_a_stranger_without_the_password_is_refused() -> None:
    with servers.private_redis() as server:
        bare = server.url().replace(f":{server.password}@", "")
        with redis.Redis.from_url(bare) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_the_redis_of_a_test_is_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("left over", 1)
        servers.empty_redis(redis_url)
        assert client.dbsize() == 0


def test_a_server_does_not_outlive_a_killed_test_run() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", START_REDIS_AND_DIE],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    pid, folder = killed.stdout.split()
    deadline = time.monotonic() + ORPHAN_S_MAX
    while _runs(int(pid)) and time.monotonic() < deadline:
        time.sleep(processes.POLL_S)
    shutil.rmtree(folder)
    assert not _runs(int(pid))


def test_servers_that_are_given_are_used_and_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(servers.DATABASE_URL, "postgresql://given")
    monkeypatch.setenv(servers.REDIS_URL, "redis://given")
    with servers.postgres() as database_url, servers.redis() as redis_url:
        assert (database_url, redis_url) == ("postgresql://given", "redis://given")


def test_a_missing_server_fails_a_test_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_redis_programs", lambda: iter(()))
    monkeypatch.delenv(servers.REDIS_URL, raising=False)
    with (
        pytest.raises(pytest.fail.Exception, match="No Redis server found"),
        _or_fail(),
        servers.redis(),
    ):
        raise AssertionError


def test_a_server_that_dies_at_once_is_reported_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = subprocess.Popen(["/bin/sh", "-c", f"echo no room >{log}; exit 3"])
    with pytest.raises(processes.ServerStartError, match=r"(?s)exit 3.*no room"):
        processes.wait_until(lambda: False, process, name="Thing", log=log)


def test_a_browser_that_is_named_but_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(binaries.MissingProgramError, match="CHROMIUM names"):
        binaries.chromium()


def _runs(pid: int) -> bool:
    """Tell whether a process lives: one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False
