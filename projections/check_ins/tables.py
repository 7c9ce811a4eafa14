"""Tables of doubtful visits, of scans that phones left out, and of purposes."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text, words
from projections.projection import Tables

NAME = "check_ins"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "doubts": _doubts(metadata, suffix),
        "gaps": _gaps(metadata, suffix),
        "phones": _phones(metadata, suffix),
        "purposes": Table(
            f"{NAME}_purposes{suffix}",
            metadata,
            identifier("station_id", key=True),
            day("day", key=True),
            text("purpose", key=True),
            number("count"),
        ),
    }


def _doubts(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_doubts{suffix}"
    table = Table(
        name,
        metadata,
        identifier("doubtful_id", key=True),
        identifier("rider_id"),
        identifier("station_id"),
        text("unit_code"),
        text("method"),
        identifier("device_id", optional=True),
        moment("device_at"),
        moment("occurred_at"),
        moment("recorded_at"),
        identifier("scanned_by", optional=True),
        text("state"),
        identifier("settled_by", optional=True),
        moment("settled_at", optional=True),
    )
    Index(f"{name}_waiting", table.c.state, table.c.unit_code, table.c.recorded_at)
    Index(f"{name}_station", table.c.station_id, table.c.state, table.c.recorded_at)
    Index(f"{name}_rider", table.c.rider_id, table.c.recorded_at)
    Index(f"{name}_old", table.c.occurred_at)
    return table


def _phones(metadata: MetaData, suffix: str) -> Table:
    """In which unit a rider's own phone was last: who looks after what it left out."""
    name = f"{NAME}_phones{suffix}"
    table = Table(
        name, metadata, identifier("log_id", key=True), text("unit_code"), moment("seen_at")
    )
    Index(f"{name}_old", table.c.seen_at)
    return table


def _gaps(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_gaps{suffix}"
    table = Table(
        name,
        metadata,
        identifier("log_id", key=True),
        identifier("person_id", optional=True),
        identifier("device_id"),
        text("unit_code"),
        identifier("place_id", optional=True),
        words("missing"),
        number("scans"),
        moment("found_at"),
        moment("last_sent_at"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.found_at)
    Index(f"{name}_place", table.c.place_id, table.c.found_at)
    return table
