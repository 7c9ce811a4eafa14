"""Tables of paperwork."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "paperwork"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {"activities": _activities(metadata, suffix), "made_up": _made_up(metadata, suffix)}


def _activities(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_activities{suffix}"
    table = Table(
        name,
        metadata,
        identifier("activity_id", key=True),
        text("unit_code"),
        identifier("led_by", optional=True),
        text("title"),
        moment("starts_at"),
        moment("ends_at"),
        flag("is_volunteer_service"),
        text("state"),
        moment("recorded_at", optional=True),
        number("reminded_on"),
        flag("is_late"),
    )
    Index(f"{name}_leader", table.c.led_by, table.c.state, table.c.ends_at, table.c.activity_id)
    Index(f"{name}_unit", table.c.state, table.c.unit_code, table.c.ends_at, table.c.activity_id)
    Index(f"{name}_end", table.c.state, table.c.ends_at, table.c.activity_id)
    return table


def _made_up(metadata: MetaData, suffix: str) -> Table:
    """Declare minutes that people entered; those that nobody has confirmed have no position yet."""
    name = f"{NAME}_made_up{suffix}"
    table = Table(
        name,
        metadata,
        identifier("made_up_id", key=True),
        number("position"),
        identifier("activity_id"),
        identifier("person_id"),
        text("unit_code"),
        number("minutes"),
        text("reason"),
        flag("is_late"),
        day("entered_on"),
        identifier("entered_by", optional=True),
        identifier("confirmed_by", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.position)
    Index(f"{name}_position", table.c.position)
    return table
