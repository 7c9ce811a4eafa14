"""Refusals of public notices and objections."""

from ledger.kernel.errors import ConflictError, ForbiddenError, NotFoundError, RuleError


class ClaimNotFoundError(NotFoundError):
    """No claim has this ID, or none that the caller may see."""

    code = "claim_not_found"


class NoticeNotFoundError(NotFoundError):
    """No public notice has this ID."""

    code = "notice_not_found"


class NoticeEmptyError(RuleError):
    """A public notice has at least one line and at most so many; no act twice."""

    code = "notice_lines_invalid"


class NoticeKindsMixedError(RuleError):
    """Gains of three days, gains of seven and deductions stand on notices of their own."""

    code = "notice_kinds_mixed"


class ClaimNotReviewedError(ConflictError):
    """Only what the panel has passed, and what is not on a notice yet, is publicised."""

    code = "claim_not_reviewed"


class ClaimElsewhereError(RuleError):
    """The act is of another village than the notice."""

    code = "claim_elsewhere"


class NoticeMonthOpenError(RuleError):
    """The list of a month is put together once the month is over, of acts of that month."""

    code = "notice_month_open"


class NoticeNotDeliverableError(ConflictError):
    """Only a deduction that is on public notice is delivered to its household, and only once."""

    code = "notice_not_deliverable"


class DeliveryDateInvalidError(RuleError):
    """A notice is handed over since it was publicised, and written down within two days."""

    code = "delivery_date_invalid"


class ObjectionWindowClosedError(RuleError):
    """The act is not on public notice, or not any more."""

    code = "objection_window_closed"


class ClaimObjectedError(ConflictError):
    """Somebody has objected already: the act stands still until that is decided."""

    code = "claim_objected"


class ObjectionNotFoundError(NotFoundError):
    """No such objection waits for a decision, or not any more."""

    code = "objection_not_found"


class ObjectionNotAllowedError(ForbiddenError):
    """Only people of the village object, and to a deduction only its own household."""

    code = "objection_not_allowed"


class ClaimNotDueError(ConflictError):
    """Nothing is posted before its notice has ended undisturbed."""

    code = "claim_not_due"
