"""The read store: where the tables of all read models live. Disposable; the log is truth."""

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Select, func, inspect, select, text
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.schema import CreateSchema

from ledger.kernel.errors import StorageUnavailableError
from projections import builds
from projections.builds import Build, State
from projections.engines import SCHEMA, WRITES, make_engine
from projections.errors import ReadModelBehindError
from projections.progress import Progress
from projections.projection import Projection, Tables

CHANNEL = "redbee_projected"
"""Where runners on PostgreSQL tell positions, and rebuilds that a build was switched."""

SWITCHED = "switched"
_CREATE_LOCK = 7_232_502
_READ_ATTEMPTS = 3
SWEEP_WAIT_S_MAX = 2
"""Longest time a drop queues behind a long reader; readers that come later queue behind it."""
_BUILD_TABLE = re.compile(r"[a-z_]+_b[0-9]+")

_log = logging.getLogger(__name__)


class ReadStore:
    """A SQLite file (``sqlite:///path``) or the schema ``readmodels`` of a PostgreSQL database.

    Safe for threads and processes. Whatever the database refuses because it is away or busy is a
    ``StorageUnavailableError``; what has no live build yet is a ``ReadModelBehindError``.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.progress = Progress()
        self._engine = make_engine(url)
        self.is_postgres = self._engine.dialect.name == "postgresql"
        # One statement needs no transaction around it, nor the round trips that cost.
        self._plain = (
            self._engine.execution_options(isolation_level="AUTOCOMMIT")
            if self.is_postgres
            else self._engine
        )
        self._guard = threading.Lock()
        self._live: dict[str, Build] = {}
        self._tables: dict[tuple[str, int], Tables] = {}

    def create(self) -> None:
        """Create what is missing to keep read models; harmless to repeat."""
        with self.writing() as connection:
            if self.is_postgres:
                connection.execute(select(func.pg_advisory_xact_lock(_CREATE_LOCK)))
                if not connection.dialect.has_schema(connection, SCHEMA):
                    connection.execute(CreateSchema(SCHEMA))
            builds.metadata.create_all(connection)
            if connection.execute(select(builds.identities)).first() is None:
                connection.execute(builds.identities.insert().values(store_id=str(uuid4())))

    def drop(self) -> None:
        """Drop every read model; the next start builds them from the log."""
        with self.writing() as connection:
            for build in builds.all_builds(connection, locked=True):
                builds.forget(connection, build)
            self.sweep(connection)
        self.progress.forget()
        self.refresh()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    # Connections -------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection for single statements."""
        with _away_is_refused(), self._plain.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Lend a connection that sees everything as of one moment."""
        with _away_is_refused(), self._engine.connect() as connection:
            if self.is_postgres:
                connection = connection.execution_options(  # noqa: PLW2901 - the same connection
                    isolation_level="REPEATABLE READ"
                )
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection for writing: all of it is kept, or none when anything is raised."""
        with self.session() as connection, connection.begin():
            yield connection

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """Lend a connection for several writing transactions, one after the other."""
        with _away_is_refused(), self._engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            yield connection

    # Reading -----------------------------------------------------------------

    def read(
        self, projection: Projection, statement: Callable[[Tables], Select[Any]]
    ) -> Sequence[Any]:
        """Run one statement on the live build of a projection."""
        for attempt in range(1, _READ_ATTEMPTS + 1):
            tables = self.live_tables(projection)
            try:
                with self._plain.connect() as connection:
                    return connection.execute(statement(tables)).all()
            except _AWAY as error:
                if attempt == _READ_ATTEMPTS or not _is_worth_repeating(error):
                    raise StorageUnavailableError from error
            except ProgrammingError as error:
                if attempt == _READ_ATTEMPTS or not _is_missing_table(error):
                    raise
            self.refresh()
        raise AssertionError("the last attempt answers or raises")

    def position(self) -> int:
        """Return the position that every live read model has come to; 0 before the first."""
        table = builds.read_models
        with self.reading() as connection:
            query = select(func.min(table.c.position)).where(table.c.state == State.LIVE.value)
            return connection.execute(query).scalar() or 0

    def store_id(self) -> str:
        """Return what tells this store from every other."""
        with self.reading() as connection:
            found = connection.execute(select(builds.identities.c.store_id)).scalar_one()
        return str(found)

    # Builds ------------------------------------------------------------------

    def live(self, projection: Projection) -> Build:
        """Return the live build of a projection, as last heard of."""
        build = self._live.get(projection.name)
        if build is None or build.class_version != projection.version:
            self.refresh()
            build = self._live.get(projection.name)
        if build is None or build.class_version != projection.version:
            raise ReadModelBehindError(read_model=projection.name)
        return build

    def live_tables(self, projection: Projection) -> Tables:
        """Return the tables of the live build of a projection."""
        return self.tables(projection, self.live(projection))

    def tables(self, projection: Projection, build: Build) -> Tables:
        """Return the tables of a build."""
        key = (projection.name, build.build)
        found = self._tables.get(key)
        if found is None:
            with self._guard:
                found = self._tables.setdefault(key, projection.tables_of_build(build.suffix))
        return found

    def refresh(self) -> None:
        """Look up again which builds are live."""
        with self.reading() as connection:
            found = builds.all_builds(connection)
        self._live = {build.name: build for build in found if build.state is State.LIVE}

    def sweep(self, connection: Connection) -> None:
        """Drop all tables of builds that have no checkpoint any more."""
        if self.is_postgres:
            connection.execute(text(f"SET LOCAL lock_timeout = '{SWEEP_WAIT_S_MAX}s'"))
        # Names first: a build's tables and checkpoint appear together, so none is taken for old.
        names = inspect(connection).get_table_names()
        known = builds.all_builds(connection)
        for name in names:
            if _BUILD_TABLE.fullmatch(name) and not any(build.owns(name) for build in known):
                connection.execute(text(f'DROP TABLE "{name}"'))
        numbers = {(build.name, build.build) for build in known}
        self._tables = {key: it for key, it in self._tables.items() if key in numbers}

    # Telling -----------------------------------------------------------------

    def announce(self, position: int) -> None:
        """Tell this process, and on PostgreSQL every other, how far the read models have come."""
        self.progress.announce(position)
        self._tell(str(position))

    def announce_switch(self) -> None:
        """Tell everyone to look up again which builds are live."""
        self.refresh()
        self._tell(SWITCHED)

    def _tell(self, message: str) -> None:
        if self.is_postgres:
            with self.reading() as connection:
                connection.execute(select(func.pg_notify(CHANNEL, message)))


_AWAY = (OperationalError, InterfaceError, PoolTimeoutError)


def _is_worth_repeating(error: SQLAlchemyError) -> bool:
    """Tell whether a build was switched under a reader, or a connection was an old one."""
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated or _is_missing_table(error)
    )


def _is_missing_table(error: DBAPIError) -> bool:
    undefined = getattr(error.orig, "sqlstate", None) == "42P01"
    return undefined or "no such table" in str(error.orig)


@contextmanager
def _away_is_refused() -> Iterator[None]:
    try:
        yield
    except _AWAY as error:
        _log.warning("read store does not answer: %s", type(error).__name__)
        raise StorageUnavailableError from error
