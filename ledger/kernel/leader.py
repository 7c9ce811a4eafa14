"""Group commit: many callers, one leader, one transaction, one flush to disk.

No background thread and no linger. The first caller leads: it takes what has queued, decides
each command in order against the aggregates in memory, writes everything with one append and
hands every caller its own answer. Callers that arrive meanwhile queue; the next of them leads.
"""

import threading
from collections import deque
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.kernel.errors import BusyError, StorageUnavailableError
from ledger.kernel.receipts import Recorded

BATCH_MAX = 512
QUEUE_MAX = 10_000
"""Commands that may wait. More are refused at once as ``service_busy``; the phone keeps them."""


class Job:
    """One command on its way: who waits for it, and what became of it."""

    __slots__ = ("command", "error", "gate", "leads", "recorded", "streams", "unsure")

    def __init__(self, command: Command, streams: AbstractSet[UUID]) -> None:
        self.command = command
        self.streams = streams
        """What its handler reads: what the command names, and what it was found to need."""
        self.recorded: Recorded | None = None
        self.error: BaseException | None = None
        self.gate: threading.Lock | None = None
        self.leads = False
        self.unsure = False
        """Its last decision rested on cached state, or lost a race: read everything again."""

    @property
    def answered(self) -> bool:
        """Tell whether the caller may be told."""
        return self.recorded is not None or self.error is not None

    def result(self) -> Recorded:
        """Return the answer, or raise the refusal."""
        if self.error is not None:
            raise self.error
        assert self.recorded is not None
        return self.recorded


class Leader:
    """Lines callers up, and lets one of them carry out the commands of all."""

    def __init__(self, carry_out: Callable[[list[Job]], None]) -> None:
        self._carry_out = carry_out
        self._queue: deque[Job] = deque()
        self._mutex = threading.Lock()
        self._busy = False

    def execute(self, mine: Job) -> Recorded:
        """Have a command carried out with whatever else waits; raises its refusal."""
        if not self._join(mine):
            assert mine.gate is not None
            try:
                mine.gate.acquire()  # until answered, or promoted
            except BaseException:
                self._leave(mine)
                raise
            if not mine.leads:
                return mine.result()
        self._lead()
        return mine.result()

    def _join(self, mine: Job) -> bool:
        """Enter the queue; tell whether the caller leads at once."""
        with self._mutex:
            if len(self._queue) >= QUEUE_MAX:
                raise BusyError(waiting=len(self._queue))
            self._queue.append(mine)
            if not self._busy:
                self._busy = True
                return True
            mine.gate = threading.Lock()
            mine.gate.acquire()
            return False

    def _leave(self, mine: Job) -> None:
        """Give up waiting (Ctrl-C), without leaving the others to wait for us to lead."""
        with self._mutex:
            if mine in self._queue and not mine.leads:
                self._queue.remove(mine)
                return
        if mine.leads:
            self._lead()

    def _lead(self) -> None:
        with self._mutex:
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), BATCH_MAX))]
        try:
            self._carry_out(batch)
        except BaseException as error:
            # Every waiter must be told. What stops this thread alone is no answer for the others.
            ours = isinstance(error, Exception)
            for job in batch:
                if not job.answered:
                    job.error = error if ours else StorageUnavailableError()
            if not ours:
                raise
        finally:
            # batch[0] is the leader itself: it is running, not waiting.
            for job in batch[1:]:
                assert job.gate is not None
                job.gate.release()
            self._hand_over()

    def _hand_over(self) -> None:
        with self._mutex:
            if not self._queue:
                self._busy = False
                return
            following = self._queue[0]
            following.leads = True
        assert following.gate is not None
        following.gate.release()
