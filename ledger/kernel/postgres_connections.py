"""Connections to PostgreSQL: a pool, one writer at a time when asked, and one ear for news."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import psycopg
from eventsourcing.persistence import IntegrityError, OperationalError, PersistenceError
from psycopg_pool import ConnectionPool, PoolTimeout

from ledger.kernel.postgres_schema import CHANNEL, LOCK
from ledger.kernel.store import STATEMENT_TIMEOUT_S

CONNECT_TIMEOUT_S = 3
POOL_SIZE_MAX = 8
LIMITS: dict[str, Any] = {
    "connect_timeout": CONNECT_TIMEOUT_S,
    "tcp_user_timeout": STATEMENT_TIMEOUT_S * 1000,
    "options": f"-c statement_timeout={STATEMENT_TIMEOUT_S}s",
}
"""No call waits for ever, not even for a server that vanished from the network."""

T = TypeVar("T")
Connection = psycopg.Connection[Any]


class Connections:
    """Opens, shares and closes the connections of a store."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool = ConnectionPool(
            url,
            kwargs={"autocommit": True, **LIMITS},
            min_size=1,
            max_size=POOL_SIZE_MAX,
            timeout=CONNECT_TIMEOUT_S,
            open=False,
            check=None,
            reconnect_timeout=0,
        )
        self._local = threading.local()
        self._listener: Connection | None = None

    @contextlib.contextmanager
    def one(self) -> Iterator[Connection]:
        """Lend a connection; inside :meth:`alone`, the one that holds the lock."""
        with translated():
            mine: Connection | None = getattr(self._local, "connection", None)
            if mine is not None:
                yield mine
                return
            self._pool.open()
            with self._pool.connection() as connection:
                yield connection

    def twice(self, ask: Callable[[Connection], T]) -> T:
        """Ask once more on a new connection if the first was lost: the server may be back."""
        asked: Connection | None = None
        try:
            with self.one() as asked:
                return ask(asked)
        except OperationalError:
            if asked is None or not asked.broken or hasattr(self._local, "connection"):
                raise
            self._pool.drain()
        with self.one() as connection:
            return ask(connection)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock of the log for this thread; the server frees it if we vanish."""
        with self.one() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
            self._local.connection = connection
            try:
                yield
            finally:
                del self._local.connection
                if not connection.broken:
                    connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))

    def listener(self) -> Connection:
        """Return the connection that hears of every append."""
        if self._listener is None or self._listener.closed:
            self._listener = psycopg.connect(self._url, autocommit=True, **LIMITS)
            self._listener.execute(f"LISTEN {CHANNEL}".encode())
        return self._listener

    def close(self) -> None:
        """Let go of every connection."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self._pool.close()


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Raise the library's errors, so that callers need not know which store it is."""
    try:
        yield
    except psycopg.IntegrityError as error:
        raise IntegrityError(str(error)) from error
    except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
        raise OperationalError(str(error)) from error
    except psycopg.Error as error:
        raise PersistenceError(str(error)) from error
