"""Tables of adjustments."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "adjustments"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {"adjustments": _adjustments(metadata, suffix)}


def _adjustments(metadata: MetaData, suffix: str) -> Table:
    """``position`` is that of the request; ``right_entry_id`` is the entry given anew, if any."""
    name = f"{NAME}_adjustments{suffix}"
    table = Table(
        name,
        metadata,
        text("unit_code", key=True),
        number("number", key=True),
        number("position"),
        text("state"),
        flag("is_waiting"),
        identifier("entry_id"),
        identifier("household_id"),
        identifier("right_household_id", optional=True),
        identifier("right_entry_id", optional=True),
        identifier("claim_id", optional=True),
        identifier("text_id", optional=True),
        identifier("requested_by"),
        moment("requested_at"),
        number("amount"),
        number("shortfall"),
        identifier("decided_by", optional=True),
        moment("decided_at", optional=True),
        identifier("answer_text_id", optional=True),
    )
    Index(f"{name}_unit", table.c.is_waiting, table.c.unit_code, table.c.position)
    Index(f"{name}_entry", table.c.entry_id)
    Index(f"{name}_right", table.c.right_entry_id)
    return table
