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
    POSTING_ERROR = "posting_error"
    MERGE = "merge"
    """Two households became one."""
    SPLIT = "split"
    """A household became two."""
