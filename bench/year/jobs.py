"""The background jobs of two processes: whatever one has done, the other changes nothing."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from bench.year.setting import Village
from projections.reader import PAGE_MAX

A_WHILE = timedelta(milliseconds=400)
"""So much later the other process looks, before its read models have seen anything."""


class TwiceRunJobs:
    """Runs every job twice at every step; the second run must not write one event."""

    def __init__(self, village: Village) -> None:
        self._village = village
        self._rounds_max = 2 + village.households // PAGE_MAX
        self.runs = 0
        self.written: Counter[str] = Counter()

    def run(self, now: datetime, expected: Mapping[str, int]) -> None:
        """Run what is due until nothing is, and compare what was written with what was counted.

        A round takes so many households at most, so a large village needs some.
        """
        village, begins = self._village, self._village.position
        rounds = 0
        while self._round(now):
            rounds += 1
            assert rounds <= self._rounds_max, "the jobs never come to an end"
        written = village.counted(begins)
        self.written += written
        wrong = {it: (n, written[it]) for it, n in expected.items() if n != written[it]}
        assert not wrong, f"{now}: counted by hand, written by the jobs: {wrong}"

    def _round(self, now: datetime) -> int:
        """Run both processes' jobs once; return how many events the first one wrote."""
        village = self._village
        village.project()
        village.clock.now = now
        before = village.position
        village.jobs.run_due()
        after = village.position
        village.clock.now = now + A_WHILE
        village.other_jobs.run_due()  # its read models have seen nothing of it yet
        assert village.position == after, f"{now}: jobs run twice wrote events twice"
        self.runs += 2
        village.clock.now = now
        return after - before
