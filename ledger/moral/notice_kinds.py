"""Closed lists of public notices. Added to, never renamed."""

from enum import StrEnum

from ledger.moral.claim import Claim
from ledger.moral.items import LONG_NOTICE_POINTS, NOTICE_DAYS_LONG

NOTICE_LINES_MAX = 200
"""Lines of one notice; who has more publishes two."""


class NoticeKind(StrEnum):
    """What stands on a notice: never two of these on one."""

    GAINS = "gains"
    LARGE_GAINS = "large_gains"
    """Of fifty points and more, or where the rule book wants seven days."""
    DEDUCTIONS = "deductions"
    """Public only as counts; each household has a notice of its own."""


class Delivery(StrEnum):
    """How the household of a deduction got its notice."""

    READ_IN_APP = "read_in_app"
    HANDED_OVER = "handed_over"


class ObjectionMethod(StrEnum):
    """How an objection came in."""

    PHONE_PAGE = "phone_page"
    ORAL = "oral"
    TELEPHONE = "telephone"
    PAPER = "paper"


def kind_of(claim: Claim) -> NoticeKind:
    """Tell on which kind of notice an act stands."""
    if claim.is_deduction:
        return NoticeKind.DEDUCTIONS
    return NoticeKind.LARGE_GAINS if days_of(claim) >= NOTICE_DAYS_LONG else NoticeKind.GAINS


def days_of(claim: Claim) -> int:
    """Tell how long an act is on notice: as its item says, and never less than VP-5 wants."""
    if claim.is_deduction or claim.points >= LONG_NOTICE_POINTS:
        return max(claim.notice_days, NOTICE_DAYS_LONG)
    return claim.notice_days
