"""Refusals of wallets."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class WalletNotFoundError(NotFoundError):
    """Nobody opened this wallet."""

    code = "wallet_not_found"


class HoldNotFoundError(NotFoundError):
    """The wallet has no open hold with this ID."""

    code = "hold_not_found"


class EntryNotFoundError(NotFoundError):
    """The wallet has no credit with this ID that could still be reversed."""

    code = "entry_not_found"


class InsufficientPointsError(RuleError):
    """More points were asked for than are available."""

    code = "insufficient_points"


class AlreadyReversedError(ConflictError):
    """The entry has been reversed before."""

    code = "already_reversed"


class RedeemDayLimitError(RuleError):
    """A household has set aside as much as one day allows (VP-15). Nothing was held."""

    code = "redeem_day_limit"


class RedeemQuarterLimitError(RuleError):
    """A household has set aside as much as the quarter allows (VP-15). Nothing was held."""

    code = "redeem_quarter_limit"
