"""Closed lists of a claim: its states, how it came, and why it ended. Added to, never renamed."""

from enum import StrEnum


class ClaimState(StrEnum):
    """Where a claim stands (VP-4)."""

    PROPOSED = "proposed"
    SCREENED = "screened"
    WARNED = "warned"
    """A deduction of which the household was told, and has days to put it right (VP-10)."""
    REVIEWED = "reviewed"
    PUBLICISED = "publicised"
    OBJECTED = "objected"
    POSTED = "posted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


CLOSED = frozenset(
    {ClaimState.POSTED, ClaimState.REJECTED, ClaimState.WITHDRAWN, ClaimState.REVERSED}
)
"""States in which nothing more is decided about it, but for a reversal of what was posted."""


class Source(StrEnum):
    """How a claim came into the ledger."""

    PHONE = "phone"
    DESK = "desk"
    """By telephone or at the desk, typed in by somebody else."""
    PAPER_SHEET = "paper_sheet"
    ROUND = "round"
    """A check sheet of a round past the gates."""
    IMPORT = "import"
    SYSTEM = "system"


class RejectReason(StrEnum):
    """Why a claim came to nothing."""

    RETURNED = "returned"
    """The screener sent it back."""
    VOTED_DOWN = "voted_down"
    OBJECTION_UPHELD = "objection_upheld"
    PUT_RIGHT = "put_right"
    """What the warning was about was put right in time."""
    DUPLICATE = "duplicate"


class Vote(StrEnum):
    """What a reviewer said."""

    FOR = "for"
    AGAINST = "against"
    RECUSED = "recused"


class ReversalCause(StrEnum):
    """Why posted points were taken back or given back."""

    APPEAL_UPHELD = "appeal_upheld"
    POSTING_ERROR = "posting_error"
