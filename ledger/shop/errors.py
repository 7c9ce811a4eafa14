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


class ItemWithdrawnError(ConflictError):
    """The shop offers the item no more. Nothing was held."""

    code = "item_withdrawn"


class ItemElsewhereError(RuleError):
    """A thing in the basket is of another shop. Nothing was held, nothing left out."""

    code = "item_elsewhere"


class ItemQuarterLimitError(RuleError):
    """The household has had as many pieces of the item as a quarter allows. Nothing was held."""

    code = "item_quarter_limit"


class OfferInfringesRightsError(RuleError):
    """What is offered touches a right, or is of a kind that points may not buy (4.5, VP-15)."""

    code = "offer_infringes_rights"


class BestBeforePastError(RuleError):
    """The goods have gone off already."""

    code = "best_before_past"


class NotEnoughFreeError(ConflictError):
    """More pieces would leave the shelf than no voucher has reserved. Nothing has changed."""

    code = "not_enough_free"


class StockGoneOffError(ConflictError):
    """What was set aside is past its best-before by now. Nothing was handed out."""

    code = "stock_gone_off"


class NotGoneOffError(RuleError):
    """Fewer pieces are past their best-before than would be written off for it."""

    code = "not_gone_off"


class PriceOutOfRangeError(RuleError):
    """A price is a whole number of points, from 1 up to a limit."""

    code = "price_out_of_range"


class QuantityOutOfRangeError(RuleError):
    """Pieces are counted in whole numbers, up to a limit."""

    code = "quantity_out_of_range"


class CostOutOfRangeError(RuleError):
    """What a piece cost is a whole number of fen, from 0 up to a limit."""

    code = "cost_out_of_range"


class CountWithoutReasonError(RuleError):
    """A count that does not find what the book says needs a reason (VP-12)."""

    code = "count_without_reason"


class CountPendingError(ConflictError):
    """A count of the item waits for a second person; count again when that is decided."""

    code = "count_pending"


class NoCountPendingError(ConflictError):
    """No count of the item waits any more, or another one does."""

    code = "no_count_pending"


class TransferToItselfError(RuleError):
    """Stock is sent to another shop of the same city, and to the same kind of item there."""

    code = "transfer_to_itself"


class EmptyBasketError(RuleError):
    """Nothing is in the basket, or a thing is in it twice."""

    code = "basket_empty"


class RelationRequiredError(RuleError):
    """Who comes for another household says who they are and how they belong together (VP-13)."""

    code = "relation_required"


class CollectorNotFamilyError(RuleError):
    """Whoever came as family showed a code, and is not of the household (VP-13)."""

    code = "collector_not_family"


class SignaturePhotoRequiredError(RuleError):
    """Whoever came, or gave it back, only signed, and nothing shows what they signed (VP-13)."""

    code = "signature_photo_required"


class NotReservedError(RuleError):
    """More of a thing would be handed out than the voucher has set aside."""

    code = "not_reserved"


class HandOverUndoLateError(RuleError):
    """The keeper takes back within 15 minutes; later the supervision committee does."""

    code = "hand_over_undo_late"


class VoucherNotCollectedError(ConflictError):
    """Nothing was handed out for the voucher, or it was taken back."""

    code = "voucher_not_collected"


class VoucherAtCounterError(ConflictError):
    """Another counter has taken the voucher along and may hand it out without a network."""

    code = "voucher_at_counter"


class HandedOutsideLeaseError(RuleError):
    """It is said to have left the shop while the counter that says so had not taken it along."""

    code = "handed_outside_lease"


class PickupDigitsWrongError(RuleError):
    """The four digits are not those of the voucher or the card."""

    code = "pickup_digits_wrong"


class PickupLockedError(RuleError):
    """Three times wrong: the digits of this voucher or card wait for 15 minutes."""

    code = "pickup_locked"


class ConfirmationRequiredError(RuleError):
    """Whoever came has not shown that the points are theirs, by digits, code, card or hand."""

    code = "confirmation_required"
