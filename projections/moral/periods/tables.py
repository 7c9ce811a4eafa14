"""Tables of months."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "periods"

MOVEMENTS = ("earned", "deducted", "redeemed", "expired", "forfeited", "reversed", "moved")
"""What a month's entries come to; ``reversed`` and ``moved`` are signed."""
SHORTFALL = "shortfall"
"""What undoing could not take, less what points that came back covered of it: may be negative."""
BESIDE = ("uncollected", SHORTFALL, "entries")
"""What stands beside: none of it is a point of a household."""
BROUGHT = "brought"
"""How much of ``earned`` households brought along from older platforms (期初导入)."""
SUMS = (*MOVEMENTS, *BESIDE, BROUGHT)
GAIN = "gain"
"""Field of a recent entry that only tells which class of acts points were earned by."""
OTHER = "other"
"""Class of what was credited without an act."""


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "homes": _homes(metadata, suffix),
        "sums": _sums(metadata, suffix),
        "villages": _villages(metadata, suffix),
        "recent": _recent(metadata, suffix),
        "closings": _closings(metadata, suffix),
        "explained": _explained(metadata, suffix),
        "late": _late(metadata, suffix),
        "acts": _acts(metadata, suffix),
        "gains": _gains(metadata, suffix),
    }


def _homes(metadata: MetaData, suffix: str) -> Table:
    """Declare what each household has: available and held."""
    name = f"{NAME}_homes{suffix}"
    table = Table(
        name,
        metadata,
        identifier("wallet_id", key=True),
        text("unit_code"),
        number("balance"),
    )
    Index(f"{name}_unit", table.c.unit_code)
    return table


def _sums(metadata: MetaData, suffix: str) -> Table:
    return Table(
        f"{NAME}_sums{suffix}",
        metadata,
        text("unit_code", key=True),
        text("period", key=True),
        *(number(it) for it in SUMS),
    )


def _villages(metadata: MetaData, suffix: str) -> Table:
    """Declare how far each village's books are closed, and the last event that concerned them."""
    return Table(
        f"{NAME}_villages{suffix}",
        metadata,
        text("unit_code", key=True),
        text("first_closed"),
        text("closed_through"),
        number("position"),
    )


def _recent(metadata: MetaData, suffix: str) -> Table:
    """Declare entries of open months: what comes after a report belongs to the next."""
    name = f"{NAME}_recent{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        text("field", key=True),
        text("unit_code"),
        text("period"),
        number("amount"),
        number("uncollected"),
        text("kind"),
        identifier("home_id", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.period, table.c.position)
    return table


def _acts(metadata: MetaData, suffix: str) -> Table:
    """Declare of which class the acts are that are not posted yet."""
    return Table(
        f"{NAME}_acts{suffix}",
        metadata,
        identifier("claim_id", key=True),
        text("kind"),
    )


def _gains(metadata: MetaData, suffix: str) -> Table:
    """Declare what each household earned by each class of acts, in the month it counts in."""
    return Table(
        f"{NAME}_gains{suffix}",
        metadata,
        text("unit_code", key=True),
        text("period", key=True),
        text("kind", key=True),
        identifier("home_id", key=True),
        number("entries"),
        number("points"),
    )


def _closings(metadata: MetaData, suffix: str) -> Table:
    """``is_asked`` while somebody asks that it be reopened and nobody else has done it."""
    name = f"{NAME}_closings{suffix}"
    table = Table(
        name,
        metadata,
        text("unit_code", key=True),
        text("period", key=True),
        number("version", key=True),
        text("state"),
        number("opening"),
        *(number(it) for it in MOVEMENTS),
        number("closing"),
        *(number(it) for it in BESIDE),
        number(BROUGHT),
        number("position"),
        text("report_hash"),
        identifier("drawn_up_by"),
        moment("drawn_up_at"),
        identifier("locked_by", optional=True),
        moment("locked_at", optional=True),
        flag("is_asked"),
        identifier("reopening_by", optional=True),
        moment("reopening_at", optional=True),
        identifier("reopening_text_id", optional=True),
        identifier("reopened_by", optional=True),
        moment("reopened_at", optional=True),
        flag("agrees"),
    )
    Index(f"{name}_asked", table.c.is_asked, table.c.unit_code, table.c.period)
    return table


def _explained(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_explained{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        text("unit_code"),
        text("period"),
        text("check_code"),
        identifier("text_id"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.period)
    return table


def _late(metadata: MetaData, suffix: str) -> Table:
    """Declare entries posted in another month than that of the act (A24)."""
    name = f"{NAME}_late{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        text("unit_code"),
        text("period"),
        text("occurred_period"),
        day("occurred_on"),
        text("item_code"),
        number("points"),
        flag("is_deduction"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.period, table.c.position)
    return table
