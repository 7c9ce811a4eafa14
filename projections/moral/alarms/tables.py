"""Tables of alarms: what was proposed, posted, voted and handed out, and what follows from it."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "alarms"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "claims": _claims(metadata, suffix),
        "photos": Table(
            f"{NAME}_photos{suffix}",
            metadata,
            text("photo", key=True),
            identifier("claim_id", key=True),
        ),
        "pictures": _pictures("pictures", metadata, suffix),
        "bands": _bands("bands", metadata, suffix),
        "handed_pictures": _pictures("handed_pictures", metadata, suffix),
        "handed_bands": _bands("handed_bands", metadata, suffix),
        "reviewers": Table(
            f"{NAME}_reviewers{suffix}",
            metadata,
            text("unit_code", key=True),
            text("quarter", key=True),
            identifier("person_id", key=True),
            Index(f"{NAME}_reviewers{suffix}_person", "person_id"),
        ),
        "recused": Table(
            f"{NAME}_recused{suffix}",
            metadata,
            text("unit_code", key=True),
            text("quarter", key=True),
            identifier("household_id", key=True),
        ),
        "members": _related("members", metadata, suffix),
        "kin": _related("kin", metadata, suffix),
        "shops": Table(
            f"{NAME}_shops{suffix}",
            metadata,
            identifier("shop_id", key=True),
            text("unit_code"),
            Index(f"{NAME}_shops{suffix}_unit", "unit_code"),
        ),
        "handed": _handed(metadata, suffix),
        "alarms": _alarms(metadata, suffix),
        "reviews": Table(
            f"{NAME}_reviews{suffix}",
            metadata,
            identifier("alarm_id", key=True),
            number("draft", key=True),
            text("conclusion"),
            number("seen_position"),
            identifier("text_id"),
            identifier("drafted_by"),
            moment("drafted_at"),
            identifier("signed_by", optional=True),
            moment("signed_at", optional=True),
        ),
    }


def _related(what: str, metadata: MetaData, suffix: str) -> Table:
    """Declare who lives in a household, or is kin to it, and from which day on."""
    return Table(
        f"{NAME}_{what}{suffix}",
        metadata,
        identifier("person_id", key=True),
        identifier("household_id", key=True),
        day("since"),
        day("until", optional=True),
    )


def _bands(what: str, metadata: MetaData, suffix: str) -> Table:
    """Declare the pieces of what pictures show, by which alike ones are found."""
    return Table(
        f"{NAME}_{what}{suffix}",
        metadata,
        text("area", key=True),
        number("band", key=True),
        text("photo", key=True),
    )


def _pictures(what: str, metadata: MetaData, suffix: str) -> Table:
    """Declare what pictures of an area show, and the ``first`` that one looks the same as.

    Claims are compared within a village, hand-overs within a shop.
    """
    name = f"{NAME}_{what}{suffix}"
    table = Table(
        name,
        metadata,
        text("area", key=True),
        text("photo", key=True),
        text("mark"),
        moment("shown_at"),
        text("first"),
    )
    Index(f"{name}_first", table.c.first)
    Index(f"{name}_photo", table.c.photo)
    return table


def _claims(metadata: MetaData, suffix: str) -> Table:
    """Declare claims; ``quarter`` and ``gained`` are those of the posting, ("", 0) before it."""
    name = f"{NAME}_claims{suffix}"
    table = Table(
        name,
        metadata,
        identifier("claim_id", key=True),
        text("unit_code"),
        identifier("household_id"),
        text("item_code"),
        identifier("proposed_by"),
        identifier("entered_by", optional=True),
        text("month"),
        flag("at_month_end"),
        moment("proposed_at"),
        number("proposed_position"),
        text("quarter"),
        number("gained"),
        number("posted_position"),
    )
    Index(f"{name}_month", table.c.unit_code, table.c.month)
    Index(f"{name}_quarter", table.c.unit_code, table.c.quarter)
    return table


def _handed(metadata: MetaData, suffix: str) -> Table:
    """Declare vouchers that wait, and those that a known hand, or a picture, saw collected."""
    name = f"{NAME}_handed{suffix}"
    table = Table(
        name,
        metadata,
        identifier("voucher_id", key=True),
        identifier("shop_id"),
        identifier("owner_id"),
        identifier("person_id", optional=True),
        identifier("keeper_id", optional=True),
        text("relation"),
        text("day"),
        moment("handed_at", optional=True),
        number("position"),
        identifier("photo_id", optional=True),
        text("photo"),
    )
    Index(f"{name}_day", table.c.shop_id, table.c.day, table.c.person_id)
    Index(f"{name}_photo", table.c.photo)
    return table


def _alarms(metadata: MetaData, suffix: str) -> Table:
    """Declare what is over its line, ``part`` of ``whole``; what is not has no row."""
    name = f"{NAME}_alarms{suffix}"
    table = Table(
        name,
        metadata,
        identifier("alarm_id", key=True),
        text("kind"),
        text("unit_code"),
        text("period"),
        identifier("person_id", optional=True),
        text("photo"),
        number("part"),
        number("whole"),
        day("ends_on"),
        number("grown_position"),
        number("seen_position"),
        flag("is_open"),
        text("conclusion"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.ends_on, table.c.alarm_id)
    return table
