"""The table of activities that are to be recorded."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "dues"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    name = f"{NAME}_activities{suffix}"
    table = Table(
        name,
        metadata,
        identifier("activity_id", key=True),
        text("unit_code"),
        identifier("led_by", optional=True),
        text("title"),
        moment("ends_at"),
        flag("is_volunteer_service"),
        text("state"),
        number("reminded_on"),
        flag("is_late"),
        moment("recorded_at", optional=True),
    )
    Index(f"{name}_state", table.c.state, table.c.ends_at, table.c.activity_id)
    Index(f"{name}_unit", table.c.state, table.c.unit_code, table.c.ends_at, table.c.activity_id)
    Index(f"{name}_leader", table.c.led_by, table.c.state, table.c.ends_at)
    return {"activities": table}
