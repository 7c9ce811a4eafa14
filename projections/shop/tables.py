"""Tables of the points shop."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "shop"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "shops": _shops(metadata, suffix),
        "items": _items(metadata, suffix),
        "vouchers": _vouchers(metadata, suffix),
        "lines": _lines(metadata, suffix),
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
        number("price_points"),
        text("category"),
        text("kind"),
        text("measure"),
        text("hint"),
        identifier("picture_id", optional=True),
        number("low_stock_at"),
        number("quarter_max"),
        flag("is_offered"),
        number("on_hand"),
        number("reserved"),
        number("free"),
        identifier("waiting_count_id", optional=True),
    )
    Index(f"{name}_shop", table.c.shop_id, table.c.name, table.c.item_id)
    Index(f"{name}_unit", table.c.unit_code, table.c.name, table.c.item_id)
    Index(f"{name}_picture", table.c.picture_id)
    return table


def _vouchers(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_vouchers{suffix}"
    table = Table(
        name,
        metadata,
        identifier("voucher_id", key=True),
        identifier("shop_id"),
        identifier("wallet_id"),
        identifier("owner_id"),
        number("quantity"),
        number("amount"),
        text("state"),
        day("collect_by"),
        moment("reserved_at"),
        moment("ended_at", optional=True),
        identifier("counter_id", optional=True),
        moment("counter_until", optional=True),
        identifier("keeper_id", optional=True),
        identifier("collector_id", optional=True),
        text("relation"),
        text("confirmation"),
        number("position"),
        identifier("photo_id", optional=True),
        identifier("returned_photo_id", optional=True),
    )
    Index(f"{name}_owner", table.c.owner_id, table.c.reserved_at, table.c.voucher_id)
    Index(f"{name}_shop", table.c.shop_id, table.c.state, table.c.reserved_at)
    Index(f"{name}_handed", table.c.shop_id, table.c.position)
    Index(f"{name}_due", table.c.state, table.c.collect_by, table.c.voucher_id)
    Index(f"{name}_photo", table.c.photo_id)
    Index(f"{name}_returned_photo", table.c.returned_photo_id)
    return table


def _lines(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_lines{suffix}"
    table = Table(
        name,
        metadata,
        identifier("voucher_id", key=True),
        identifier("item_id", key=True),
        number("quantity"),
        number("points"),
        number("handed"),
    )
    Index(f"{name}_item", table.c.item_id, table.c.voucher_id)
    return table
