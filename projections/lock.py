"""The runner's lock: one process at a time projects into a read store."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from projections.store import ReadStore

RUNNER_LOCK = 7_232_503
"""Advisory lock of the one runner; any number, the same for every runner."""

_log = logging.getLogger(__name__)


@contextmanager
def runner_session(store: ReadStore) -> Iterator[Connection | None]:
    """Lend the connection to project with; None while another process has the lock.

    On PostgreSQL the lock belongs to this very connection: whoever loses it loses the lock. On
    SQLite nothing is locked, and the guarded checkpoints alone keep a second runner harmless.
    """
    with store.session() as connection:
        if not store.is_postgres:
            yield connection
            return
        held = connection.execute(select(func.pg_try_advisory_lock(RUNNER_LOCK))).scalar()
        connection.commit()
        try:
            yield connection if held else None
        finally:
            if held:
                _release(connection)


def _release(connection: Connection) -> None:
    try:
        connection.rollback()
        connection.execute(select(func.pg_advisory_unlock(RUNNER_LOCK)))
        connection.commit()
    except SQLAlchemyError:
        # The connection is gone, and the lock with it; it must not go back into the pool.
        _log.debug("lock was lost with its connection")
        connection.invalidate()
