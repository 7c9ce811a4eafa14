"""Tables of certificates."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "certificates"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "certificates": _certificates(metadata, suffix),
        "lines": _lines(metadata, suffix),
    }


def _certificates(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_certificates{suffix}"
    table = Table(
        name,
        metadata,
        identifier("certificate_id", key=True),
        number("position"),
        text("number"),
        identifier("person_id"),
        text("volunteer_number"),
        text("unit_code"),
        day("from_day"),
        day("to_day"),
        number("minutes"),
        number("verified_minutes"),
        number("supplementary_minutes"),
        number("line_count"),
        number("basis_version"),
        flag("with_id_number"),
        flag("wants_seal"),
        identifier("operator_id", optional=True),
        text("consent", optional=True),
        number("read_position"),
        moment("issued_at"),
        day("superseded_on", optional=True),
        moment("withdrew_at", optional=True),
        moment("revoked_at", optional=True),
        identifier("revoked_by", optional=True),
        text("reason_code", optional=True),
    )
    Index(f"{name}_number", table.c.number)
    Index(f"{name}_person", table.c.person_id, table.c.position)
    Index(f"{name}_unit", table.c.unit_code, table.c.position)
    return table


def _lines(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_lines{suffix}"
    table = Table(
        name,
        metadata,
        identifier("certificate_id", key=True),
        number("line", key=True),
        identifier("attendance_id"),
        identifier("activity_id"),
        text("unit_code"),
        day("served_on"),
        number("minutes"),
        text("evidence"),
    )
    Index(f"{name}_attendance", table.c.attendance_id)
    return table
