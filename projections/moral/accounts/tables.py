"""Tables of public accounts."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "accounts"

MONTHS = ("first_version", "second_version", "third_version")
"""Which version of each month's report is closed; 0 while the month is open."""
STATED = tuple(f"stated_{it}" for it in MONTHS)
"""The same as the last account states it."""


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "villages": Table(
            f"{NAME}_villages{suffix}",
            metadata,
            text("unit_code", key=True),
            text("first_closed"),
        ),
        "quarters": _quarters(metadata, suffix),
        "accounts": _accounts(metadata, suffix),
        **_stock(metadata, suffix),
    }


def _stock(metadata: MetaData, suffix: str) -> Tables:
    """Declare stock by village and month; ``stated``: through which month accounts state it."""
    gifts = f"{NAME}_gifts{suffix}"
    items = f"{NAME}_items{suffix}"
    return {
        "stated": Table(
            f"{NAME}_stated{suffix}", metadata, text("unit_code", key=True), text("through")
        ),
        "items": Table(
            items,
            metadata,
            identifier("item_id", key=True),
            text("unit_code"),
            text("name"),
            text("measure"),
            Index(f"{items}_unit", "unit_code", "item_id"),
        ),
        "vouchers": Table(
            f"{NAME}_vouchers{suffix}",
            metadata,
            identifier("voucher_id", key=True),
            identifier("item_id"),
            number("quantity"),
        ),
        "goods": Table(
            f"{NAME}_goods{suffix}",
            metadata,
            text("unit_code", key=True),
            text("month", key=True),
            identifier("item_id", key=True),
            *(number(it) for it in ("received", "issued", "corrected")),
        ),
        "gifts": Table(
            gifts,
            metadata,
            number("position", key=True),
            text("unit_code"),
            text("month"),
            identifier("text_id"),
            Index(f"{gifts}_unit", "unit_code", "month", "position"),
        ),
    }


def _quarters(metadata: MetaData, suffix: str) -> Table:
    """``position``: of the last closing. Months before ``first_month`` are not waited for."""
    name = f"{NAME}_quarters{suffix}"
    table = Table(
        name,
        metadata,
        text("unit_code", key=True),
        text("quarter", key=True),
        text("first_month"),
        *(number(it) for it in (*MONTHS, *STATED)),
        number("position"),
        flag("is_due"),
    )
    Index(f"{name}_due", table.c.is_due, table.c.unit_code, table.c.quarter)
    return table


def _accounts(metadata: MetaData, suffix: str) -> Table:
    """``statement`` is the account in JSON, as its event states it."""
    return Table(
        f"{NAME}_accounts{suffix}",
        metadata,
        text("unit_code", key=True),
        text("quarter", key=True),
        number("version", key=True),
        text("statement"),
        number("position"),
        text("statement_hash"),
        number("log_position"),
        moment("published_at"),
    )
