"""Temporary files in memory where there is room: most of a test's time was a disk's flushing.

What is tested stays the same: stores flush as in service, and what a killed process had handed
to the kernel is there afterwards, on a disk as in memory.
"""

import os
import re
import tempfile
from pathlib import Path

FOLDER = Path("/dev/shm")
LIMIT = Path("/sys/fs/cgroup/memory.max")
AVAILABLE = Path("/proc/meminfo")
ROOM_BYTES_PER_WORKER = 1 << 30


def use_memory(workers: int) -> None:
    """Have all temporary files made in memory from now on, also those of processes we start.

    Who names a folder (`TMPDIR`) gets it; so does who has too little memory for it.
    """
    if "TMPDIR" not in os.environ and has_room(FOLDER, workers * ROOM_BYTES_PER_WORKER):
        os.environ["TMPDIR"] = str(FOLDER)
        tempfile.tempdir = None  # asked anew


def has_room(folder: Path, wanted: int) -> bool:
    """Tell whether a folder in memory holds so many bytes and leaves as many to programs."""
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return False
    there = os.statvfs(folder)
    may_run = not there.f_flag & os.ST_NOEXEC  # servers' programs may have to be copied there
    return may_run and there.f_bavail * there.f_frsize >= wanted and _memory() >= 2 * wanted


def _memory() -> int:
    """Return how many bytes of memory may be taken, here and in this container."""
    found = re.search(r"^MemAvailable:\s+(\d+) kB", AVAILABLE.read_text(), re.MULTILINE)
    available = int(found[1]) * 1024 if found else 0
    limit = LIMIT.read_text().strip() if LIMIT.exists() else "max"
    return available if limit == "max" else min(available, int(limit))
