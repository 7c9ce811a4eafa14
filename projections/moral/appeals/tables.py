"""Tables of appeals."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text, words
from projections.projection import Tables

NAME = "appeals"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {"appeals": _appeals(metadata, suffix)}


def _appeals(metadata: MetaData, suffix: str) -> Table:
    """``position`` is that of the filing; the ``township_`` columns are of the second level."""
    name = f"{NAME}_appeals{suffix}"
    table = Table(
        name,
        metadata,
        identifier("claim_id", key=True),
        number("position"),
        identifier("household_id"),
        text("unit_code"),
        identifier("entry_id"),
        text("item_code"),
        number("points"),
        text("state"),
        flag("is_waiting"),
        text("reason"),
        text("method"),
        identifier("filed_by"),
        identifier("entered_by", optional=True),
        identifier("text_id", optional=True),
        words("photo_ids"),
        moment("filed_at"),
        day("answer_due_on", optional=True),
        moment("answered_at", optional=True),
        identifier("answer_text_id", optional=True),
        day("may_escalate_until", optional=True),
        moment("escalated_at", optional=True),
        identifier("escalation_text_id", optional=True),
        moment("township_answered_at", optional=True),
        identifier("township_text_id", optional=True),
        moment("withdrawn_at", optional=True),
    )
    Index(f"{name}_household", table.c.household_id, table.c.position)
    Index(f"{name}_time", table.c.unit_code, table.c.filed_at)
    Index(f"{name}_waiting", table.c.state, table.c.unit_code, table.c.position)
    Index(f"{name}_due", table.c.is_waiting, table.c.unit_code, table.c.answer_due_on)
    return table
