"""Refusals of consents and guardians."""

from ledger.kernel.errors import ConflictError, ForbiddenError, NotFoundError, RuleError


class GuardianConsentRequiredError(RuleError):
    """A guardian must agree first: under 14 to everything, under 18 to serving."""

    code = "guardian_consent_required"


class ConsentRequiredError(RuleError):
    """What was asked for needs a separate consent that is not there; ``purpose`` names it."""

    code = "consent_required"


class NotTheGuardianError(ForbiddenError):
    """Only the person, or the guardian of a minor, agrees or withdraws."""

    code = "not_the_guardian"


class MinorNotPublishedError(RuleError):
    """No minor is shown on a board, whoever agrees."""

    code = "minor_not_published"


class NotAMinorError(RuleError):
    """The person is of age, or no birthday is known: there is nobody to be guardian of."""

    code = "not_a_minor"


class GuardianNotAdultError(RuleError):
    """A guardian is of age, and somebody else than the minor."""

    code = "guardian_not_adult"


class OwnGuardianshipError(ForbiddenError):
    """Nobody links themself at the desk; a colleague does."""

    code = "own_guardianship"


class GuardiansFullError(ConflictError):
    """The minor has as many guardians as one can have."""

    code = "guardians_full"


class GuardianNotFoundError(NotFoundError):
    """The person is no guardian of this minor and has not asked to be."""

    code = "guardian_not_found"
