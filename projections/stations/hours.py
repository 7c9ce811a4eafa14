"""Read model of how busy the stations of a unit are by hour; no person is in it (热力)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Select, Table, delete, func, select

from ledger.kernel.clock import SHANGHAI, local_date
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_detail import VisitDetail
from projections.columns import day, number, text
from projections.projection import Fold, LogEvent, Projection, Tables, folds
from projections.reader import Reader, Scope, below

NAME = "visit_hours"
HOURS = 24
VISITS = (VisitDay.VisitCounted, VisitDay.VisitWithdrawn)
UNITS_MAX = 2_000
"""Units with stations that one table of hours holds at most."""


class VisitHoursFold(Fold):
    """One batch of visits."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._table = connection, tables["hours"]
        self._before = date.min

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the hours that grow."""
        visits = [log.event for log in batch if isinstance(log.event, VISITS)]
        self.rows["hours"].load(_place(it.unit_code, it.occurred_at) for it in visits)

    def write(self) -> None:
        """Write the hours back, and drop those of days of which only counts are kept."""
        super().write()
        if self._before > date.min:
            table = self._table
            self._connection.execute(delete(table).where(table.c.day < self._before))

    @folds(VisitDay.VisitCounted)
    def _visited(self, log: LogEvent) -> None:
        unit_code, on, hour = _place(log.event.unit_code, log.event.occurred_at)
        self.rows["hours"].add({"unit_code": unit_code, "day": on, "hour": hour}, visits=1)

    @folds(VisitDay.VisitWithdrawn)
    def _withdrew(self, log: LogEvent) -> None:
        place = _place(log.event.unit_code, log.event.occurred_at)
        if self.rows["hours"].get(place) is not None:  # else its detail is forgotten
            self.rows["hours"].change(place)["visits"] -= 1

    @folds(VisitDetail.Forgotten)
    def _forgotten(self, log: LogEvent) -> None:
        self._before = max(self._before, log.event.before)


class VisitHoursProjection(Projection):
    """Turns visits into counts by unit, day and hour."""

    name = NAME
    version = 2
    fold = VisitHoursFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the table of one build."""
        table = Table(
            f"{NAME}_hours{suffix}",
            metadata,
            text("unit_code", key=True),
            day("day", key=True),
            number("hour", key=True),
            number("visits"),
        )
        return {"hours": table}


@dataclass(frozen=True, slots=True)
class UnitHour:
    """Visits of one hour of the day under one code."""

    unit_code: str
    hour: int
    visits: int


class VisitHours(Reader):
    """Reads how busy stations are."""

    projection = VisitHoursProjection()

    def of(self, scope: Scope | str, first: date, last: date) -> list[int]:
        """Count the visits of a unit and below by hour of the day, over a span of days."""

        def statement(t: Tables) -> Select[Any]:
            c = t["hours"].c
            chosen = select(c.hour, func.sum(c.visits).label("visits"))
            chosen = chosen.where(below(c.unit_code, scope), c.day.between(first, last))
            return chosen.group_by(c.hour).limit(HOURS)

        found = {row.hour: int(row.visits) for row in self._rows(statement)}
        return [found.get(hour, 0) for hour in range(HOURS)]

    def by_code(self, scope: Scope | str, first: date, last: date) -> list[UnitHour]:
        """Return the visits of every code in a scope by hour of the day, over a span of days."""

        def statement(t: Tables) -> Select[Any]:
            c = t["hours"].c
            chosen = select(c.unit_code, c.hour, func.sum(c.visits).label("visits"))
            chosen = chosen.where(below(c.unit_code, scope), c.day.between(first, last))
            chosen = chosen.group_by(c.unit_code, c.hour).order_by(c.unit_code, c.hour)
            return chosen.limit(UNITS_MAX * HOURS)

        return [UnitHour(row.unit_code, row.hour, int(row.visits)) for row in self._rows(statement)]


def _place(unit_code: str, moment: datetime) -> tuple[str, date, int]:
    return unit_code, local_date(moment), moment.astimezone(SHANGHAI).hour
