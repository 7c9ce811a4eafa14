"""Tables of flags."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text, words
from projections.projection import Tables

NAME = "flags"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "flags": _flags(metadata, suffix),
        "grounds": _grounds(metadata, suffix),
        "reviews": Table(
            f"{NAME}_reviews{suffix}",
            metadata,
            number("position", key=True),
            identifier("flag_id"),
            text("outcome"),
            identifier("text_id", optional=True),
            identifier("reviewed_by"),
            moment("occurred_at"),
            Index(f"{NAME}_reviews{suffix}_flag", "flag_id", "position"),
        ),
        "hands": Table(
            f"{NAME}_hands{suffix}",
            metadata,
            identifier("attendance_id", key=True),
            identifier("person_id", key=True),
        ),
        "stays": Table(
            f"{NAME}_stays{suffix}",
            metadata,
            identifier("attendance_id", key=True),
            text("unit_code"),
            words("ticked"),
            number("witness_minutes"),
        ),
        "devices": Table(
            f"{NAME}_devices{suffix}",
            metadata,
            identifier("activity_id", key=True),
            identifier("device_id", key=True),
            words("uses"),
        ),
        "sightings": _of_days("sightings", metadata, suffix),
        "gains": _of_days("gains", metadata, suffix),
        "visit_detail": Table(
            f"{NAME}_visit_detail{suffix}", metadata, text("what", key=True), day("before")
        ),
    }


def _of_days(what: str, metadata: MetaData, suffix: str) -> Table:
    """Declare what is known of a person on a local day, to be compared with what comes in."""
    name = f"{NAME}_{what}{suffix}"
    return Table(
        name, metadata, identifier("person_id", key=True), day("day", key=True), words("seen")
    )


def _flags(metadata: MetaData, suffix: str) -> Table:
    """Declare the flags, those under their thresholds among them."""
    name = f"{NAME}_flags{suffix}"
    table = Table(
        name,
        metadata,
        identifier("flag_id", key=True),
        text("kind"),
        text("unit_code"),
        text("state"),
        identifier("person_id", optional=True),
        identifier("activity_id", optional=True),
        identifier("device_id", optional=True),
        text("period"),
        number("grounds"),
        number("minutes"),
        moment("first_at"),
        moment("last_at"),
        flag("with_visits"),
        number("grown_position"),
        number("seen_position"),
    )
    Index(f"{name}_unit", table.c.state, table.c.unit_code, table.c.last_at, table.c.flag_id)
    return table


def _grounds(metadata: MetaData, suffix: str) -> Table:
    """Declare what flags rest on: scans, stays, entries."""
    name = f"{NAME}_grounds{suffix}"
    table = Table(
        name,
        metadata,
        identifier("flag_id", key=True),
        identifier("ground_id", key=True),
        identifier("person_id"),
        identifier("attendance_id", optional=True),
        identifier("activity_id", optional=True),
        identifier("station_id", optional=True),
        text("unit_code"),
        number("minutes"),
        moment("occurred_at"),
    )
    Index(f"{name}_time", table.c.flag_id, table.c.occurred_at, table.c.ground_id)
    return table
