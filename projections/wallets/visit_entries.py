"""What a point for a visit tells of the visit: after 90 days the day, and nothing else (RD-10).

An entry says where its point came from and when. For a visit that is a trace of movements, so it
goes with the single visits: the station is left out, and of the time only the day stays.
"""

from datetime import date

from sqlalchemy import Connection, Table, and_, select, update

from ledger.kernel.clock import local_date
from ledger.wallets.wallet import Reason
from projections.rows import Record
from projections.visit_horizon import start_of


def day_only(entry: Record) -> Record:
    """Return an entry without the station, at the beginning of its day."""
    begins = start_of(local_date(entry["occurred_at"]))
    return entry | {"source_id": None, "occurred_at": begins, "recorded_at": begins}


def is_forgotten(entry: Record, before: date) -> bool:
    """Tell whether an entry is of a visit of which only the day is kept."""
    return entry["reason"] == Reason.VISIT and local_date(entry["occurred_at"]) < before


def forget(connection: Connection, entries: Table, before: date) -> None:
    """Leave of all points for visits before a day only the day, as many at once as a day has."""
    c = entries.c
    due = and_(c.reason == Reason.VISIT.value, c.source_id.is_not(None))
    due &= c.occurred_at < start_of(before)
    found = connection.execute(select(c.position, c.occurred_at).where(due)).all()
    days: dict[date, list[int]] = {}
    for row in found:
        days.setdefault(local_date(row.occurred_at), []).append(row.position)
    for day, positions in days.items():
        begins = start_of(day)
        values = {"source_id": None, "occurred_at": begins, "recorded_at": begins}
        for first in range(0, len(positions), _AT_ONCE):
            some = positions[first : first + _AT_ONCE]
            connection.execute(update(entries).where(c.position.in_(some)).values(values))


_AT_ONCE = 500
