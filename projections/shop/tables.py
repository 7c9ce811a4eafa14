"""Tables of the points shop."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text
from projections.projection import Tables

NAME = "shop"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "shops": _shops(metadata, suffix),
        "items": _items(metadata, suffix),
        "vouchers": _vouchers(metadata, suffix),
    }


def _shops(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_shops{suffix}"
    table = Table(name, metadata, identifier("shop_id", key=True), text("unit_code"), text("name"))
    Index(f"{name}_unit", table.c.unit_code, table.c.name, table.c.shop_id)
    return table


def _items(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_items{suffix}"
    table = Table(
        name,
        metadata,
        identifier("item_id", key=True),
        identifier("shop_id"),
        text("unit_code"),
        text("name"),
        text("category"),
        number("price_points"),
        number("on_hand"),
        number("reserved"),
        number("free"),
    )
    Index(f"{name}_shop", table.c.shop_id, table.c.name, table.c.item_id)
    Index(f"{name}_unit", table.c.unit_code, table.c.name, table.c.item_id)
    return table


def _vouchers(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_vouchers{suffix}"
    table = Table(
        name,
        metadata,
        identifier("voucher_id", key=True),
        identifier("item_id"),
        identifier("shop_id"),
        identifier("wallet_id"),
        identifier("owner_id"),
        number("quantity"),
        number("amount"),
        text("state"),
        day("collect_by"),
        text("pickup_code"),
        moment("reserved_at"),
        moment("ended_at", optional=True),
    )
    Index(f"{name}_owner", table.c.owner_id, table.c.reserved_at, table.c.voucher_id)
    Index(f"{name}_shop", table.c.shop_id, table.c.state, table.c.pickup_code)
    Index(f"{name}_due", table.c.state, table.c.collect_by, table.c.voucher_id)
    return table
