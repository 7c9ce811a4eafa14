"""A volunteer as read models show one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    """A registered volunteer; the name lives with the people."""

    person_id: UUID
    number: str
    unit_code: str
    national_number: str = ""
    """Of the national system; empty until it gave one."""


def volunteer_columns(table: Table) -> Sequence[Column[Any]]:
    """Return the columns of a row, in its order."""
    return [table.c[it] for it in VolunteerRow.__slots__]
