"""Counting against quotas, and letting everybody through when the counter does not answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from api.rates.memory import BoundedMemory
from api.rates.quotas import Quota

REST_S = 1.0
"""How long a counter is left alone after it failed: nobody waits for it meanwhile."""
ANSWER_S_MAX = 0.2
"""A counter that takes longer has failed, even if it answers."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a counter says: room or not; ``answered`` is False when it could not be asked."""

    has_room: bool = True
    retry_after_s: int = 0
    answered: bool = True


_UNANSWERED = Verdict(answered=False)
_ROOM = Verdict()


class RateLimits:
    """Counts what somebody does against quotas, in windows of a minute or as the quota says.

    A storage raises StorageError when it is away (``wrap_exceptions``). A limit is a courtesy to
    all, not a lock: without its counter everybody is let through at once. While it is away one
    request in REST_S tries it for all.
    """

    def __init__(
        self, storage: Storage | None = None, let_go: Callable[[], None] = lambda: None
    ) -> None:
        self._storage = BoundedMemory() if storage is None else storage
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._let_go = let_go
        self._is_away = False
        self._rests_until = 0.0

    def close(self) -> None:
        """Let go of every connection."""
        self._let_go()

    def count(self, quota: Quota, who: str, times_max: int) -> Verdict:
        """Count once more for somebody, and tell whether that was within the quota."""
        return self._ask(quota, who, times_max, counting=True)

    def look(self, quota: Quota, who: str, times_max: int) -> Verdict:
        """Tell whether there is room for once more, without counting."""
        return self._ask(quota, who, times_max, counting=False)

    def _ask(self, quota: Quota, who: str, times_max: int, *, counting: bool) -> Verdict:
        asked = time.monotonic()
        if self._is_away:
            if asked < self._rests_until:
                return _UNANSWERED
            self._rests_until = asked + REST_S
        item = RateLimitItemPerSecond(times_max, quota.window_s, namespace=quota.name)
        try:
            ask = self._limiter.hit if counting else self._limiter.test
            verdict = _ROOM if ask(item, who) else self._refused(item, who, quota.window_s)
        except StorageError:
            self._rest(is_away=True)
            return _UNANSWERED
        self._rest(is_away=time.monotonic() - asked > ANSWER_S_MAX)
        return verdict

    def _rest(self, *, is_away: bool) -> None:
        if is_away:
            self._rests_until = time.monotonic() + REST_S
        self._is_away = is_away

    def _refused(self, item: RateLimitItemPerSecond, who: str, window_s: int) -> Verdict:
        ends = self._limiter.get_window_stats(item, who).reset_time
        wait_s = max(1, min(window_s, ceil(ends - time.time())))
        return Verdict(has_room=False, retry_after_s=wait_s)
