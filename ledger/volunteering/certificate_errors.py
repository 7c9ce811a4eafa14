"""Refusals of certificates."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class CertificateNotFoundError(NotFoundError):
    """No certificate has this number."""

    code = "certificate_not_found"


class CertificateNoMinutesError(RuleError):
    """Nobody has confirmed a minute of this person in this period."""

    code = "certificate_no_minutes"


class CertificatePeriodInvalidError(RuleError):
    """The period ends before it begins, in the future, or spans more than 30 years."""

    code = "certificate_period_invalid"


class CertificateTooLongError(RuleError):
    """There are more activities in the period than one certificate holds."""

    code = "certificate_too_long"


class CertificateNumberTakenError(ConflictError):
    """The number that was drawn stands on another certificate; draw again."""

    code = "certificate_number_taken"


class CertificateRevokedError(ConflictError):
    """The certificate has been revoked: it is not printed, and not revoked twice."""

    code = "certificate_revoked"
