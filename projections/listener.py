"""Listener: hears on PostgreSQL how far the runner in another process has come."""

import logging
import random
import threading

import psycopg

from projections.engines import CONNECT_TIMEOUT_S
from projections.store import CHANNEL, SWITCHED, ReadStore

LISTEN_SLICE_S = 0.5
"""How long it listens before it looks whether it should end."""

PAUSE_S_MAX = 5.0

_log = logging.getLogger(__name__)


class Listener:
    """One thread and one connection per process, started by the first who waits."""

    def __init__(self, store: ReadStore) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread, if it does not run."""
        with self._guard:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="redbee-listener", daemon=True
                )
                self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        with self._guard:
            if self._thread is not None:
                self._thread.join()
                self._thread = None

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._listen()
            except Exception as error:  # noqa: BLE001 - whatever it is, readers must go on
                _log.warning("listening pauses: %s", type(error).__name__)
                self._stop.wait(random.uniform(0.1, PAUSE_S_MAX))  # noqa: S311 - no secret

    def _listen(self) -> None:
        address = self._store.url.replace("postgresql+psycopg://", "postgresql://", 1)
        with psycopg.connect(
            address, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S
        ) as connection:
            connection.execute(f"LISTEN {CHANNEL}".encode())
            # What was told before anybody listened is looked up.
            self._store.refresh()
            self._store.progress.announce(self._store.position())
            while not self._stop.is_set():
                for heard in connection.notifies(timeout=LISTEN_SLICE_S):
                    self._hear(heard.payload)
                    if self._stop.is_set():
                        return

    def _hear(self, payload: str) -> None:
        if payload == SWITCHED:
            self._store.refresh()
        elif payload.isdecimal():
            self._store.progress.announce(int(payload))
