"""Refusals of corrections, complaints and evaluations."""

from ledger.kernel.errors import ConflictError, ForbiddenError, NotFoundError, RuleError


class CorrectionPendingError(ConflictError):
    """A correction of this attendance waits for its answer already."""

    code = "correction_pending"


class CorrectionNotFoundError(NotFoundError):
    """No such correction waits for an answer, or it was answered or taken back."""

    code = "correction_not_found"


class CorrectionTooEarlyError(RuleError):
    """Minutes are corrected once the activity is over."""

    code = "correction_too_early"


class CorrectionOutOfBoundsError(RuleError):
    """Corrected minutes lie within the plan and its grace, and are never negative."""

    code = "correction_out_of_bounds"


class ComplaintNotFoundError(NotFoundError):
    """No such complaint waits for an answer, or it was answered or taken back."""

    code = "complaint_not_found"


class OwnComplaintError(ForbiddenError):
    """Nobody answers their own complaint, nor one about an activity they led."""

    code = "own_complaint"


class EvaluationNotOpenError(RuleError):
    """Only who came is asked, and only afterwards."""

    code = "evaluation_not_open"


class EvaluationClosedError(RuleError):
    """An evaluation can be changed for seven days."""

    code = "evaluation_closed"


class OwnEvaluationError(ForbiddenError):
    """Nobody evaluates themselves, nor an activity they led."""

    code = "own_evaluation"
