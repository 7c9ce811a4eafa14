"""Engines of the read store: fast rather than durable, for the log can always be read again."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

BUSY_TIMEOUT_S = 5
CONNECT_TIMEOUT_S = 3
STATEMENT_TIMEOUT_S = 30
POOL_WAIT_S_MAX = 5
POOL_SIZE = 12
POOL_OVERFLOW_MAX = 52
"""A web worker's threads read at once; connections beyond the pool's size are short-lived.

Opening one costs the server more than most queries do, so the pool has room for what threads ask
at once while a city scans.
"""

SCHEMA = "readmodels"
WRITES = "readmodels_writes"
"""Execution option of a connection whose transaction is going to write."""


def make_engine(address: str) -> Engine:
    """Build an engine for ``sqlite:///path`` or ``postgresql://…``; refuse other addresses."""
    url = make_url(address)
    match url.get_backend_name():
        case "sqlite":
            return _sqlite_engine(url)
        case "postgresql":
            return _postgres_engine(url)
        case other:
            # The address may hold a password: name its kind only.
            raise ValueError(f"read models are kept in sqlite or postgresql, not in {other}")


def _postgres_engine(url: URL) -> Engine:
    settings = {
        "statement_timeout": f"{STATEMENT_TIMEOUT_S}s",
        "search_path": SCHEMA,
        "timezone": "UTC",
        # Losing the last moments in a crash costs nothing: rows and position go back together.
        "synchronous_commit": "off",
        # Tables grow from nothing: a plan that was kept from when there were ten rows would look at
        # every row for every key that is asked for.
        "plan_cache_mode": "force_custom_plan",
    }
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW_MAX,
        pool_timeout=POOL_WAIT_S_MAX,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "tcp_user_timeout": STATEMENT_TIMEOUT_S * 1000,
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
            "application_name": "redbee-readmodels",
        },
    )


def _sqlite_engine(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("read models need a file: sqlite:///path/to/readmodels.sqlite3")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW_MAX,
        pool_timeout=POOL_WAIT_S_MAX,
        connect_args={"timeout": BUSY_TIMEOUT_S},
    )
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_S * 1000}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "cache_size = -65536",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Queue for the write lock at the start: a reader that turns writer is refused at once."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
