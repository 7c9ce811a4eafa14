"""Measuring: many threads, one figure, and a count of what was lost or doubled."""

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

SECONDS_PER_ROUND = 2.0
TIMES_LIMIT_S = 60.0


@dataclass
class Load:
    """What one round did: acknowledged commands and how long each took."""

    acknowledged: int
    seconds: float
    latencies_s: list[float]

    @property
    def rate_per_s(self) -> float:
        return self.acknowledged / self.seconds

    @property
    def p99_ms(self) -> float:
        return sorted(self.latencies_s)[int(len(self.latencies_s) * 0.99)] * 1000


def run_threads(
    threads: int,
    work: Callable[[int, int], None],
    *,
    seconds: float = SECONDS_PER_ROUND,
    times: int | None = None,
) -> Load:
    """Let every thread call ``work(thread, n)`` until the time is up, or ``times`` times."""
    latencies: list[list[float]] = [[] for _ in range(threads)]
    start = threading.Barrier(threads + 1)
    ends = [0.0]
    errors: list[BaseException] = []

    def loop(thread: int) -> None:
        mine = latencies[thread]
        start.wait()
        n = 0
        try:
            while (begun := time.perf_counter()) < ends[0] and (times is None or n < times):
                work(thread, n)
                mine.append(time.perf_counter() - begun)
                n += 1
        except BaseException as error:  # noqa: BLE001 - a failed call must fail the benchmark
            errors.append(error)

    crew = [threading.Thread(target=loop, args=(n,)) for n in range(threads)]
    for thread in crew:
        thread.start()
    begun = time.perf_counter()
    ends[0] = begun + (seconds if times is None else TIMES_LIMIT_S)
    start.wait()
    for thread in crew:
        thread.join()
    took = time.perf_counter() - begun
    if errors:
        raise errors[0]
    every = [latency for mine in latencies for latency in mine]
    return Load(len(every), took, every)


@dataclass
class Figure:
    """One line of the result: the median over its rounds."""

    target: str
    name: str
    boundary: str
    rates: list[float] = field(default_factory=list)
    p99s: list[float | None] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0

    def add(self, rate: float, p99_ms: float | None, *, lost: int = 0, doubled: int = 0) -> None:
        """Take in one round."""
        self.rates.append(rate)
        self.p99s.append(p99_ms)
        self.lost += lost
        self.doubled += doubled

    @property
    def rate_per_s(self) -> float:
        return statistics.median(self.rates)

    def as_json(self, rivals: list["Figure"]) -> dict[str, Any]:
        """Return the line as ``bench.json`` keeps it; ratios are medians of same-round ratios."""
        known = [it for it in self.p99s if it is not None]
        return {
            "target": self.target,
            "name": self.name,
            "boundary": self.boundary,
            "rate_per_s": round(self.rate_per_s, 1),
            "p99_ms": round(statistics.median(known), 2) if known else None,
            "lost": self.lost,
            "doubled": self.doubled,
            "ratio_to": {rival.name: round(ratio(self, rival), 2) for rival in rivals},
            "rounds": [round(rate, 1) for rate in self.rates],
        }


def ratio(mine: Figure, rival: Figure) -> float:
    """Return the median of the ratios taken inside each round."""
    return statistics.median(a / b for a, b in zip(mine.rates, rival.rates, strict=True))
