"""The database of people: one SQLite file, or the schema `people` on PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.schema import CreateSchema

from people.engines import WRITES, insert_for, make_engine
from people.errors import PeopleUnavailableError, UnknownPersonError
from people.grants import RecentGrants
from people.keys import MasterKeys
from people.schema import POSTGRES_SCHEMA
from people.tables import metadata
from people.upgrade import NAMED_IN_PLAIN, Upgrade
from people.vault import Vault

# Two workers starting at once must not both create the tables; any constant of our own will do.
_SCHEMA_LOCK = 0x5265_6442_6565


class People:
    """The open database. Safe to share between threads; close it when the process ends.

    What cannot be done because the database is away, busy or full is a PeopleUnavailableError.
    """

    def __init__(self, url: str, master_keys: MasterKeys, *, echo: bool = False) -> None:
        self.recent_grants = RecentGrants()
        self.vault = Vault(master_keys, reading=self.reading, writing=self.writing)
        self._engine = make_engine(url, echo=echo)
        self._is_postgres = self._engine.dialect.name == "postgresql"

    def create_schema(self) -> None:
        """Create whatever tables are missing, and seal names of a time before the vault.

        Harmless to repeat, also when it was interrupted, and from several processes. Raise
        MasterKeyError, and change nothing, when the database is sealed with another master key.
        """
        upgrade = Upgrade(self.vault)
        with self._changing_schema() as connection:
            if self._is_postgres and not connection.dialect.has_schema(connection, POSTGRES_SCHEMA):
                # "IF NOT EXISTS" asks for the right to create even when there is nothing to do.
                connection.execute(CreateSchema(POSTGRES_SCHEMA))
            metadata.create_all(connection)
            self.vault.found(connection)
            needed = upgrade.begin(connection)
        while needed:
            with self._changing_schema() as connection:
                needed = upgrade.seal_batch(connection)
            if not needed:
                # Before the column goes: when this is interrupted, the next one does it again.
                self._rewrite()
                with self._changing_schema() as connection:
                    upgrade.finish(connection)

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
    def asking(self) -> Iterator[Connection]:
        """Lend a connection for one question that needs no transaction: one round trip, not three.

        Every request asks who sends it, and every scan which station a screen is of.
        """
        if self._engine.dialect.name != "postgresql":
            with self.reading() as connection:
                yield connection
            return
        with _away_is_refused(), self._engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

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
        return insert_for(self._engine.dialect.name, table)

    def drop_traces(self) -> None:
        """Empty SQLite's log of pages, where rows just erased would linger until it wraps.

        When readers are in the way, the log is emptied by a later write. PostgreSQL drops dead
        rows itself when it vacuums.
        """
        if not self._is_postgres:
            self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")

    def _rewrite(self) -> None:
        """Write tables anew, so that no page keeps what was in them before."""
        if not self._is_postgres:
            self._outside_transactions("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
            return
        with _away_is_refused(), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()  # the patience below is for this once, not for the pool
            connection.exec_driver_sql("SET statement_timeout = 0")
            tables = ", ".join(f"{POSTGRES_SCHEMA}.{it.name}" for it in NAMED_IN_PLAIN)
            connection.exec_driver_sql(f"VACUUM (FULL) {tables}")

    def _outside_transactions(self, *statements: str) -> None:
        """Do to SQLite's file what cannot be part of a transaction."""
        with _away_is_refused(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            for statement in statements:
                driver.execute(statement).fetchall()

    @contextmanager
    def _changing_schema(self) -> Iterator[Connection]:
        with self.writing() as connection:
            if self._is_postgres:
                connection.execute(select(text(f"pg_advisory_xact_lock({_SCHEMA_LOCK})")))
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


@contextmanager
def _away_is_refused() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError, sqlite3.OperationalError) as error:
        raise PeopleUnavailableError("the database of people does not answer") from error
