"""A served community whose clock the test moves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from bootstrap.demo.setup import Account
from ledger.kernel.clock import utc_now
from tests.e2e.world import ROOT, World
from tests.e2e.world import world as served_world

CLOCK = Path(__file__).parents[1] / "support" / "moved_clock"
JOBS_EVERY_S = 0.5
"""Nobody waits half a minute for a job: so often the jobs look in a test."""


class Time:
    """The clock of the server, which the test moves."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._moved = timedelta(0)
        self._stands: datetime | None = None
        self._write("0")

    @property
    def now(self) -> datetime:
        """What time it is on the server."""
        return self._stands or utc_now() + self._moved

    def move_to(self, moment: datetime) -> None:
        """Go on from a moment."""
        self._moved, self._stands = moment - utc_now(), None
        self._write(str(self._moved.total_seconds()))

    def stop_at(self, moment: datetime) -> None:
        """Let it stay a moment until the clock is moved again."""
        self._stands = moment
        self._write(f"={moment.timestamp()}")

    def _write(self, said: str) -> None:
        ready = self._file.with_suffix(".new")
        ready.write_text(said)
        ready.replace(self._file)


@contextmanager
def moved_world(
    folder: Path, patch: pytest.MonkeyPatch, *, jobs_every_s: float | None = None
) -> Iterator[tuple[World, Time]]:
    """Serve a community whose clock can be moved."""
    file = folder / "offset"
    time = Time(file)
    patch.setenv("MOVED_CLOCK_FILE", str(file))
    patch.setenv("PYTHONPATH", os.pathsep.join([str(CLOCK), str(ROOT)]))
    if jobs_every_s is not None:
        patch.setenv("MOVED_CLOCK_JOBS_S", str(jobs_every_s))
    inside = folder / "world"
    inside.mkdir()
    with served_world(inside) as started:
        yield started, time


def as_somebody(context: BrowserContext, world: World, time: Time, account: Account) -> Page:
    """Open a page as somebody, at the time it is on the server."""
    context.clock.install(time=time.now)
    context.add_cookies(world.cookies(account, time.now))
    return context.new_page()
