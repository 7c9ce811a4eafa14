"""Tables of corrections, complaints and evaluations."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text
from projections.projection import Tables

NAME = "corrections"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "requests": _requests(metadata, suffix),
        "complaints": _complaints(metadata, suffix),
        "evaluations": _evaluations(metadata, suffix),
        "ratings": Table(
            f"{NAME}_ratings{suffix}",
            metadata,
            identifier("activity_id", key=True),
            number("n"),
            number("stars"),
        ),
    }


def _requests(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_requests{suffix}"
    table = Table(
        name,
        metadata,
        identifier("attendance_id", key=True),
        number("number", key=True),
        number("position"),
        identifier("activity_id"),
        identifier("person_id"),
        text("unit_code"),
        text("state"),
        moment("wants_from", optional=True),
        moment("wants_to", optional=True),
        number("wants_minutes", optional=True),
        text("reason"),
        identifier("text_id", optional=True),
        day("answer_due_on", optional=True),
        moment("requested_at"),
        identifier("decided_by", optional=True),
        identifier("answer_text_id", optional=True),
        moment("decided_at", optional=True),
        number("previous_minutes", optional=True),
        number("minutes", optional=True),
        number("held_minutes", optional=True),
        moment("counted_from", optional=True),
        moment("counted_to", optional=True),
    )
    Index(f"{name}_person", table.c.person_id, table.c.position)
    Index(f"{name}_state", table.c.state, table.c.unit_code, table.c.position)
    return table


def _complaints(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_complaints{suffix}"
    table = Table(
        name,
        metadata,
        identifier("complaint_id", key=True),
        number("position"),
        identifier("activity_id"),
        identifier("person_id"),
        text("unit_code"),
        text("state"),
        text("kind"),
        identifier("text_id"),
        day("answer_due_on", optional=True),
        moment("made_at"),
        identifier("answered_by", optional=True),
        identifier("answer_text_id", optional=True),
        moment("answered_at", optional=True),
    )
    Index(f"{name}_person", table.c.person_id, table.c.position)
    Index(f"{name}_state", table.c.state, table.c.unit_code, table.c.position)
    return table


def _evaluations(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_evaluations{suffix}"
    table = Table(
        name,
        metadata,
        identifier("activity_id", key=True),
        identifier("person_id", key=True),
        text("direction", key=True),
        number("position"),
        text("unit_code"),
        number("stars"),
        identifier("given_by"),
        moment("given_at"),
        moment("changed_at", optional=True),
    )
    Index(f"{name}_person", table.c.person_id, table.c.direction, table.c.position)
    return table
