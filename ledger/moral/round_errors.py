"""Refusals of rounds."""

from ledger.kernel.errors import ConflictError, RuleError


class GateAlreadyCheckedError(ConflictError):
    """The gate was found good for this item in this round; one check a month counts."""

    code = "gate_already_checked"


class RoundTicksInvalidError(RuleError):
    """A good gate needs every point of the list ticked, and nobody at home needs none."""

    code = "round_ticks_invalid"
