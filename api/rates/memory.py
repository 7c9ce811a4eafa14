"""Counts in the memory of this process, for a service without Redis."""

import time
from collections.abc import Callable
from threading import Lock

from limits.storage import Storage

KEYS_MAX = 100_000
"""Windows of one length remembered; beyond it the oldest is forgotten and begins anew."""


class BoundedMemory(Storage):
    """Counts of windows, however many strangers come.

    The library's own memory has no bound and starts a thread to clean up after every count; here
    windows of one length lie in the order of their ends, and each count drops those that are over.
    """

    STORAGE_SCHEME = ["redbee-memory"]  # noqa: RUF012 - the library's own declaration

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._clock = clock
        self._lock = Lock()
        self._by_length: dict[int, dict[str, tuple[float, int]]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._by_length.values()))

    @property
    def base_exceptions(self) -> type[Exception]:
        """Name what goes wrong here: nothing."""
        return MemoryError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, in a window that begins with its first count; return the count so far."""
        with self._lock:
            windows = self._by_length.setdefault(expiry, {})
            self._drop_what_is_over(windows)
            ends, count = windows.get(key, (self._clock() + expiry, 0))
            windows[key] = (ends, count + amount)
            if len(windows) > KEYS_MAX:
                del windows[next(iter(windows))]
            return count + amount

    def get(self, key: str) -> int:
        """Return the count of the window that is open."""
        with self._lock:
            ends, count = self._find(key) or (0.0, 0)
            return count if ends > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends."""
        with self._lock:
            return (self._find(key) or (self._clock(), 0))[0]

    def check(self) -> bool:
        """Tell that memory answers."""
        return True

    def reset(self) -> int:
        """Forget everything; return how many windows that were."""
        with self._lock:
            forgotten = len(self)
            self._by_length.clear()
            return forgotten

    def clear(self, key: str) -> None:
        """Forget one window."""
        with self._lock:
            for windows in self._by_length.values():
                windows.pop(key, None)

    def _find(self, key: str) -> tuple[float, int] | None:
        """Return the end and count of a window: a key names its quota, and so its length."""
        found = (windows.get(key) for windows in self._by_length.values())
        return next((it for it in found if it is not None), None)

    def _drop_what_is_over(self, windows: dict[str, tuple[float, int]]) -> None:
        now = self._clock()
        while windows:
            oldest = next(iter(windows))
            if windows[oldest][0] > now:
                return
            del windows[oldest]
