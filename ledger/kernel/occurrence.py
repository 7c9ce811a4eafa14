"""When something happened, as far as a phone can be believed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from ledger.kernel.errors import RuleError

OFFLINE_MAX = timedelta(hours=72)
"""``offline_max_h``: a scan kept longer than this on a phone is reviewed by people."""
CLOCK_SKEW_MAX = timedelta(minutes=15)
"""``clock_skew_review_min``: a phone whose clock is further off is not believed (A23)."""


class ScanNeedsReviewError(RuleError):
    """The scan is too old or its clock too far off to count without a person looking at it."""

    code = "scan_needs_review"


@dataclass(frozen=True, slots=True)
class DeviceClock:
    """How far the clock of a device is off: what to add to its word to have the right time.

    The way of the message counts as part of the clock: a few seconds on a slow network.
    """

    offset: timedelta = timedelta(0)

    @classmethod
    def of(cls, device_time: datetime | None, at: datetime) -> Self:
        """Compare what a device showed when it sent with when that came; not said, not off."""
        return cls() if device_time is None else cls(at - device_time)

    @property
    def is_believable(self) -> bool:
        """Whether what it says may be set right without a person looking at it."""
        return abs(self.offset) <= CLOCK_SKEW_MAX

    def right(self, moment: datetime) -> datetime:
        """Set a moment right; raises ScanNeedsReviewError where no calendar has such a time."""
        try:
            return moment + self.offset
        except OverflowError:
            raise ScanNeedsReviewError(occurred_at=moment.isoformat()) from None


def is_believable(occurred_at: datetime, at: datetime) -> bool:
    """Tell whether a phone's word for when it happened needs no person to look at it."""
    return at - occurred_at <= OFFLINE_MAX and occurred_at - at <= CLOCK_SKEW_MAX


def believed(occurred_at: datetime, at: datetime, clock_off: timedelta = timedelta(0)) -> datetime:
    """Return when it happened; raises ScanNeedsReviewError if that cannot be believed.

    ``occurred_at`` has been set right by ``clock_off``. A clock a little ahead is set back to the
    server's time: nothing happened in the future.
    """
    if not is_believable(occurred_at, at) or not DeviceClock(clock_off).is_believable:
        raise ScanNeedsReviewError(occurred_at=occurred_at.isoformat())
    return min(occurred_at, at)
