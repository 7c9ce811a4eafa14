"""Tables of reports, who saw them, their photos and steps, and of what is counted."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "reports"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "reports": _reports(metadata, suffix),
        "parts": _parts(metadata, suffix),
        "photos": _photos(metadata, suffix),
        "steps": _steps(metadata, suffix),
        "waiting": Table(
            f"{NAME}_waiting{suffix}",
            metadata,
            text("unit_code", key=True),
            text("state", key=True),
            text("category", key=True),
            number("reports"),
        ),
        "days": _days(metadata, suffix),
        "own_days": Table(
            f"{NAME}_own_days{suffix}",
            metadata,
            identifier("person_id", key=True),
            day("day", key=True),
            *(number(it) for it in OWN_COUNTED),
        ),
        "hours": Table(
            f"{NAME}_hours{suffix}",
            metadata,
            text("unit_code", key=True),
            text("month", key=True),
            text("category", key=True),
            number("hour", key=True),
            number("reports"),
        ),
    }


def _reports(metadata: MetaData, suffix: str) -> Table:
    """``due_at`` is the next deadline of what is open, and when it was over of what is closed."""
    name = f"{NAME}_reports{suffix}"
    table = Table(
        name,
        metadata,
        identifier("report_id", key=True),
        number("position"),
        text("unit_code"),
        text("category"),
        identifier("reporter_id"),
        text("filed_as"),
        number("latitude_e4", optional=True),
        number("longitude_e4", optional=True),
        identifier("station_id", optional=True),
        identifier("place_text_id", optional=True),
        identifier("text_id", optional=True),
        flag("is_emergency"),
        moment("occurred_at"),
        moment("filed_at"),
        moment("accept_due_at"),
        moment("resolve_due_at"),
        text("state"),
        flag("is_open"),
        moment("changed_at"),
        moment("due_at"),
        flag("is_alerted"),
        flag("is_whistled"),
        text("street_code"),
        flag("is_major_hazard"),
        flag("is_reopened"),
        flag("is_public"),
        text("reason"),
        text("unpaid"),
        number("points"),
        number("stars"),
        number("confirmers"),
        number("replies"),
        identifier("merged_into", optional=True),
    )
    _find_reports(name, table)
    return table


def _find_reports(name: str, table: Table) -> None:
    """Declare by what reports are found."""
    column = table.c
    Index(f"{name}_triage", column.unit_code, column.state, column.due_at, column.report_id)
    Index(
        f"{name}_chosen",
        *(column.state, column.category, column.unit_code, column.due_at, column.report_id),
    )
    Index(
        f"{name}_alike",
        *(column.is_open, column.category, column.unit_code, column.position),
    )
    Index(
        f"{name}_unaccepted",
        *(column.state, column.is_alerted, column.accept_due_at, column.report_id),
    )
    Index(
        f"{name}_unresolved",
        *(column.is_open, column.is_whistled, column.resolve_due_at, column.report_id),
    )
    Index(
        f"{name}_overdue",
        *(column.is_whistled, column.is_open, column.unit_code, column.resolve_due_at),
    )
    Index(f"{name}_public", column.is_public, column.unit_code, column.position)


def _parts(metadata: MetaData, suffix: str) -> Table:
    """Who saw what: the first finder, and everybody who confirmed it."""
    name = f"{NAME}_parts{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        identifier("report_id", key=True),
        number("position"),
        flag("is_first"),
    )
    Index(f"{name}_person", table.c.person_id, table.c.position)
    return table


def _photos(metadata: MetaData, suffix: str) -> Table:
    """``redacted_id`` is what stands for the photo in public, once there is something."""
    name = f"{NAME}_photos{suffix}"
    table = Table(
        name,
        metadata,
        identifier("report_id", key=True),
        identifier("photo_id", key=True),
        number("position"),
        text("shows"),
        identifier("redacted_id", optional=True),
    )
    Index(f"{name}_photo", table.c.photo_id, table.c.report_id)
    Index(f"{name}_redacted", table.c.redacted_id, table.c.report_id)
    return table


def _steps(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_steps{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("report_id"),
        text("kind"),
        text("detail"),
        identifier("text_id", optional=True),
        number("points"),
        moment("occurred_at"),
    )
    Index(f"{name}_report", table.c.report_id, table.c.position)
    return table


def _days(metadata: MetaData, suffix: str) -> Table:
    """Count what happened in a unit on a local day; ``stars`` is their sum."""
    return Table(
        f"{NAME}_days{suffix}",
        metadata,
        text("unit_code", key=True),
        day("day", key=True),
        *(number(it) for it in COUNTED),
    )


COUNTED = (
    *("filed", "joined", "merged", "accepted", "rejected", "resolved", "in_time"),
    *("alerted", "whistled", "reopened", "ratings", "stars", "points"),
)
"""Columns of a day, in their order."""
OWN_COUNTED = ("filed", "accepted", "resolved", "points")
"""The same of a day of whoever was the first to find something."""
