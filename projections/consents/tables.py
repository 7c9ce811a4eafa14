"""Tables of consents and guardians."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "consents"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "consents": _consents(metadata, suffix),
        "history": _history(metadata, suffix),
        "guardians": _guardians(metadata, suffix),
    }


def _consents(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_consents{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        text("purpose", key=True),
        flag("given"),
        number("notice_version"),
        identifier("decided_by"),
        identifier("operator_id", optional=True),
        text("method"),
        moment("occurred_at"),
        number("position"),
    )
    Index(f"{name}_position", table.c.position)
    Index(f"{name}_purpose", table.c.purpose, table.c.notice_version, table.c.person_id)
    return table


def _history(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_history{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("person_id"),
        text("purpose"),
        flag("given"),
        number("notice_version"),
        identifier("decided_by"),
        identifier("operator_id", optional=True),
        text("method"),
        moment("occurred_at"),
    )
    Index(f"{name}_person", table.c.person_id, table.c.position)
    return table


def _guardians(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_guardians{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        identifier("guardian_id", key=True),
        text("state"),
        text("unit_code"),
        moment("occurred_at"),
        number("position"),
    )
    Index(f"{name}_guardian", table.c.guardian_id, table.c.person_id)
    Index(f"{name}_unit", table.c.unit_code, table.c.state)
    return table
