"""A ledger, a read store and a village, on either database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ledger.kernel.application import Ledger
from ledger.kernel.postgres import PostgresStore
from ledger.kernel.sqlite import SqliteStore
from ledger.kernel.store import Store
from projections.boards.redis_boards import RedisBoards
from projections.catalogue import PROJECTIONS, Views
from projections.positions import Positions
from projections.runner import Runner
from projections.store import ReadStore
from tests.support.village import Village

WAITS_MAX = 12


def event_store(address: str) -> Store:
    """Open the event store at an address."""
    if address.startswith("postgresql:"):
        return PostgresStore(address)
    return SqliteStore(Path(address))


@dataclass
class Setting:
    """What a test plays on."""

    events: str
    reads: str
    ledger: Ledger
    store: ReadStore
    village: Village
    opened: list[Views] = field(default_factory=list)

    def runner(self, *, page_events: int = 2_000, redis: RedisBoards | None = None) -> Runner:
        return Runner(self.ledger, self.store, PROJECTIONS, redis, page_events=page_events)

    def views(self, redis: RedisBoards | None = None) -> Views:
        self.opened.append(Views(self.store, redis))
        return self.opened[-1]

    def close(self) -> None:
        for views in self.opened:
            views.positions.close()
        self.ledger.close()
        self.store.close()

    def project(self) -> Views:
        """Bring the read models to the end of the log and return what reads them."""
        self.runner().catch_up()
        return self.views()

    @contextmanager
    def another(self) -> Iterator["Setting"]:
        """Open the same databases again, as another process would."""
        store = event_store(self.events)
        ledger, reads = Ledger(store), ReadStore(self.reads)
        other = Setting(self.events, self.reads, ledger, reads, self.village)
        try:
            yield other
        finally:
            other.close()

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return every row of every live table, in the order of the keys."""
        found = {}
        with self.store.snapshot() as connection:
            for projection in PROJECTIONS:
                for name, table in self.store.live_tables(projection).items():
                    query = select(table).order_by(*table.primary_key.columns)
                    rows = connection.execute(query).mappings()
                    found[f"{projection.name}.{name}"] = [dict(row) for row in rows]
        return found


@contextmanager
def open_setting(folder: Path, postgres_url: str | None) -> Iterator[Setting]:
    """Create both databases and a settled village."""
    setting = _opened(folder, postgres_url)
    try:
        setting.ledger.store.create()
        setting.store.create()
        setting.village.settle()
        yield setting
    finally:
        setting.close()


@contextmanager
def reopen_setting(folder: Path, postgres_url: str | None, settled: Setting) -> Iterator[Setting]:
    """Open copies of both databases; the village goes on where the settled one stopped."""
    setting = _opened(folder, postgres_url)
    setting.village = deepcopy(settled.village, {id(settled.ledger): setting.ledger})
    try:
        yield setting
    finally:
        setting.close()


def _opened(folder: Path, postgres_url: str | None) -> Setting:
    events = postgres_url or str(folder / "events.sqlite3")
    reads = postgres_url or f"sqlite:///{folder / 'readmodels.sqlite3'}"
    ledger = Ledger(event_store(events))
    return Setting(events, reads, ledger, ReadStore(reads), Village(ledger))


@contextmanager
def running(runner: Runner) -> Iterator[None]:
    """Run a runner in a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=runner.run, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def arrives(positions: Positions, position: int) -> bool:
    """Wait until read models come to a position, longer than a page would on a busy machine."""
    return any(positions.wait_for(position) for _ in range(WAITS_MAX))
