"""Amounts: how many pieces, for how many points, at what cost; anything else is refused."""

from ledger.shop.errors import CostOutOfRangeError, PriceOutOfRangeError, QuantityOutOfRangeError

ITEM_NAME_LENGTH_MAX = 50
PRICE_POINTS_MAX = 100_000
QUANTITY_PER_VOUCHER_MAX = 20
QUANTITY_MAX = 10_000
"""Most pieces that come, go or are counted at once."""
PIECE_COST_FEN_MAX = 10_000_000
"""Highest cost of one piece: 100,000 yuan."""


def require_price(points: int) -> None:
    """Refuse a price that is no whole number of points from 1 to PRICE_POINTS_MAX."""
    if not _within(points, 1, PRICE_POINTS_MAX):
        raise PriceOutOfRangeError(least=1, most=PRICE_POINTS_MAX)


def require_quantity(pieces: int, *, least: int = 1) -> None:
    """Refuse what is no whole number of pieces from ``least`` to QUANTITY_MAX."""
    if not _within(pieces, least, QUANTITY_MAX):
        raise QuantityOutOfRangeError(least=least, most=QUANTITY_MAX)


def require_cost(fen: int) -> None:
    """Refuse a cost of one piece that is no whole number of fen from 0 to PIECE_COST_FEN_MAX."""
    if not _within(fen, 0, PIECE_COST_FEN_MAX):
        raise CostOutOfRangeError(least=0, most=PIECE_COST_FEN_MAX)


def _within(value: object, least: int, most: int) -> bool:
    # True is no number of pieces, and half a bottle of oil is none either.
    return type(value) is int and least <= value <= most
