"""Where a report stands, why it may be sent back, and why it earned nothing."""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a report stands."""

    FILED = "filed"
    ACCEPTED = "accepted"
    VERIFIED = "verified"
    RESOLVED = "resolved"
    REJECTED = "rejected"
    MERGED = "merged"
    """It tells of what another one tells of; that one is handled."""


OPEN = frozenset({ReportState.FILED, ReportState.ACCEPTED, ReportState.VERIFIED})
"""Something is still to be done about it; what is seen meanwhile is the same thing."""


class RejectReason(StrEnum):
    """Why nothing is done about a report."""

    NOT_FOUND = "not_found"
    """Somebody went there and saw nothing of it."""
    NO_PROBLEM = "no_problem"
    UNCLEAR = "unclear"
    """Neither photo nor place tell what is meant."""
    NOT_OURS = "not_ours"
    """The hotline 12345 is for it."""
    ALREADY_DONE = "already_done"
    FALSE = "false"


class FiledAs(StrEnum):
    """What somebody was when filing: points are for riders (RD-6)."""

    RIDER = "rider"
    RESIDENT = "resident"
    VOLUNTEER = "volunteer"


class Unpaid(StrEnum):
    """Why a report that was accepted earned no points."""

    NOT_A_RIDER = "not_a_rider"
    DAY_LIMIT = "day_limit"
