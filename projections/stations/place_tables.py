"""Tables of stations as people look them up."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text, words
from projections.projection import Tables


def declare_places(name: str, metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "stations": _stations(f"{name}_stations{suffix}", metadata),
        "station_services": Table(
            f"{name}_station_services{suffix}",
            metadata,
            identifier("station_id", key=True),
            text("name", key=True),
            text("detail"),
            text("state"),
            text("reason", optional=True),
            moment("since"),
            number("rank"),
        ),
        "station_devices": Table(
            f"{name}_station_devices{suffix}",
            metadata,
            identifier("device_id", key=True),
            identifier("station_id"),
        ),
        "station_repeats": Table(
            f"{name}_station_repeats{suffix}",
            metadata,
            identifier("station_id", key=True),
            day("day", key=True),
            number("repeats"),
            moment("repeated_at"),
            identifier("rider_id", optional=True),
        ),
    }


def _stations(name: str, metadata: MetaData) -> Table:
    table = Table(
        name,
        metadata,
        identifier("station_id", key=True),
        text("unit_code"),
        text("name"),
        words("services"),
        text("hours"),
        text("kind"),
        number("lat_e5", optional=True),
        number("lon_e5", optional=True),
        words("out_of_order"),
        identifier("keeper_id", optional=True),
        identifier("photo_id", optional=True),
        moment("closed_since", optional=True),
        text("closed_reason", optional=True),
        day("closed_until", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.name, table.c.station_id)
    Index(f"{name}_photo", table.c.photo_id)
    return table
