"""Tables of stock."""

from uuid import UUID

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "stock"
UNKNOWN_BATCH = UUID(int=0)
"""Pieces of which nobody wrote down when they came in: before batches, or found in a count."""


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "goods": _goods(metadata, suffix),
        "moves": _moves(metadata, suffix),
        "batches": _batches(metadata, suffix),
        "counts": _counts(metadata, suffix),
    }


def _goods(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_goods{suffix}"
    table = Table(
        name,
        metadata,
        identifier("item_id", key=True),
        identifier("shop_id"),
        text("unit_code"),
        text("name"),
        text("measure"),
        text("kind"),
        number("price_points"),
        number("low_stock_at"),
        flag("is_offered"),
        number("on_hand"),
        number("reserved"),
        number("free"),
        flag("is_low"),
    )
    Index(f"{name}_shop", table.c.is_low, table.c.shop_id, table.c.name, table.c.item_id)
    Index(f"{name}_unit", table.c.is_low, table.c.unit_code, table.c.name, table.c.item_id)
    return table


def _moves(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_moves{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        number("line", key=True),
        identifier("item_id"),
        identifier("shop_id"),
        text("unit_code"),
        day("day"),
        text("kind"),
        number("quantity"),
        number("cost_fen"),
        identifier("batch_id"),
        day("best_before", optional=True),
        text("source"),
        identifier("donor_text_id", optional=True),
        flag("thanks_donor"),
        text("reason"),
        identifier("photo_id", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.day, table.c.position)
    Index(f"{name}_shop", table.c.shop_id, table.c.position)
    Index(f"{name}_item", table.c.item_id, table.c.position)
    Index(f"{name}_photo", table.c.photo_id)
    Index(f"{name}_source", table.c.source, table.c.unit_code, table.c.day)
    return table


def _batches(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_batches{suffix}"
    table = Table(
        name,
        metadata,
        identifier("item_id", key=True),
        identifier("batch_id", key=True),
        identifier("shop_id"),
        text("unit_code"),
        number("pieces"),
        flag("is_left"),
        day("best_before", optional=True),
        number("cost_fen"),
        text("source"),
        identifier("donor_text_id", optional=True),
        day("came_on"),
    )
    Index(f"{name}_unit", table.c.is_left, table.c.unit_code, table.c.best_before)
    Index(f"{name}_shop", table.c.is_left, table.c.shop_id, table.c.best_before)
    return table


def _counts(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_counts{suffix}"
    table = Table(
        name,
        metadata,
        identifier("count_id", key=True),
        identifier("item_id"),
        identifier("shop_id"),
        text("unit_code"),
        number("book"),
        number("counted"),
        text("reason"),
        identifier("text_id", optional=True),
        identifier("photo_id", optional=True),
        text("state"),
        identifier("counted_by"),
        moment("counted_at"),
        identifier("decided_by", optional=True),
        moment("decided_at", optional=True),
        number("position"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.state, table.c.position)
    Index(f"{name}_photo", table.c.photo_id)
    Index(f"{name}_shop", table.c.shop_id, table.c.position)
    Index(f"{name}_item", table.c.item_id, table.c.position)
    return table
