"""Engines that wait for nothing for ever, and that keep personal data out of logs."""

from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from people.schema import POSTGRES_SCHEMA

POOL_SIZE_MAX = 12
POOL_OVERFLOW_MAX = 4
POOL_WAIT_S_MAX = 5
CONNECT_WAIT_S_MAX = 5
STATEMENT_WAIT_S_MAX = 5
CONNECTION_AGE_S_MAX = 1800
UNASKED_S_MAX = 0.5
"""A connection used a moment ago is lent out without asking the server whether it is there still:
the question is a round trip of its own. When a server goes, one caller at most hears of it."""

_USED_AT = "used_at"
WRITES = "people_writes"
"""Execution option of a connection whose transaction is going to write."""


def make_engine(text: str, *, echo: bool) -> Engine:
    """Build an engine for `sqlite:///path` or `postgresql://…`; refuse other URLs."""
    url = make_url(text)
    match url.get_backend_name():
        case "sqlite":
            return _sqlite_engine(url, echo=echo)
        case "postgresql":
            return _postgres_engine(url, echo=echo)
        case other:
            # The URL may hold a password: name its kind only.
            raise ValueError(f"people are kept in sqlite or postgresql, not in {other}")


def insert_for(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Start an insert that can say what happens `ON CONFLICT`."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def _common(*, echo: bool) -> dict[str, Any]:
    # Parameters are names and hashes of logins: neither logs nor tracebacks may show them.
    return {
        "echo": echo,
        "hide_parameters": True,
        "pool_size": POOL_SIZE_MAX,
        "max_overflow": POOL_OVERFLOW_MAX,
        "pool_timeout": POOL_WAIT_S_MAX,
    }


def _postgres_engine(url: URL, *, echo: bool) -> Engine:
    wait_ms = STATEMENT_WAIT_S_MAX * 1000
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_recycle=CONNECTION_AGE_S_MAX,
        execution_options={"schema_translate_map": {None: POSTGRES_SCHEMA}},
        connect_args={
            "connect_timeout": CONNECT_WAIT_S_MAX,
            # A server that vanished without closing is noticed by the network, not by patience.
            "tcp_user_timeout": wait_ms,
            "options": f"-c statement_timeout={wait_ms}",
            "application_name": "redbee-people",
        },
        **_common(echo=echo),
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _ask_if_idle)
    return engine


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED_AT] = monotonic()


def _ask_if_idle(connection: Any, record: ConnectionPoolEntry, _lent: Any) -> None:
    """Have a connection that the server has dropped meanwhile replaced, before it is lent out."""
    used_at = record.info.get(_USED_AT)
    if used_at is None or monotonic() - used_at < UNASKED_S_MAX:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error


def _sqlite_engine(url: URL, *, echo: bool) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("people need a file: sqlite:///path/to/people.sqlite3")
    path = Path(url.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Names are for the owner of the process only; SQLite's side files take over this mode.
    path.touch(mode=0o600)
    engine = create_engine(
        url, connect_args={"timeout": STATEMENT_WAIT_S_MAX}, **_common(echo=echo)
    )
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_sqlite(connection: Any, _record: Any) -> None:
    """Make a fresh SQLite connection durable, patient and forgetful."""
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in (
        f"busy_timeout = {STATEMENT_WAIT_S_MAX * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # an erased name is overwritten, not only unlinked
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Queue for the write lock at the start: a reader that turns writer is refused at once."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
