"""When nobody is told: riders are on the road at noon and in the evening (RD-8)."""

from datetime import datetime, time
from typing import Final

from ledger.kernel.clock import SHANGHAI

QUIET_HOURS: Final = ((time(11, 0), time(13, 30)), (time(17, 0), time(19, 30)))
"""``quiet_hours``: from the first up to before the second, by the clock of Hohhot."""


def is_quiet(now: datetime) -> bool:
    """Tell whether it is a time at which no notification leaves the house."""
    here = now.astimezone(SHANGHAI).time()
    return any(begins <= here < ends for begins, ends in QUIET_HOURS)
