"""The database of people: one SQLite file, or the schema `people` on PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.schema import CreateSchema

from people.engines import WRITES, make_engine
from people.errors import PeopleUnavailableError, UnknownPersonError
from people.grants import RecentGrants
from people.schema import POSTGRES_SCHEMA, metadata

# Two workers starting at once must not both create the tables; any constant of our own will do.
_SCHEMA_LOCK = 0x5265_6442_6565


class People:
    """The open database. Safe to share between threads; close it when the process ends.

    What cannot be done because the database is away, busy or full is a PeopleUnavailableError.
    """

    def __init__(self, url: str, *, echo: bool = False) -> None:
        self.recent_grants = RecentGrants()
        self._engine = make_engine(url, echo=echo)
        self._is_postgres = self._engine.dialect.name == "postgresql"

    def create_schema(self) -> None:
        """Create whatever tables are missing; harmless to repeat, and from several processes."""
        with self.writing() as connection:
            if self._is_postgres:
                connection.execute(select(text(f"pg_advisory_xact_lock({_SCHEMA_LOCK})")))
                # "IF NOT EXISTS" asks for the right to create even when there is nothing to do.
                if not connection.dialect.has_schema(connection, POSTGRES_SCHEMA):
                    connection.execute(CreateSchema(POSTGRES_SCHEMA))
            metadata.create_all(connection)

    def ping(self) -> None:
        """Return when the database answers, or raise PeopleUnavailableError."""
        with self.reading() as connection:
            connection.execute(select(1))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection for reading, in one transaction."""
        with _away_is_refused(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection for writing: all of it is kept, or none when anything is raised."""
        with _away_is_refused(), self._engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def writing_for_persons(self) -> Iterator[Connection]:
        """Like `writing`, for rows that name persons: a stranger's is an UnknownPersonError."""
        try:
            with self.writing() as connection:
                yield connection
        except IntegrityError as error:
            raise UnknownPersonError("nobody with this ID is enrolled") from error

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Start an insert that can say what happens `ON CONFLICT`."""
        return postgresql.insert(table) if self._is_postgres else sqlite.insert(table)

    def drop_traces(self) -> None:
        """Empty SQLite's log of pages, where rows just erased would linger until it wraps.

        When readers are in the way, the log is emptied by a later write. PostgreSQL drops dead
        rows itself when it vacuums.
        """
        if not self._is_postgres:
            with _away_is_refused(), self._engine.connect() as connection:
                driver = connection.connection.driver_connection
                if driver is not None:
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


@contextmanager
def _away_is_refused() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError, sqlite3.OperationalError) as error:
        raise PeopleUnavailableError("the database of people does not answer") from error
