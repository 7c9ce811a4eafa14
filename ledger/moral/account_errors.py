"""Refusals of public accounts."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class AccountUnbalancedError(RuleError):
    """A part of the account does not add up: nothing is published before it does."""

    code = "account_unbalanced"


class AccountPublishedError(ConflictError):
    """The account of these months is public already; it is never made anew."""

    code = "account_published"


class AccountMonthsOpenError(ConflictError):
    """A month of the quarter is open, or its report is not the one the account states."""

    code = "account_months_open"


class AccountNotFoundError(NotFoundError):
    """The village has published no account of this quarter, or not this version of it."""

    code = "account_not_found"
