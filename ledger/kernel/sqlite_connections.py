"""Connections to one SQLite file: one for each thread, one writer at a time."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator

from eventsourcing.persistence import IntegrityError, OperationalError, PersistenceError

from ledger.kernel.store import STATEMENT_TIMEOUT_S

BUSY_TIMEOUT_S = 5
STATEMENTS_MAX = 64
"""Prepared statements each connection keeps."""


class Connections:
    """Opens, shares and closes the connections of a store."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()

    def current(self) -> sqlite3.Connection:
        """Return this thread's connection, opened at its first use."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path,
                timeout=BUSY_TIMEOUT_S,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=STATEMENTS_MAX,
            )
            with self._guard:
                self._all.append(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            self._local.connection = connection
        return connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give one unchanging view of the file; inside :meth:`alone`, the writer's own."""
        with translated():
            connection = self.current()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the one transaction that may write; it is flushed to disk at the end.

        Inside :meth:`alone` it takes over that transaction, and ends it.
        """
        with self._writing, translated():
            connection = self.current()
            if not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other writer out until the next :meth:`writing` is committed."""
        with self._writing, translated():
            connection = self.current()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                _roll_back(connection)

    def close(self) -> None:
        """Let go of every connection."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Raise the library's errors, so that callers need not know which store it is."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise IntegrityError(str(error)) from error
    except sqlite3.OperationalError as error:
        raise OperationalError(str(error)) from error
    except sqlite3.Error as error:
        raise PersistenceError(str(error)) from error


assert STATEMENT_TIMEOUT_S > BUSY_TIMEOUT_S
