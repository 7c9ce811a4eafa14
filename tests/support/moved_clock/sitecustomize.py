"""Put first on PYTHONPATH, it moves the clock of a served process as a file says.

The file holds the seconds by which the clock is ahead, or after ``=`` the moment (seconds since
1970) at which it stands still. Jobs look so often as ``MOVED_CLOCK_JOBS_S`` says, if it does.
Python imports a module of this name in every process before anything else, so the workers that
the server starts have the same time. Only tests name this folder.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledger.kernel import clock

_real = clock.utc_now
_file = Path(os.environ["MOVED_CLOCK_FILE"])
_every_s = os.environ.get("MOVED_CLOCK_JOBS_S")


def utc_now() -> datetime:
    """Tell the time as the test wants it."""
    said = _file.read_text()
    if said.startswith("="):
        return datetime.fromtimestamp(float(said[1:]), UTC)
    return _real() + timedelta(seconds=float(said or 0))


clock.utc_now = utc_now

if _every_s:
    from bootstrap import background  # after the clock: what it imports takes the moved one

    background.JOBS_EVERY_S = float(_every_s)
