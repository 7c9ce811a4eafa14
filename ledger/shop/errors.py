"""Refusals of the points shop."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class ShopNotFoundError(NotFoundError):
    """No shop has this ID."""

    code = "shop_not_found"


class ItemNotFoundError(NotFoundError):
    """The item is not in the shop."""

    code = "item_not_found"


class VoucherNotFoundError(NotFoundError):
    """No voucher has this ID."""

    code = "voucher_not_found"


class OutOfStockError(ConflictError):
    """Fewer pieces are free than were asked for. Nothing was held."""

    code = "out_of_stock"


class VillageMismatchError(RuleError):
    """The wallet is of another village than the shop (A16). Says nothing of either."""

    code = "village_mismatch"


class VoucherAlreadyCollectedError(ConflictError):
    """The voucher was handed over before."""

    code = "voucher_already_collected"


class VoucherExpiredError(RuleError):
    """The voucher ran out; its points are back or will be with the next run of the job."""

    code = "voucher_expired"


class VoucherCancelledError(ConflictError):
    """The voucher was taken back; its points are returned."""

    code = "voucher_cancelled"


class VoucherNotDueError(RuleError):
    """The voucher may still be collected."""

    code = "voucher_not_due"
