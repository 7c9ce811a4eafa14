"""Refusals of appeals."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class AppealNotFoundError(NotFoundError):
    """No such appeal waits for an answer, or not at this level."""

    code = "appeal_not_found"


class AlreadyAppealedError(ConflictError):
    """The household has appealed against this act before."""

    code = "already_appealed"


class AppealWindowClosedError(RuleError):
    """An appeal is filed within seven days of posting."""

    code = "appeal_window_closed"


class AppealClosedError(ConflictError):
    """The appeal has ended, or the last day to go on to the township is over."""

    code = "appeal_closed"


class AppealNotPossibleError(RuleError):
    """One appeals against a deduction that was posted; to what is on notice one objects."""

    code = "appeal_not_possible"
