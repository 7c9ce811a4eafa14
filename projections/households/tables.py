"""Tables of households."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text, words
from projections.projection import Tables

NAME = "households"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "households": _households(metadata, suffix),
        "members": _members(metadata, suffix),
        "gates": Table(
            f"{NAME}_gates{suffix}",
            metadata,
            identifier("gate_id", key=True),
            identifier("household_id"),
            number("generation"),
        ),
        "changes": _changes(metadata, suffix),
        "requests": _requests(metadata, suffix),
        "history": _history(metadata, suffix),
        "totals": Table(
            f"{NAME}_totals{suffix}",
            metadata,
            text("unit_code", key=True),
            number("households"),
            number("members"),
            number("in_scheme"),
            number("publishing"),
        ),
    }


def _households(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_households{suffix}"
    table = Table(
        name,
        metadata,
        identifier("household_id", key=True),
        number("position"),
        text("unit_code"),
        text("group_name"),
        text("number"),
        identifier("head_id", optional=True),
        number("members"),
        flag("in_scheme"),
        flag("publishes"),
        number("generation"),
        text("state"),
        identifier("merged_into", optional=True),
        identifier("split_from", optional=True),
        moment("registered_at"),
    )
    Index(f"{name}_number", table.c.unit_code, table.c.number)
    Index(f"{name}_head", table.c.head_id)
    Index(f"{name}_merged", table.c.merged_into)
    return table


def _members(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_members{suffix}"
    table = Table(
        name,
        metadata,
        identifier("household_id", key=True),
        identifier("person_id", key=True),
        text("relation"),
        flag("is_head"),
        day("joined_on"),
        number("position"),
    )
    Index(f"{name}_person", table.c.person_id)
    return table


def _changes(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_changes{suffix}"
    table = Table(
        name,
        metadata,
        identifier("household_id", key=True),
        number("number", key=True),
        number("position"),
        text("unit_code"),
        text("kind"),
        text("state"),
        identifier("other_id"),
        text("other_number"),
        text("group_name"),
        words("members"),
        words("relations"),
        number("stays"),
        number("leaves"),
        text("reason"),
        words("heads"),
        identifier("text_id", optional=True),
        identifier("photo_id", optional=True),
        identifier("proposed_by"),
        moment("proposed_at"),
        identifier("decided_by", optional=True),
        identifier("answer_text_id", optional=True),
        moment("decided_at", optional=True),
        number("points", optional=True),
    )
    Index(f"{name}_state", table.c.state, table.c.unit_code, table.c.position)
    Index(f"{name}_photo", table.c.photo_id)
    return table


def _requests(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_requests{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        number("number", key=True),
        number("position"),
        identifier("household_id"),
        text("unit_code"),
        text("kind"),
        text("state"),
        identifier("text_id", optional=True),
        moment("made_at"),
        identifier("answered_by", optional=True),
        identifier("answer_text_id", optional=True),
        moment("answered_at", optional=True),
    )
    Index(f"{name}_state", table.c.state, table.c.unit_code, table.c.position)
    Index(f"{name}_household", table.c.household_id, table.c.position)
    return table


def _history(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_history{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("household_id"),
        text("kind"),
        text("detail"),
        identifier("person_id", optional=True),
        identifier("other_id", optional=True),
        number("points"),
        identifier("by", optional=True),
        moment("occurred_at"),
    )
    Index(f"{name}_household", table.c.household_id, table.c.position)
    return table
