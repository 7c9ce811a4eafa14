"""Put first on PYTHONPATH, it moves the clock of a served process by the seconds in a file.

Python imports a module of this name in every process before anything else, so the workers that
the server starts have the same time. Only tests name this folder.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from ledger.kernel import clock

_real = clock.utc_now
_offset = Path(os.environ["MOVED_CLOCK_FILE"])


def utc_now() -> datetime:
    """Tell the time as the test wants it."""
    return _real() + timedelta(seconds=float(_offset.read_text() or 0))


clock.utc_now = utc_now
