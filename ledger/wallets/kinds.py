"""Kinds of wallets, and the coded reasons of their entries."""

from enum import StrEnum


class WalletKind(StrEnum):
    """Whose points these are. The kinds never mix."""

    HOUSEHOLD = "household"
    VOLUNTEER = "volunteer"
    RIDER = "rider"


class Reason(StrEnum):
    """Why an entry exists."""

    SERVICE = "service"
    VISIT = "visit"
    AWARD = "award"
    REDEMPTION = "redemption"
    TIMEOUT = "timeout"
    CANCELLATION = "cancellation"
    PARTLY_COLLECTED = "partly_collected"
    """Less was handed out than was set aside."""
    HAND_OVER_UNDONE = "hand_over_undone"
    """What was handed out is back on the shelf."""
    POSTING_ERROR = "posting_error"
    SHORTFALL = "shortfall"
    """Points that came back cover what undoing a gain had found missing."""
    DEED = "deed"
    """A good deed of a household, posted by a claim."""
    BROKEN_RULE = "broken_rule"
    """A deduction of a household, posted by a claim."""
    APPEAL = "appeal"
    """An appeal was upheld: an entry is undone."""
    OPENING = "opening"
    """Points that a household brought along from paper books."""
    MERGE = "merge"
    """Two households became one."""
    SPLIT = "split"
    """A household became two."""
    REPORT_ACCEPTED = "report_accepted"
    """A rider's report was taken on (随手拍)."""
    REPORT_RESOLVED = "report_resolved"
    MAJOR_HAZARD = "major_hazard"
    """What a rider reported turned out to be a major hazard."""
