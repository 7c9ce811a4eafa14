"""Runner: keeps every read model up with the log."""

import logging
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from eventsourcing.persistence import PersistenceError
from sqlalchemy import Connection

from ledger.kernel.application import Ledger
from ledger.kernel.errors import UnavailableError
from projections import builds
from projections.boards.redis_boards import RedisBoards
from projections.builds import Build, State
from projections.errors import BuildLostError, ReadModelBehindError
from projections.feed import Feed, read_page
from projections.lock import runner_session
from projections.projection import Projection
from projections.rebuild import build, stale
from projections.store import ReadStore

PAGE_EVENTS = 2_000
"""Events folded at once: large enough for bulk writes, small enough for fresh pages."""

WAIT_S = 0.5
"""How long the runner waits for new events before it looks after Redis."""

STANDBY_S = 1.0
"""How often a second runner tries to take the first one's place."""

OTHER_RUNNER_S_MAX = 600.0
"""How long catching up waits for the runner of another process."""

PAUSE_S_MIN = 0.1
PAUSE_S_MAX = 10.0
BREATH_S_MAX = 0.1
"""Longest pause after pages were projected while the log grows."""
LOST_MAX = 100
"""How often in a row another process may win a checkpoint before this one gives up for now."""

_log = logging.getLogger(__name__)


class Runner:
    """Follows the log and projects it. One per process; others stand by or change nothing."""

    def __init__(
        self,
        ledger: Ledger,
        store: ReadStore,
        projections: Sequence[Projection],
        redis_boards: RedisBoards | None = None,
        *,
        page_events: int = PAGE_EVENTS,
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._projections = projections
        self._redis = redis_boards
        self._page_events = page_events
        self._wanted: list[tuple[Projection, Build]] = []

    def catch_up(self) -> int:
        """Bring every read model to the end of the log; return the position reached.

        While another process projects, this one waits for it instead; raises
        ReadModelBehindError if that takes too long.
        """
        end = self._ledger.store.max_notification_id() or 0
        gives_up = time.monotonic() + OTHER_RUNNER_S_MAX
        while time.monotonic() < gives_up:
            with runner_session(self._store) as connection:
                if connection is not None:
                    self._prepare()
                    return self._catch_up(connection)
            if self._store.position() >= end:
                return end
            time.sleep(PAUSE_S_MIN)
        raise ReadModelBehindError(position=end)

    def run(self, stop: threading.Event) -> None:
        """Follow the log until told to stop; survives either database or Redis going away."""
        pause_s = PAUSE_S_MIN
        while not stop.is_set():
            try:
                with runner_session(self._store) as connection:
                    if connection is None:
                        stop.wait(STANDBY_S)
                        continue
                    self._prepare()
                    position = self._catch_up(connection)
                    pause_s = PAUSE_S_MIN
                    self._follow(connection, position, stop)
            except (PersistenceError, UnavailableError, BuildLostError) as error:
                _log.warning("projecting pauses: %s", type(error).__name__)
                pause_s = self._pause(stop, pause_s)
            except Exception:  # noqa: BLE001 - a bug is told loudly, and pages stay readable
                _log.exception("projecting fails")
                pause_s = self._pause(stop, PAUSE_S_MAX)

    def _prepare(self) -> None:
        """Build what has no live build of its present version. Readers go on meanwhile."""
        build(self._ledger, self._store, stale(self._store, self._projections))

    def _follow(self, connection: Connection, position: int, stop: threading.Event) -> None:
        while not stop.is_set():
            end = self._ledger.store.wait(position, WAIT_S)
            if end > position:
                began = time.monotonic()
                position = self._catch_up(connection)
                # Many small pages would take the processor from those who scan.
                stop.wait(min(time.monotonic() - began, BREATH_S_MAX))
            elif self._redis is not None:
                self._redis.follow()

    def _catch_up(self, connection: Connection) -> int:
        """Read to the end of the log on the connection that holds the lock."""
        self._reload(connection)
        lost = 0
        while True:
            try:
                if not self._step(connection):
                    return self._position()
                lost = 0
            except BuildLostError:
                # A rebuild switched builds, or another process was quicker; nothing was written.
                lost += 1
                if lost > LOST_MAX:
                    raise
                self._reload(connection)

    def _step(self, connection: Connection) -> bool:
        """Project one page for the projections furthest behind; False if there is none."""
        lowest = self._position()
        later = [build.position for _, build in self._wanted if build.position > lowest]
        through = min(later, default=None)
        page = read_page(self._ledger, lowest, self._page_events, through)
        if not page:
            self._publish(lowest)
            return False
        at = page[-1].position
        group = [it for it in self._wanted if it[1].position == lowest]
        Feed(self._store, group).write(connection, page, at)
        self._wanted = [
            (it, replace(build, position=at) if build.position == lowest else build)
            for it, build in self._wanted
        ]
        self._publish(self._position())
        return True

    def _publish(self, position: int) -> None:
        """Bring Redis up first, so that whoever hears of the position finds it there too."""
        if self._redis is not None:
            self._redis.follow()
        self._store.announce(position)

    def _position(self) -> int:
        return min(build.position for _, build in self._wanted)

    def _reload(self, connection: Connection) -> None:
        """Read the checkpoints as they are stored."""
        with connection.begin():
            found = builds.all_builds(connection)
        live = {it.name: it for it in found if it.state is State.LIVE}
        missing = [it.name for it in self._projections if it.name not in live]
        if missing:
            raise BuildLostError(f"no live build of {', '.join(missing)}")
        self._wanted = [(it, live[it.name]) for it in self._projections]
        self._store.refresh()

    @staticmethod
    def _pause(stop: threading.Event, pause_s: float) -> float:
        """Wait a little, longer each time, and not in step with others; return the next pause."""
        stop.wait(pause_s * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        return min(pause_s * 2, PAUSE_S_MAX)
