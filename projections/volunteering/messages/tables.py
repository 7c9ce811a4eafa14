"""Tables of messages, of who leads which activity, and of who waits for which thing."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import identifier, moment, number, text
from projections.projection import Tables

NAME = "messages"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    name = f"{NAME}_told{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        number("position", key=True),
        text("kind"),
        identifier("activity_id", optional=True),
        identifier("subject_id", optional=True),
        number("amount"),
        moment("told_at"),
    )
    Index(f"{name}_told", table.c.person_id, table.c.told_at)
    Index(f"{name}_position", table.c.position, table.c.person_id)
    leaders = Table(
        f"{NAME}_leaders{suffix}",
        metadata,
        identifier("activity_id", key=True),
        identifier("led_by", optional=True),
    )
    going = Table(
        f"{NAME}_going{suffix}",
        metadata,
        identifier("activity_id", key=True),
        identifier("person_id", key=True),
    )
    homes = Table(
        f"{NAME}_homes{suffix}",
        metadata,
        identifier("household_id", key=True),
        identifier("person_id", key=True),
    )
    watches = Table(
        f"{NAME}_watches{suffix}",
        metadata,
        identifier("item_id", key=True),
        identifier("person_id", key=True),
    )
    Index(f"{NAME}_watches{suffix}_person", watches.c.person_id, watches.c.item_id)
    return {
        "told": table,
        "leaders": leaders,
        "going": going,
        "homes": homes,
        "watches": watches,
    }
