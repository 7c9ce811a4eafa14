"""Tables of public notices, of the acts on their way through them, and of objections."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "notices"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "notices": _notices(metadata, suffix),
        "entries": _entries(metadata, suffix),
        "objections": _objections(metadata, suffix),
    }


def _notices(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_notices{suffix}"
    table = Table(
        name,
        metadata,
        identifier("notice_id", key=True),
        number("position"),
        text("unit_code"),
        number("year"),
        number("number"),
        text("kind"),
        number("days"),
        text("month"),
        number("lines"),
        number("points"),
        identifier("published_by"),
        moment("published_at"),
        moment("closes_at", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.position)
    Index(f"{name}_number", table.c.unit_code, table.c.year, table.c.number)
    return table


def _entries(metadata: MetaData, suffix: str) -> Table:
    """``due_at`` is set only while an act waits for the end of its notice."""
    name = f"{NAME}_entries{suffix}"
    table = Table(
        name,
        metadata,
        identifier("claim_id", key=True),
        number("position"),
        text("unit_code"),
        identifier("household_id"),
        text("item_code"),
        number("version"),
        number("points"),
        flag("is_deduction"),
        number("notice_days"),
        day("occurred_on"),
        text("state"),
        number("round"),
        identifier("notice_id", optional=True),
        number("line"),
        moment("published_at", optional=True),
        moment("delivered_at", optional=True),
        text("delivery"),
        moment("closes_at", optional=True),
        moment("due_at", optional=True),
        identifier("objection_id", optional=True),
        moment("posted_at", optional=True),
        number("posted_points"),
        number("taken"),
        number("uncollected"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.state, table.c.position)
    Index(f"{name}_notice", table.c.notice_id, table.c.line)
    Index(f"{name}_household", table.c.household_id, table.c.is_deduction, table.c.position)
    Index(f"{name}_due", table.c.due_at, table.c.claim_id)
    return table


def _objections(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_objections{suffix}"
    table = Table(
        name,
        metadata,
        identifier("objection_id", key=True),
        number("position"),
        identifier("claim_id"),
        text("unit_code"),
        identifier("household_id"),
        flag("is_open"),
        identifier("objected_by", optional=True),
        text("method"),
        identifier("text_id", optional=True),
        identifier("entered_by", optional=True),
        moment("objected_at"),
        day("answer_due_on", optional=True),
        text("outcome"),
        identifier("decided_by", optional=True),
        identifier("answer_text_id", optional=True),
        moment("decided_at", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.is_open, table.c.position)
    Index(f"{name}_claim", table.c.claim_id, table.c.position)
    Index(f"{name}_time", table.c.unit_code, table.c.objected_at)
    return table
