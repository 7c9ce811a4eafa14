"""Tables of rule books."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text
from projections.projection import Tables

NAME = "rulebooks"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "versions": _versions(metadata, suffix),
        "templates": Table(
            f"{NAME}_templates{suffix}",
            metadata,
            text("county_code", key=True),
            number("number"),
            text("body"),
            identifier("published_by"),
            moment("published_at"),
        ),
        "pledges": _pledges(metadata, suffix),
    }


def _pledges(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_pledges{suffix}"
    table = Table(
        name,
        metadata,
        identifier("household_id", key=True),
        number("version", key=True),
        text("unit_code"),
        identifier("signed_by"),
        text("method"),
        identifier("entered_by", optional=True),
        identifier("photo_id", optional=True),
        text("photo_hash"),
        moment("signed_at"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.version, table.c.signed_at)
    return table


def _versions(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_versions{suffix}"
    table = Table(
        name,
        metadata,
        text("unit_code", key=True),
        number("number", key=True),
        number("position"),
        identifier("rulebook_id"),
        text("stage"),
        text("body"),
        day("in_force_from", optional=True),
        number("opinions", optional=True),
        moment("drafted_at"),
        moment("sent_at", optional=True),
        moment("cleared_at", optional=True),
        moment("passed_at", optional=True),
        moment("filed_at", optional=True),
        moment("enacted_at", optional=True),
        identifier("edited_by", optional=True),
        moment("edited_at", optional=True),
        identifier("returned_text_id", optional=True),
        moment("returned_at", optional=True),
        text("voted_down", optional=True),
    )
    Index(f"{name}_stage", table.c.stage, table.c.unit_code)
    Index(f"{name}_book", table.c.rulebook_id, table.c.number)
    return table
