"""Tables of scores."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "scores"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "years": _years(metadata, suffix),
        "entries": _entries(metadata, suffix),
        "merges": _merges(metadata, suffix),
    }


def _years(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_years{suffix}"
    table = Table(
        name,
        metadata,
        identifier("score_year_id", key=True),
        identifier("household_id"),
        text("unit_code"),
        number("year"),
        number("base"),
        number("score"),
        flag("is_merged"),
    )
    Index(f"{name}_household", table.c.household_id, table.c.year)
    Index(f"{name}_unit", table.c.unit_code, table.c.year, table.c.score)
    return table


def _entries(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_entries{suffix}"
    table = Table(
        name,
        metadata,
        identifier("entry_id", key=True),
        identifier("household_id"),
        text("unit_code"),
        identifier("claim_id", optional=True),
        text("item_code"),
        number("points"),
        flag("is_deduction"),
        day("occurred_on"),
        text("period"),
        flag("is_reversed"),
        moment("posted_at"),
    )
    Index(f"{name}_household", table.c.household_id, table.c.posted_at)
    return table


def _merges(metadata: MetaData, suffix: str) -> Table:
    """Declare which household became part of which: their years follow."""
    return Table(
        f"{NAME}_merges{suffix}",
        metadata,
        identifier("household_id", key=True),
        identifier("into_id"),
    )
