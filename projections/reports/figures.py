"""What can be asked about reports in sum: totals of days, and heat by hour."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Scope, below
from projections.reports.rows import Hour, OwnTotals, Totals, UnitTotals
from projections.reports.tables import COUNTED, OWN_COUNTED
from projections.reports.views import ReportsReader


class ReportFigures(ReportsReader):
    """Counts without anybody's name."""

    def totals(self, scope: Scope | str, first: date, last: date) -> Totals:
        """Add up what happened in a unit and below it, from a day through another."""

        def statement(t: Tables) -> Select[Any]:
            days = t["days"].c
            chosen = select(*(func.coalesce(func.sum(days[it]), 0) for it in COUNTED))
            return chosen.where(below(days.unit_code, scope), days.day.between(first, last))

        return Totals(*map(int, self._row(statement)))

    def by_unit(self, scope: Scope | str, first: date, last: date) -> list[UnitTotals]:
        """Say the same of each unit in which anything happened, PAGE_MAX at most, by code."""

        def statement(t: Tables) -> Select[Any]:
            days = t["days"].c
            chosen = select(days.unit_code, *(func.sum(days[it]) for it in COUNTED))
            chosen = chosen.where(below(days.unit_code, scope), days.day.between(first, last))
            return chosen.group_by(days.unit_code).order_by(days.unit_code).limit(PAGE_MAX)

        return [UnitTotals(it[0], Totals(*map(int, it[1:]))) for it in self._rows(statement)]

    def own(self, person_id: UUID, first: date, last: date) -> OwnTotals:
        """Add up what became of somebody's own reports, from a day through another."""

        def statement(t: Tables) -> Select[Any]:
            days = t["own_days"].c
            chosen = select(*(func.coalesce(func.sum(days[it]), 0) for it in OWN_COUNTED))
            return chosen.where(days.person_id == person_id, days.day.between(first, last))

        return OwnTotals(*map(int, self._row(statement)))

    def hours(self, scope: Scope | str, first: str, last: str) -> list[Hour]:
        """Count what was seen in each hour of the day, by category, in months like "2026-03"."""

        def statement(t: Tables) -> Select[Any]:
            hours = t["hours"].c
            chosen = select(hours.category, hours.hour, func.sum(hours.reports))
            span = (hours.month >= first, hours.month <= last)
            chosen = chosen.where(below(hours.unit_code, scope), *span)
            cells = chosen.group_by(hours.category, hours.hour)
            return cells.order_by(hours.category, hours.hour)

        return [Hour(category, hour, int(many)) for category, hour, many in self._rows(statement)]
