"""Tables of public accounts."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import flag, moment, number, text
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
