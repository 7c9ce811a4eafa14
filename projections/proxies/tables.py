"""The table of proxy acts."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import identifier, moment, number, text
from projections.projection import Tables
from projections.visit_horizon import horizon_table

NAME = "proxies"
VISIT = "visit"
"""The act of somebody whose card was scanned at a station."""


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    name = f"{NAME}_acts{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("person_id"),
        identifier("operator_id"),
        text("consent"),
        text("act"),
        identifier("subject_id"),
        moment("occurred_at"),
    )
    Index(f"{name}_person", table.c.person_id, table.c.position)
    visits = table.c.act == VISIT
    Index(f"{name}_visits", table.c.occurred_at, sqlite_where=visits, postgresql_where=visits)
    return {"acts": table, "visit_detail": horizon_table(NAME, metadata, suffix)}
