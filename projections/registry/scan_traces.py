"""Refused scans at stations are traces of movements as visits are: later nobody's (RD-10)."""

from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, update

from ledger.kernel.clock import local_date
from projections.rows import Record
from projections.visit_horizon import start_of

AT_STATIONS: Final = ("station", "plate", "person", "card")
"""Kinds of codes that are scanned at stations: theirs, and those of whoever comes."""


def traces(table: Table) -> ColumnElement[bool]:
    """Choose the refused scans that tell where somebody was."""
    return table.c.kind.in_(AT_STATIONS) & table.c.person_id.is_not(None)


def is_forgotten(scan: Record, before: date) -> bool:
    """Tell whether a refused scan is of a day of which no single visits are kept."""
    return scan["kind"] in AT_STATIONS and local_date(scan["occurred_at"]) < before


def forget_whose(connection: Connection, table: Table, before: date) -> None:
    """Keep of old refused scans at stations why they were refused, and not whose they were."""
    due = traces(table) & (table.c.occurred_at < start_of(before))
    connection.execute(update(table).where(due).values(person_id=None))
