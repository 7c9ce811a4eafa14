"""Refusals of the registry."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class UnitNotFoundError(NotFoundError):
    """No unit has this code."""

    code = "unit_not_found"


class UnitExistsError(ConflictError):
    """The code is registered already, under another name or parent."""

    code = "unit_exists"


class UnitOutsideParentError(RuleError):
    """A unit's code must begin with the code of its parent."""

    code = "unit_outside_parent"
