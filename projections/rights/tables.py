"""The table of erasures."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text
from projections.projection import Tables

NAME = "rights"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the table of one build."""
    name = f"{NAME}_erasures{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        text("state"),
        day("due_on"),
        text("asked"),
        identifier("requested_by", optional=True),
        number("agreed_points"),
        number("forfeited_points"),
        moment("changed_at"),
    )
    Index(f"{name}_due", table.c.state, table.c.due_on, table.c.person_id)
    return {"erasures": table}
