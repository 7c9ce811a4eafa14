"""When something happened, as far as a phone can be believed."""

from datetime import datetime, timedelta

from ledger.kernel.errors import RuleError

OFFLINE_MAX = timedelta(hours=72)
"""``offline_max_h``: a scan kept longer than this on a phone is reviewed by people."""
CLOCK_SKEW_MAX = timedelta(minutes=15)
"""``clock_skew_review_min``: a phone whose clock is further ahead is not believed."""


class ScanNeedsReviewError(RuleError):
    """The scan is too old or its clock too far off to count without a person looking at it."""

    code = "scan_needs_review"


def is_believable(occurred_at: datetime, at: datetime) -> bool:
    """Tell whether a phone's word for when it happened needs no person to look at it."""
    return at - occurred_at <= OFFLINE_MAX and occurred_at - at <= CLOCK_SKEW_MAX


def believed(occurred_at: datetime, at: datetime) -> datetime:
    """Return when it happened; raises ScanNeedsReviewError if that cannot be believed.

    A clock a little ahead is set back to the server's time: nothing happened in the future.
    """
    if not is_believable(occurred_at, at):
        raise ScanNeedsReviewError(occurred_at=occurred_at.isoformat())
    return min(occurred_at, at)
