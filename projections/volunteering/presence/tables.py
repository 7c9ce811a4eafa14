"""Tables of presence."""

from sqlalchemy import Index, MetaData, Table, and_

from projections.columns import day, flag, identifier, moment, number, text
from projections.projection import Tables

NAME = "presence"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "times": Table(
            f"{NAME}_times{suffix}",
            metadata,
            identifier("activity_id", key=True),
            moment("ends_at"),
            flag("is_volunteer_service"),
        ),
        "attendances": _attendances(metadata, suffix),
        "scans": _scans(metadata, suffix),
        "counts": _counts(metadata, suffix),
        "confirmations": Table(
            f"{NAME}_confirmations{suffix}",
            metadata,
            number("position", key=True),
            identifier("attendance_id"),
            identifier("confirmed_by"),
            number("minutes"),
            flag("completes"),
            moment("occurred_at"),
            Index(f"{NAME}_confirmations{suffix}_attendance", "attendance_id", "position"),
        ),
        "supplements": _supplements(metadata, suffix),
        "doubts": _doubts(metadata, suffix),
        "totals": Table(
            f"{NAME}_totals{suffix}",
            metadata,
            identifier("person_id", key=True),
            number("minutes"),
            number("supplementary_minutes"),
            number("held_minutes"),
            number("sessions"),
        ),
        "grades": Table(
            f"{NAME}_grades{suffix}",
            metadata,
            identifier("person_id", key=True),
            text("evidence", key=True),
            number("minutes"),
        ),
    }


def _attendances(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_attendances{suffix}"
    table = Table(
        name,
        metadata,
        identifier("attendance_id", key=True),
        identifier("activity_id"),
        identifier("person_id"),
        text("unit_code"),
        moment("seen_at"),
        moment("came_at", optional=True),
        moment("left_at", optional=True),
        moment("recorded_at"),
        text("evidence_in", optional=True),
        text("evidence_out", optional=True),
        identifier("companion_id", optional=True),
        moment("close_at", optional=True),
        moment("closed_at", optional=True),
        day("served_on", optional=True),
        moment("counted_from", optional=True),
        moment("counted_to", optional=True),
        number("minutes"),
        number("held_minutes"),
        text("held_because"),
        text("evidence", optional=True),
        flag("is_supplementary"),
        flag("is_late"),
        flag("is_correction"),
        number("points"),
        identifier("zero_by", optional=True),
    )
    Index(f"{name}_activity", table.c.activity_id, table.c.seen_at, table.c.attendance_id)
    Index(f"{name}_person", table.c.person_id, table.c.seen_at, table.c.attendance_id)
    Index(f"{name}_unit", table.c.unit_code, table.c.served_on, table.c.attendance_id)
    Index(f"{name}_close", table.c.close_at, table.c.attendance_id)
    held = table.c.held_minutes > 0
    wanting = and_(
        table.c.closed_at.is_not(None), table.c.evidence.is_(None), table.c.zero_by.is_(None)
    )
    for ending, which in (("held", held), ("closed", wanting)):
        order = (table.c.unit_code, table.c.seen_at, table.c.attendance_id)
        Index(f"{name}_{ending}", *order, sqlite_where=which, postgresql_where=which)
    return table


def _scans(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_scans{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("attendance_id"),
        text("kind"),
        moment("occurred_at"),
        moment("recorded_at"),
        text("evidence", optional=True),
        identifier("recorded_by", optional=True),
        identifier("witness_id", optional=True),
    )
    Index(f"{name}_attendance", table.c.attendance_id, table.c.position)
    return table


def _counts(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_counts{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("attendance_id"),
        identifier("person_id"),
        moment("counted_from"),
        moment("counted_to"),
        number("minutes"),
        number("previous_minutes"),
        number("held_minutes"),
        text("held_because"),
        text("evidence"),
        flag("is_correction"),
        flag("is_late"),
        moment("occurred_at"),
    )
    Index(f"{name}_attendance", table.c.attendance_id, table.c.position)
    return table


def _supplements(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_supplements{suffix}"
    table = Table(
        name,
        metadata,
        identifier("supplement_id", key=True),
        identifier("attendance_id"),
        identifier("activity_id"),
        identifier("person_id"),
        text("unit_code"),
        number("minutes"),
        text("reason"),
        identifier("text_id", optional=True),
        identifier("recorded_by"),
        flag("is_late"),
        text("state"),
        identifier("decided_by", optional=True),
        identifier("decline_text_id", optional=True),
        moment("proposed_at"),
        moment("decided_at", optional=True),
    )
    Index(f"{name}_activity", table.c.activity_id, table.c.proposed_at, table.c.supplement_id)
    Index(f"{name}_attendance", table.c.attendance_id, table.c.proposed_at, table.c.supplement_id)
    Index(
        f"{name}_unit",
        table.c.state,
        table.c.unit_code,
        table.c.proposed_at,
        table.c.supplement_id,
    )
    return table


def _doubts(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_doubts{suffix}"
    table = Table(
        name,
        metadata,
        identifier("doubtful_id", key=True),
        identifier("activity_id"),
        identifier("person_id"),
        text("unit_code"),
        text("refusal"),
        text("evidence"),
        identifier("device_id", optional=True),
        moment("scanned_at"),
        moment("recorded_at"),
        text("state"),
        identifier("settled_by", optional=True),
        moment("settled_at", optional=True),
    )
    Index(f"{name}_activity", table.c.activity_id, table.c.recorded_at, table.c.doubtful_id)
    Index(
        f"{name}_unit", table.c.state, table.c.unit_code, table.c.recorded_at, table.c.doubtful_id
    )
    return table
