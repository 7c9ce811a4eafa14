"""Refusals of erasing."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class ErasureNotFoundError(NotFoundError):
    """Nobody asked for this erasure, or the request was taken back."""

    code = "erasure_not_found"


class ErasureNotDueError(ConflictError):
    """The request may still be taken back; its day has not come."""

    code = "erasure_not_due"


class PersonErasedError(ConflictError):
    """The person has been forgotten."""

    code = "person_erased"


class ForfeitConsentRequiredError(RuleError):
    """There are unspent points, and whoever asks has not agreed to lose them."""

    code = "forfeit_consent_required"


class ErasureVouchersOpenError(ConflictError):
    """Points are still held for a voucher; it must be collected or cancelled first."""

    code = "erasure_vouchers_open"
