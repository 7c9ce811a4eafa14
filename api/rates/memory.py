"""Counts in the memory of this process, for a service without Redis."""

import time
from collections.abc import Callable
from threading import Lock

from limits.storage import Storage

KEYS_MAX = 100_000
"""Windows remembered; beyond it the oldest is forgotten, and who it was for begins anew."""


class BoundedMemory(Storage):
    """Counts of windows of one length, however many strangers come.

    The library's own memory has no bound and starts a thread to clean up after every count; here
    windows lie in the order of their ends, and each count drops those that are over.
    """

    STORAGE_SCHEME = ["redbee-memory"]  # noqa: RUF012 - the library's own declaration

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._clock = clock
        self._lock = Lock()
        self._windows: dict[str, tuple[float, int]] = {}

    def __len__(self) -> int:
        return len(self._windows)

    @property
    def base_exceptions(self) -> type[Exception]:
        """Name what goes wrong here: nothing."""
        return MemoryError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, in a window that begins with its first count; return the count so far."""
        with self._lock:
            self._drop_what_is_over()
            ends, count = self._windows.get(key, (self._clock() + expiry, 0))
            self._windows[key] = (ends, count + amount)
            if len(self._windows) > KEYS_MAX:
                del self._windows[next(iter(self._windows))]
            return count + amount

    def get(self, key: str) -> int:
        """Return the count of the window that is open."""
        with self._lock:
            ends, count = self._windows.get(key, (0.0, 0))
            return count if ends > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends."""
        with self._lock:
            return self._windows.get(key, (self._clock(), 0))[0]

    def check(self) -> bool:
        """Tell that memory answers."""
        return True

    def reset(self) -> int:
        """Forget everything; return how many windows that were."""
        with self._lock:
            forgotten = len(self._windows)
            self._windows.clear()
            return forgotten

    def clear(self, key: str) -> None:
        """Forget one window."""
        with self._lock:
            self._windows.pop(key, None)

    def _drop_what_is_over(self) -> None:
        now = self._clock()
        while self._windows:
            oldest = next(iter(self._windows))
            if self._windows[oldest][0] > now:
                return
            del self._windows[oldest]
