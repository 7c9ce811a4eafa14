"""Refusals of part-time grid work."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class GridConsentMissingError(RuleError):
    """The rider has not agreed to the term: grid work is voluntary, each term anew."""

    code = "grid_consent_missing"


class GridTrainingMissingError(RuleError):
    """No training of the last twelve months before the term is recorded."""

    code = "grid_training_missing"


class GridTrainingDateError(RuleError):
    """A training is recorded once it was held, and within twelve months."""

    code = "grid_training_date"


class GridTermRunsError(ConflictError):
    """The rider works in a grid already; a term is renewed in its last thirty days."""

    code = "grid_term_runs"


class GridTermNotFoundError(NotFoundError):
    """The rider has no term that could be renewed or ended."""

    code = "grid_term_not_found"


class GridTermDateError(RuleError):
    """A term begins today or within thirty-one days."""

    code = "grid_term_date"


class GridRenewalEarlyError(RuleError):
    """A term is renewed in its last thirty days."""

    code = "grid_renewal_early"


class GridNotNamedError(RuleError):
    """The unit is no grid: a term is for one named grid."""

    code = "grid_not_named"
