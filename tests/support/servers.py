"""Real PostgreSQL and Redis for tests, bench and drills: the given ones, or private ones.

    with servers.postgres() as base, servers.database(base) as url:
        ...
    with servers.redis() as url:
        ...

`REDBEE_TEST_DATABASE_URL` (a role that may create databases) and `REDBEE_TEST_REDIS_URL` (a
database that may be emptied) name servers to use; without them private ones are started on free
loopback ports in a temporary folder and stopped at the end. Drills that kill and restart a server
take `private_postgres()` and `private_redis()`.
"""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from redis import Redis

from tests.support import processes
from tests.support.private import ANSWER_S_MAX, PostgresServer, RedisServer

DATABASE_URL = "REDBEE_TEST_DATABASE_URL"
REDIS_URL = "REDBEE_TEST_REDIS_URL"
STATEMENT_S_MAX = 60
CREATE = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")


@contextmanager
def private_postgres() -> Iterator[PostgresServer]:
    """Start a private PostgreSQL and stop it at the end."""
    with processes.private_folder() as folder:
        server = PostgresServer(folder)
        try:
            yield server.start_first()
        finally:
            server.stop()


@contextmanager
def private_redis() -> Iterator[RedisServer]:
    """Start a private Redis and stop it at the end."""
    with processes.private_folder() as folder:
        server = RedisServer(folder)
        try:
            yield server.start_first()
        finally:
            server.stop()


@contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a server's maintenance database: the given or a private one."""
    if given := os.environ.get(DATABASE_URL):
        yield given
        return
    with private_postgres() as server:
        yield server.url()


@contextmanager
def redis() -> Iterator[str]:
    """Give the address of a Redis database that may be emptied: the given or a private one."""
    if given := os.environ.get(REDIS_URL):
        yield given
        return
    with private_redis() as server:
        yield server.url()


@contextmanager
def database(base: str) -> Iterator[str]:
    """Create an empty database on the server at `base`, give its address, drop it afterwards."""
    name = f"redbee_test_{secrets.token_hex(6)}"
    _execute(base, CREATE, name, "template0")
    try:
        yield urlunsplit(urlsplit(base)._replace(path=f"/{name}"))
    finally:
        _execute(base, DROP, name)


def refill(base: str, url: str, model: str) -> None:
    """Make the database at an address anew, as a copy of another one that nobody has open."""
    name = _name(url)
    _execute(base, DROP, name)
    _execute(base, CREATE, name, _name(model))


@contextmanager
def redis_alone() -> Iterator[None]:
    """Keep a Redis that was given for oneself: other test processes were given the same."""
    if REDIS_URL not in os.environ:
        yield
        return
    with (Path(tempfile.gettempdir()) / f"redbee-redis-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def empty_redis(url: str) -> None:
    """Delete every key of the one database that the address names."""
    with Redis.from_url(url, socket_timeout=ANSWER_S_MAX) as client:
        client.flushdb()


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _execute(base: str, statement: sql.SQL, *names: str) -> None:
    """Run one statement about databases, outside any transaction."""
    limits = f"-c statement_timeout={STATEMENT_S_MAX * 1000}"
    with psycopg.connect(
        base,
        autocommit=True,
        connect_timeout=ANSWER_S_MAX,
        options=limits,
    ) as connection:
        connection.execute(statement.format(*map(sql.Identifier, names)))
