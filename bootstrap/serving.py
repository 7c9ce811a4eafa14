"""Serving with granian, and the worker process beside it."""

import resource
import signal
import tempfile
import time
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from bootstrap.background import Background
from bootstrap.config import Config
from bootstrap.container import build
from bootstrap.logs import configure_logs, log_settings

THREADS = 32
"""Requests one worker answers at once; the ledger commits their commands together."""
CONNECTIONS_MAX = 4096
"""Connections a worker holds, busy or idle, before it lets others wait outside.

Browsers keep theirs open and idle between pages. With 256, four hundred phones that had looked once
made the next ones wait until somebody's connection ran out.
"""
IDLE_S_MAX = 15
"""How long a connection is kept open for the next request."""
FILES_SPARE = 512
"""Open files a worker needs beside its connections."""
HEARTBEAT_EVERY_S = 5.0
HEARTBEAT_STALE_S = 30.0


def serve(host: str, port: int, workers: int) -> None:
    """Answer HTTP until told to stop."""
    _allow_open_files(CONNECTIONS_MAX + FILES_SPARE)
    Granian(
        "bootstrap.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS_MAX,
        backlog=CONNECTIONS_MAX,
        http1_settings=HTTP1Settings(header_read_timeout=IDLE_S_MAX * 1000),
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


def _allow_open_files(count: int) -> None:
    """Let this process and its workers have so many files open, as far as the machine permits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < count:
        may = count if hard == resource.RLIM_INFINITY else min(count, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (may, hard))


def is_healthy() -> bool:
    """Tell whether the worker of this machine told lately that it lives."""
    try:
        age = time.time() - _heartbeat_file().stat().st_mtime
    except FileNotFoundError:
        return False
    return age < HEARTBEAT_STALE_S


def _heartbeat_file() -> Path:
    return Path(tempfile.gettempdir()) / "redbee-worker.alive"
