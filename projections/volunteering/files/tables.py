"""Tables of service files."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text, words
from projections.projection import Tables

NAME = "files"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "requests": _requests(metadata, suffix),
        "skills": Table(
            f"{NAME}_skills{suffix}",
            metadata,
            identifier("person_id", key=True),
            words("skills"),
            words("categories"),
        ),
        "records": _records(metadata, suffix),
        "stars": _stars(metadata, suffix),
        "spot_checks": _spot_checks(metadata, suffix),
    }


def _requests(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_requests{suffix}"
    table = Table(
        name,
        metadata,
        identifier("request_id", key=True),
        identifier("person_id"),
        identifier("team_id"),
        text("unit_code"),
        text("state"),
        text("reason"),
        moment("asked_at"),
        moment("decided_at", optional=True),
    )
    Index(f"{name}_unit", table.c.state, table.c.unit_code, table.c.asked_at, table.c.request_id)
    Index(f"{name}_person", table.c.person_id, table.c.asked_at, table.c.request_id)
    return table


def _records(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_records{suffix}"
    table = Table(
        name,
        metadata,
        identifier("record_id", key=True),
        identifier("person_id"),
        text("kind"),
        identifier("text_id"),
        number("minutes"),
        text("level"),
        text("unit_code"),
        day("on_day"),
        identifier("recorded_by", optional=True),
        flag("is_withdrawn"),
    )
    Index(f"{name}_person", table.c.person_id, table.c.kind, table.c.on_day, table.c.record_id)
    return table


def _stars(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_stars{suffix}"
    table = Table(
        name,
        metadata,
        identifier("application_id", key=True),
        identifier("person_id"),
        text("unit_code"),
        number("level"),
        number("minutes"),
        text("state"),
        text("reason"),
        moment("applied_at"),
        moment("decided_at", optional=True),
    )
    Index(
        f"{name}_unit", table.c.state, table.c.unit_code, table.c.applied_at, table.c.application_id
    )
    Index(f"{name}_person", table.c.person_id, table.c.applied_at, table.c.application_id)
    return table


def _spot_checks(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_spot_checks{suffix}"
    table = Table(
        name,
        metadata,
        identifier("check_id", key=True),
        text("unit_code"),
        day("first_day"),
        day("last_day"),
        number("seed"),
        number("records"),
        number("drawn_from"),
        text("digest"),
        number("read_to"),
        identifier("drawn_by", optional=True),
        moment("drawn_at"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.drawn_at, table.c.check_id)
    return table
