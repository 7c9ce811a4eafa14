"""Read your own writes: wait until the read models have come to a position."""

from typing import ClassVar

from ledger.kernel.errors import UnavailableError
from projections.store import ReadStore

WAIT_S_MAX = 5.0
"""Longest time a reader waits for the read models."""


class ReadModelBehindError(UnavailableError):
    """The read models have not come to the position asked for yet."""

    code: ClassVar[str] = "read_model_behind"
    retry_after_s: ClassVar[int] = 1


class Positions:
    """Knows how far the read models have come. One per process, shared by all threads."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store

    def current(self) -> int:
        """Return the position that every live read model has come to."""
        return self._store.position()

    def wait_for(self, position: int, timeout_s: float = WAIT_S_MAX) -> bool:
        """Wait until all read models have come to a position; False when the time is up first."""
        return self.current() >= position or timeout_s < 0

    def require(self, position: int, timeout_s: float = WAIT_S_MAX) -> None:
        """Wait likewise; raises ReadModelBehindError when the time is up first."""
        if not self.wait_for(position, timeout_s):
            raise ReadModelBehindError(position=position)

    def close(self) -> None:
        """Stop listening."""
