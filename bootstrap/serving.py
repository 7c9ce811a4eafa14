"""Serving with granian, and the worker process beside it."""

import signal
import tempfile
import time
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from bootstrap.background import Background
from bootstrap.config import Config
from bootstrap.container import build
from bootstrap.logs import configure_logs, log_settings

THREADS = 32
"""Requests one worker answers at once; the ledger commits their commands together."""
BACKPRESSURE = 256
"""Requests a worker takes in before it lets others wait outside."""
HEARTBEAT_EVERY_S = 5.0
HEARTBEAT_STALE_S = 30.0


def serve(host: str, port: int, workers: int) -> None:
    """Answer HTTP until told to stop."""
    Granian(
        "bootstrap.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=BACKPRESSURE,
        respawn_failed_workers=True,
        log_access=False,
        log_dictconfig=log_settings(),
        websockets=False,
    ).serve()


def work(config: Config) -> None:
    """Project and run the jobs until told to stop."""
    configure_logs()
    house = build(config)
    background = Background(house)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: background.end())
    background.start()
    background.wait(_heartbeat_file().touch, HEARTBEAT_EVERY_S)
    background.stop()
    house.close()


def is_healthy() -> bool:
    """Tell whether the worker of this machine told lately that it lives."""
    try:
        age = time.time() - _heartbeat_file().stat().st_mtime
    except FileNotFoundError:
        return False
    return age < HEARTBEAT_STALE_S


def _heartbeat_file() -> Path:
    return Path(tempfile.gettempdir()) / "redbee-worker.alive"
