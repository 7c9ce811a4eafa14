"""Read your own writes: wait until the read models have come to a position."""

import time

from projections.errors import ReadModelBehindError
from projections.listener import Listener
from projections.store import ReadStore

WAIT_S_MAX = 5.0
"""Longest time a reader waits for the read models."""

LOOK_AGAIN_S = 0.5
"""On PostgreSQL: how soon the checkpoints are looked up, should a notification be lost."""

LOOK_AGAIN_SQLITE_S = 0.05
"""On SQLite, where another process cannot notify; a runner in this process wakes at once."""

__all__ = ["WAIT_S_MAX", "Positions", "ReadModelBehindError"]


class Positions:
    """Knows how far the read models have come. One per process, shared by all threads."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store
        self._listener = Listener(store) if store.is_postgres else None
        self._slice_s = LOOK_AGAIN_S if store.is_postgres else LOOK_AGAIN_SQLITE_S

    def watch(self) -> None:
        """Keep hearing how far the read models have come, from now on."""
        if self._listener is not None:
            self._listener.start()

    def current(self) -> int:
        """Return the position that every live read model has come to."""
        position = self._store.position()
        self._store.progress.announce(position)
        return position

    def wait_for(self, position: int, timeout_s: float = WAIT_S_MAX) -> bool:
        """Wait until all read models have come to a position; False when the time is up first."""
        progress = self._store.progress
        if progress.known >= position:
            return True
        self.watch()
        ends = time.monotonic() + min(timeout_s, WAIT_S_MAX)
        while self.current() < position:
            left = ends - time.monotonic()
            if left <= 0:
                return False
            if progress.wait(position, min(left, self._slice_s)):
                return True
        return True

    def require(self, position: int, timeout_s: float = WAIT_S_MAX) -> None:
        """Wait likewise; raises ReadModelBehindError when the time is up first."""
        if not self.wait_for(position, timeout_s):
            raise ReadModelBehindError(position=position)

    def close(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.close()
