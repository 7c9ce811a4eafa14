"""Refusals of the money behind points."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class FundNotFoundError(NotFoundError):
    """The village has no fund: nobody has registered money yet."""

    code = "fund_not_found"


class FundOpenError(ConflictError):
    """The village has a fund already."""

    code = "fund_open"


class FaceValueSameError(ConflictError):
    """A point is worth that much already."""

    code = "face_value_same"


class ReceivedDayError(RuleError):
    """Money came in on a day to come, or too long ago to be written down now."""

    code = "received_day_invalid"


class DonorMissingError(RuleError):
    """Somebody is to be thanked by name, and no name is given."""

    code = "donor_missing"


class FundReceiptNotFoundError(NotFoundError):
    """The fund has no such receipt, or it is too old to be taken back."""

    code = "fund_receipt_not_found"


class FundReceiptReturnedError(ConflictError):
    """The receipt was taken back before."""

    code = "fund_receipt_returned"


class BudgetExhaustedError(RuleError):
    """The village's money is spoken for: a gain is posted only once the committee approves it."""

    code = "budget_exhausted"


class BudgetFreeError(RuleError):
    """There is money for new gains: none needs approval."""

    code = "budget_free"


class GainNotWaitingError(RuleError):
    """Only a gain whose notice has ended waits for approval."""

    code = "gain_not_waiting"


class GainApprovedError(ConflictError):
    """The gain was approved before; the next round posts it."""

    code = "gain_approved"
