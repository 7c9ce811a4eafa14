"""Tables of the money behind points."""

from sqlalchemy import Index, MetaData, Table

from ledger.shop.kinds import Source
from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "funds"

SOURCES = tuple(f"{it.value}_fen" for it in Source)
"""Money by where it came from, less what was taken back."""
POINTS = ("gained", "deducted", "reversed", "expired", "forfeited", "moved", "redeemed_points")
"""What a month did to the points of households; ``reversed`` and ``moved`` are signed."""
SUMS = (*POINTS, "redeemed_fen", *SOURCES)


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "units": _units(metadata, suffix),
        "wallets": _wallets(metadata, suffix),
        "months": _months(metadata, suffix),
        "redeemed": _redeemed(metadata, suffix),
        "receipts": _receipts(metadata, suffix),
        "approvals": _approvals(metadata, suffix),
    }


def _units(metadata: MetaData, suffix: str) -> Table:
    """``position`` is that of the last change; ``is_crossing``: the limit is to be stated anew."""
    name = f"{NAME}_units{suffix}"
    table = Table(
        name,
        metadata,
        text("unit_code", key=True),
        number("position"),
        flag("is_open"),
        number("face_value_fen"),
        number("outstanding_points"),
        number("redeemed_points"),
        number("redeemed_fen"),
        number("received_fen"),
        *(number(it) for it in SOURCES),
        number("receipts"),
        flag("is_at_limit"),
        flag("is_crossing"),
        moment("limit_at", optional=True),
    )
    Index(f"{name}_crossing", table.c.is_crossing, table.c.unit_code)
    Index(f"{name}_limit", table.c.is_at_limit, table.c.unit_code)
    return table


def _wallets(metadata: MetaData, suffix: str) -> Table:
    """Which wallets are of households, and of which village."""
    return Table(
        f"{NAME}_wallets{suffix}",
        metadata,
        identifier("wallet_id", key=True),
        text("unit_code"),
    )


def _months(metadata: MetaData, suffix: str) -> Table:
    """``face_value_fen`` is the last one set in the month, 0 if none was."""
    return Table(
        f"{NAME}_months{suffix}",
        metadata,
        text("unit_code", key=True),
        text("month", key=True),
        number("face_value_fen"),
        *(number(it) for it in SUMS),
    )


def _redeemed(metadata: MetaData, suffix: str) -> Table:
    """Keep what a point was worth when a hold was spent: so much comes back with it."""
    return Table(
        f"{NAME}_redeemed{suffix}",
        metadata,
        identifier("hold_id", key=True),
        number("face_value_fen"),
    )


def _receipts(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_receipts{suffix}"
    table = Table(
        name,
        metadata,
        identifier("receipt_id", key=True),
        number("position"),
        text("unit_code"),
        text("source"),
        number("amount_fen"),
        day("received_on"),
        identifier("text_id", optional=True),
        identifier("donor_text_id", optional=True),
        flag("thanks_donor"),
        identifier("recorded_by"),
        moment("recorded_at"),
        text("cause"),
        identifier("returned_by", optional=True),
        identifier("return_text_id", optional=True),
        moment("returned_at", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.position)
    Index(f"{name}_day", table.c.unit_code, table.c.received_on, table.c.receipt_id)
    return table


def _approvals(metadata: MetaData, suffix: str) -> Table:
    """Gains that may be posted without money behind them, until they are."""
    name = f"{NAME}_approvals{suffix}"
    table = Table(
        name,
        metadata,
        identifier("claim_id", key=True),
        number("position"),
        text("unit_code"),
        identifier("approved_by"),
        moment("approved_at"),
    )
    Index(f"{name}_position", table.c.position)
    return table
