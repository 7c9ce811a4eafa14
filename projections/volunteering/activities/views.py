"""What can be asked about activities and rates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, select, true

from ledger.kernel.clock import day_end
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.point_rate import CITY_CODE_LENGTH, DEFAULT_RATE, Rate
from ledger.volunteering.recurrence import SHIFTS_MAX
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.activities.projection import ActivitiesProjection
from projections.volunteering.activities.rows import ActivityRow, RateRow

ANNOUNCED = (State.PUBLISHED.value, State.ENDED.value)
"""What takes place or has taken place: no drafts, and nothing that was called off."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which activities of a list are wanted; what is None does not matter."""

    states: tuple[str, ...] = ANNOUNCED
    category: str | None = None
    campaign: str | None = None
    day: date | None = None
    """A local day on which they begin."""
    led_by: UUID | None = None

    def holds(self, t: Tables) -> ColumnElement[bool]:
        """Return it as a condition on the table of activities."""
        table, campaigns = t["activities"], t["campaigns"]
        parts: list[ColumnElement[bool]] = [table.c.state.in_(self.states)]
        if self.category is not None:
            parts.append(table.c.category == self.category)
        if self.led_by is not None:
            parts.append(table.c.led_by == self.led_by)
        if self.day is not None:
            first, end = day_end(self.day - timedelta(days=1)), day_end(self.day)
            parts.append((table.c.starts_at >= first) & (table.c.starts_at < end))
        if self.campaign is not None:
            chosen = select(campaigns.c.activity_id).where(campaigns.c.campaign == self.campaign)
            parts.append(table.c.activity_id.in_(chosen))
        return and_(true(), *parts)


ANY = Choice()
Which = Callable[[Table], ColumnElement[bool]]


class ActivitiesReader(Reader):
    """Reads the tables of activities."""

    projection = ActivitiesProjection()


class Activities(ActivitiesReader):
    """Activities of a unit and all units below it, by time."""

    def of(self, activity_id: UUID) -> ActivityRow | None:
        """Return one activity, be it a draft."""
        row = self._row(
            lambda t: select(t["activities"]).where(t["activities"].c.activity_id == activity_id)
        )
        return ActivityRow(*row) if row else None

    def several(self, ids: Iterable[UUID]) -> dict[UUID, ActivityRow]:
        """Return some activities by their IDs; read in pages, so any number may be named."""
        wanted = list(dict.fromkeys(ids))
        found: dict[UUID, ActivityRow] = {}
        for start in range(0, len(wanted), PAGE_MAX):
            some = wanted[start : start + PAGE_MAX]

            def statement(t: Tables, some: list[UUID] = some) -> Select[Any]:
                return select(t["activities"]).where(t["activities"].c.activity_id.in_(some))

            found |= {row[0]: ActivityRow(*row) for row in self._rows(statement)}
        return found

    def upcoming(
        self,
        scope: Scope | str,
        now: datetime,
        limit: int = 50,
        after_id: UUID | None = None,
        choice: Choice = ANY,
    ) -> list[ActivityRow]:
        """Return activities that begin after a moment, soonest first."""
        return self._page(scope, lambda a: a.c.starts_at > now, limit, after_id, choice)

    def of_day(
        self,
        scope: Scope | str,
        day: date,
        limit: int = 50,
        after_id: UUID | None = None,
        choice: Choice = ANY,
    ) -> list[ActivityRow]:
        """Return activities that take place, wholly or in part, on a local day, soonest first."""
        first, end = day_end(day - timedelta(days=1)), day_end(day)
        # An activity lasts a day at most, so the index need not be read further back.
        longest = timedelta(days=1)

        def which(a: Table) -> ColumnElement[bool]:
            begins = (a.c.starts_at >= first - longest) & (a.c.starts_at < end)
            return begins & (a.c.ends_at > first)

        return self._page(scope, which, limit, after_id, choice)

    def past(
        self,
        scope: Scope | str,
        now: datetime,
        limit: int = 50,
        after_id: UUID | None = None,
        choice: Choice = ANY,
    ) -> list[ActivityRow]:
        """Return activities that are over at a moment, latest first."""

        def which(a: Table) -> ColumnElement[bool]:
            return (a.c.starts_at <= now) & (a.c.ends_at <= now)

        return self._page(scope, which, limit, after_id, choice, descending=True)

    def of_series(self, series_id: UUID) -> list[ActivityRow]:
        """Return the shifts of a series in their order."""

        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            chosen = select(table).where(table.c.series_id == series_id)
            return chosen.order_by(table.c.starts_at, table.c.activity_id).limit(SHIFTS_MAX)

        return [ActivityRow(*row) for row in self._rows(statement)]

    def to_end(self, before: datetime, limit: int = 50) -> list[UUID]:
        """Return activities that nobody ended and whose planned end is before a moment."""

        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            chosen = select(table.c.activity_id).where(
                table.c.state == State.PUBLISHED.value, table.c.ends_at <= before
            )
            return chosen.order_by(table.c.ends_at, table.c.activity_id).limit(bounded(limit))

        return [row[0] for row in self._rows(statement)]

    def _page(
        self,
        scope: Scope | str,
        which: Which,
        limit: int,
        after_id: UUID | None,
        choice: Choice,
        *,
        descending: bool = False,
    ) -> list[ActivityRow]:
        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            order = [table.c.starts_at, table.c.activity_id]
            chosen = select(table).where(
                below(table.c.unit_code, scope), which(table), choice.holds(t)
            )
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id, descending=descending))
            ways = [it.desc() if descending else it.asc() for it in order]
            return chosen.order_by(*ways).limit(bounded(limit))

        return [ActivityRow(*row) for row in self._rows(statement)]


class PointRates(ActivitiesReader):
    """By which rates minutes give points."""

    def of(self, unit_code: str) -> RateRow | None:
        """Return the rate a unit has set itself."""
        row = self._row(
            lambda t: select(t["rates"]).where(t["rates"].c.unit_code == unit_code).limit(1)
        )
        return RateRow(*row) if row else None

    def in_force(self, unit_code: str) -> Rate:
        """Return the rate at which a unit publishes: its own, its city's or everybody's."""
        found = self.of(unit_code) or self.of(unit_code[:CITY_CODE_LENGTH])
        return Rate(found.rate_points, found.rate_minutes) if found else DEFAULT_RATE
