"""Tables of activities, sign-ups and rates."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import flag, identifier, moment, number, text, words
from projections.projection import Tables

NAME = "activities"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "activities": _activities(metadata, suffix),
        "campaigns": Table(
            f"{NAME}_campaigns{suffix}",
            metadata,
            text("campaign", key=True),
            identifier("activity_id", key=True),
        ),
        "sign_ups": _sign_ups(metadata, suffix),
        "counts": Table(
            f"{NAME}_counts{suffix}",
            metadata,
            identifier("activity_id", key=True),
            number("signed_up"),
            number("waiting"),
        ),
        "rates": Table(
            f"{NAME}_rates{suffix}",
            metadata,
            text("unit_code", key=True),
            number("rate_points"),
            number("rate_minutes"),
            identifier("set_by", optional=True),
            moment("set_at"),
        ),
    }


def _activities(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_activities{suffix}"
    table = Table(
        name,
        metadata,
        identifier("activity_id", key=True),
        text("unit_code"),
        identifier("team_id", optional=True),
        text("title"),
        text("place"),
        moment("starts_at"),
        moment("ends_at"),
        flag("is_volunteer_service"),
        identifier("led_by", optional=True),
        number("risk_level"),
        text("kind"),
        text("category"),
        words("campaigns"),
        text("insurance_policy"),
        number("quota"),
        moment("sign_up_until"),
        identifier("text_id", optional=True),
        identifier("series_id", optional=True),
        number("rate_points"),
        number("rate_minutes"),
        text("state"),
        text("cancel_reason", optional=True),
        moment("ended_at", optional=True),
        flag("recorded"),
        identifier("planned_by", optional=True),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.starts_at)
    Index(f"{name}_start", table.c.starts_at, table.c.activity_id)
    Index(f"{name}_category", table.c.category, table.c.starts_at)
    Index(f"{name}_led", table.c.led_by, table.c.starts_at, table.c.activity_id)
    Index(f"{name}_series", table.c.series_id, table.c.starts_at)
    Index(f"{name}_state", table.c.state, table.c.ends_at, table.c.activity_id)
    return table


def _sign_ups(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_sign_ups{suffix}"
    table = Table(
        name,
        metadata,
        identifier("activity_id", key=True),
        identifier("person_id", key=True),
        text("state"),
        number("number"),
        moment("asked_at"),
        identifier("companion_id", optional=True),
    )
    Index(f"{name}_order", table.c.activity_id, table.c.state, table.c.number)
    Index(f"{name}_person", table.c.person_id)
    return table
