"""Refusals of scores, adjustments and the closing of months."""

from ledger.kernel.errors import ConflictError, ForbiddenError, NotFoundError, RuleError


class ItemCapReachedError(RuleError):
    """The item gives this household no more points on this day, in this month or year."""

    code = "item_cap_reached"


class DeductionCapReachedError(RuleError):
    """One deduction takes 20 points, all of a month take 30; there is no room for more."""

    code = "deduction_cap_reached"


class ScoreEntryNotFoundError(NotFoundError):
    """The household has no posted entry with this ID that could still be undone."""

    code = "score_entry_not_found"


class ScoreEntryReversedError(ConflictError):
    """The entry has been undone before."""

    code = "score_entry_reversed"


class AdjustmentNotFoundError(NotFoundError):
    """The village has no adjustment with this number that waits for a decision."""

    code = "adjustment_not_found"


class AdjustmentOpenError(ConflictError):
    """An adjustment of this entry waits for a decision already."""

    code = "adjustment_open"


class OwnAdjustmentError(ForbiddenError):
    """Whoever proposed or posted the entry, or asked for the adjustment, does not approve it."""

    code = "own_adjustment"


class AdjustmentSameHouseholdError(RuleError):
    """The points are on this household's account already: given anew, it would gain by it."""

    code = "adjustment_same_household"


class DeductionNotMovedError(RuleError):
    """A deduction is undone, never moved: another household's needs its own notice first."""

    code = "deduction_not_moved"


class AdjustmentChangedError(ConflictError):
    """More would stay short than whoever approved has seen: look at the figures again."""

    code = "adjustment_changed"


class PeriodNotOverError(RuleError):
    """The month is not over yet: it is closed from its last midnight on."""

    code = "period_not_over"


class PeriodClosedError(ConflictError):
    """The month is closed; the entry belongs to the open one, with the true day beside it."""

    code = "period_closed"


class PeriodNotClosedError(ConflictError):
    """The month is not closed: there is nothing to reopen."""

    code = "period_not_closed"


class PeriodNotNextError(ConflictError):
    """Months are closed one after the other, and reopened from the latest backwards."""

    code = "period_not_next"


class PeriodNotSignedError(ConflictError):
    """The clerk has not signed the figures of this month yet."""

    code = "period_not_signed"


class PeriodFiguresOutdatedError(ConflictError):
    """The figures are not those of the books any more: look at them again."""

    code = "period_figures_outdated"


class PeriodBlockedError(RuleError):
    """Something must be put right before the month is closed; the facts name what."""

    code = "period_blocked"


class PeriodSecondSignerError(ForbiddenError):
    """The second signature, or the second administrator, must be another person's."""

    code = "period_second_signer_required"
