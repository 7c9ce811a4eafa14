"""Tables of stations."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text
from projections.projection import Tables
from projections.stations.place_tables import declare_places

NAME = "stations"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        **declare_places(NAME, metadata, suffix),
        "riders": _riders(metadata, suffix),
        "visits": _visits(metadata, suffix),
        "station_days": _station_days(metadata, suffix),
        "station_riders": Table(
            f"{NAME}_station_riders{suffix}",
            metadata,
            identifier("station_id", key=True),
            day("day", key=True),
            identifier("rider_id", key=True),
            number("visits"),
        ),
        "visit_detail": Table(
            f"{NAME}_visit_detail{suffix}", metadata, text("what", key=True), day("before")
        ),
        "rider_days": Table(
            f"{NAME}_rider_days{suffix}",
            metadata,
            identifier("rider_id", key=True),
            day("day", key=True),
            number("visits"),
            number("points"),
        ),
    }


def _riders(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_riders{suffix}"
    table = Table(
        name, metadata, identifier("person_id", key=True), text("number"), text("unit_code")
    )
    Index(f"{name}_number", table.c.number, table.c.person_id)
    return table


def _visits(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_visits{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("rider_id"),
        identifier("station_id"),
        text("method"),
        number("points"),
        moment("occurred_at"),
    )
    Index(f"{name}_rider", table.c.rider_id, table.c.position)
    Index(f"{name}_station", table.c.station_id, table.c.occurred_at)
    return table


def _station_days(metadata: MetaData, suffix: str) -> Table:
    return Table(
        f"{NAME}_station_days{suffix}",
        metadata,
        identifier("station_id", key=True),
        day("day", key=True),
        number("visits"),
        number("riders"),
        moment("last_visit_at"),
        number("last_position"),
    )
