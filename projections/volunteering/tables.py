"""Tables of volunteer service."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import flag, identifier, number, text
from projections.projection import Tables

NAME = "volunteering"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "teams": _teams(metadata, suffix),
        "volunteers": _volunteers(metadata, suffix),
        "team_members": _team_members(metadata, suffix),
    }


def _teams(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_teams{suffix}"
    table = Table(
        name,
        metadata,
        identifier("team_id", key=True),
        text("unit_code"),
        text("name"),
        text("kind"),
        identifier("parent_id", optional=True),
        number("members"),
        flag("is_dissolved"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.name, table.c.team_id)
    Index(f"{name}_parent", table.c.parent_id, table.c.name, table.c.team_id)
    return table


def _volunteers(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_volunteers{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        text("number"),
        text("unit_code"),
        text("national_number"),
    )
    Index(f"{name}_number", table.c.number, table.c.person_id)
    Index(f"{name}_national", table.c.national_number, table.c.person_id)
    Index(f"{name}_unit", table.c.unit_code, table.c.number, table.c.person_id)
    return table


def _team_members(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_team_members{suffix}"
    table = Table(
        name, metadata, identifier("team_id", key=True), identifier("person_id", key=True)
    )
    Index(f"{name}_person", table.c.person_id)
    return table
