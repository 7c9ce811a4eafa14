"""The table of proxy acts."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import identifier, moment, number, text
from projections.projection import Tables

NAME = "proxies"


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
    return {"acts": table}
