"""Progress: how far the read models are known to have come, for threads that wait for it."""

import threading


class Progress:
    """A position that only grows, and a condition to wait on."""

    def __init__(self) -> None:
        self._grown = threading.Condition()
        self._known = 0

    @property
    def known(self) -> int:
        """The highest position heard of."""
        return self._known

    def announce(self, position: int) -> None:
        """Tell everyone who waits how far the read models have come."""
        with self._grown:
            if position > self._known:
                self._known = position
                self._grown.notify_all()

    def wait(self, position: int, timeout_s: float) -> bool:
        """Wait until a position is known to be reached; False when the time is up first."""
        with self._grown:
            return self._grown.wait_for(lambda: self._known >= position, timeout=timeout_s)

    def forget(self) -> None:
        """Start over, because the read models did."""
        with self._grown:
            self._known = 0
