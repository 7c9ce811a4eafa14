"""Tables of the registry."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, MetaData, Table

from projections.columns import day, identifier, moment, number, text, words
from projections.projection import Tables
from projections.visit_horizon import horizon_table

NAME = "registry"

NOWHERE = UUID(int=0)
"""Stands for no place, where a key needs a value."""

FOREVER = date.max
"""Ends what has no end yet: a day that comparisons understand, and that never comes."""


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "units": _units(metadata, suffix),
        "unit_versions": _unit_versions(metadata, suffix),
        "county_levels": Table(
            f"{NAME}_county_levels{suffix}",
            metadata,
            text("county_code", key=True),
            words("levels"),
            words("names"),
        ),
        "offices": Table(
            f"{NAME}_offices{suffix}",
            metadata,
            text("unit_code", key=True),
            identifier("in_charge", optional=True),
            text("telephone"),
        ),
        "holiday_years": _holiday_years(metadata, suffix),
        "moved_units": _moved_units(metadata, suffix),
        "role_terms": _role_terms(metadata, suffix),
        "refused_scans": _refused_scans(metadata, suffix),
        "visit_detail": horizon_table(NAME, metadata, suffix),
        "refusal_counts": _refusal_counts(metadata, suffix),
    }


def _refusal_counts(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_refusal_counts{suffix}"
    table = Table(name, metadata, text("refusal", key=True), day("day", key=True), number("n"))
    Index(f"{name}_day", table.c.day, table.c.refusal)
    return table


def _units(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_units{suffix}"
    table = Table(name, metadata, text("code", key=True), day("valid_from"), *_facts())
    Index(f"{name}_parent", table.c.parent_code, table.c.code)
    return table


def _unit_versions(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_unit_versions{suffix}"
    table = Table(name, metadata, text("code", key=True), day("valid_from", key=True), *_facts())
    Index(f"{name}_parent", table.c.parent_code, table.c.code)
    return table


def _holiday_years(metadata: MetaData, suffix: str) -> Table:
    """Declare every version of the years loaded by administrators."""
    name = f"{NAME}_holiday_years{suffix}"
    table = Table(
        name,
        metadata,
        number("year", key=True),
        number("version", key=True),
        text("state"),
        words("holidays"),
        words("workdays"),
        text("source"),
        identifier("proposed_by"),
        moment("proposed_at"),
        identifier("decided_by", optional=True),
        moment("decided_at", optional=True),
        number("position"),
    )
    Index(f"{name}_state", table.c.state, table.c.position)
    return table


def _moved_units(metadata: MetaData, suffix: str) -> Table:
    """Declare the units that do not lie where their codes say, and when that was read last."""
    return Table(
        f"{NAME}_moved_units{suffix}", metadata, text("code", key=True), number("position")
    )


def _facts() -> list[Column[Any]]:
    """Declare what is true of a unit for some days; ``heirs`` are who came after it."""
    return [
        day("valid_to"),
        text("name"),
        text("level"),
        text("parent_code"),
        text("state"),
        words("heirs"),
    ]


def _role_terms(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_role_terms{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        text("role", key=True),
        text("unit_code", key=True),
        identifier("place_id", key=True),
        day("from_day", key=True),
        day("to_day"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.role)
    return table


def _refused_scans(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_refused_scans{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        text("refusal"),
        text("kind", optional=True),
        identifier("person_id", optional=True),
        text("unit_code"),
        identifier("device_id", optional=True),
        moment("occurred_at"),
    )
    Index(f"{name}_person", table.c.person_id, table.c.position)
    Index(f"{name}_unit", table.c.unit_code, table.c.position)
    named = table.c.person_id.is_not(None)
    Index(f"{name}_named", table.c.occurred_at, sqlite_where=named, postgresql_where=named)
    return table
