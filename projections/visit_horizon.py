"""Until which day single visits are forgotten, in every read model that knows of one (RD-10).

Each of them keeps the day in a row of its own: what is folded later, or built anew, is forgotten
in the same way as what was there.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import MetaData, Table

from ledger.kernel.clock import day_end
from projections.columns import day, text
from projections.rows import Rows

DETAIL = "visits"
"""The one row."""


def horizon_table(name: str, metadata: MetaData, suffix: str) -> Table:
    """Declare the table of the row."""
    return Table(f"{name}_visit_detail{suffix}", metadata, text("what", key=True), day("before"))


def forgotten_before(rows: Rows) -> date:
    """Return the first day of which single visits are kept; they were loaded by ``DETAIL``."""
    row = rows.get(DETAIL)
    return date.min if row is None else row["before"]


def move_horizon(rows: Rows, before: date) -> None:
    """Keep single visits from a day on only."""
    rows.put({"what": DETAIL, "before": before})


def start_of(day: date) -> datetime:
    """Return when a local day began."""
    return day_end(day - timedelta(days=1))
