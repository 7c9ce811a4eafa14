"""What can be asked about paperwork."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, literal, select, true, tuple_

from ledger.volunteering.reminding import REMIND_ON_WORKDAYS
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.paperwork.fold import Paper
from projections.volunteering.paperwork.projection import PaperworkProjection


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An activity and whether it is recorded; ``ends_at`` is when it was over."""

    activity_id: UUID
    unit_code: str
    led_by: UUID | None
    title: str
    starts_at: datetime
    ends_at: datetime
    is_volunteer_service: bool
    state: str
    recorded_at: datetime | None
    reminded_on: int
    """The working day on which its leader was last reminded; 0 before."""
    is_late: bool

    @property
    def is_due(self) -> bool:
        """Whether it is to be recorded and is not yet."""
        return self.state == Paper.DUE and self.is_volunteer_service


@dataclass(frozen=True, slots=True)
class MadeUpRow:
    """Minutes that people entered and others confirmed, with what they were for.

    ``entered_by`` is None for a correction: the volunteer asked for it.
    """

    position: int
    unit_code: str
    activity_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    led_by: UUID | None
    person_id: UUID
    minutes: int
    reason: str
    is_late: bool
    entered_on: date
    entered_by: UUID | None
    confirmed_by: UUID | None


class Paperwork(Reader):
    """Activities of volunteer service that are over and not recorded."""

    projection = PaperworkProjection()

    def of(self, activity_id: UUID) -> PaperRow | None:
        """Return one activity."""

        def statement(t: Tables) -> Select[Any]:
            return select(t["activities"]).where(t["activities"].c.activity_id == activity_id)

        row = self._row(statement)
        return PaperRow(*row) if row else None

    def open_of_leader(self, person_id: UUID, now: datetime, limit: int = 50) -> list[PaperRow]:
        """Return what somebody led and has not recorded yet, what ended first at the front."""
        return self._open(lambda a: [a.c.led_by == person_id, a.c.ends_at <= now], limit)

    def ended_between(
        self, first: datetime, last: datetime, after_id: UUID | None = None
    ) -> list[PaperRow]:
        """Return what ended from one moment until another and may yet be reminded of.

        It is not recorded, and its leader has not had the last reminder.
        """

        def where(a: Table) -> list[ColumnElement[bool]]:
            return [a.c.ends_at.between(first, last), a.c.reminded_on < REMIND_ON_WORKDAYS[-1]]

        return self._open(where, PAGE_MAX, after_id)

    def _open(
        self,
        where: Callable[[Table], list[ColumnElement[bool]]],
        limit: int,
        after_id: UUID | None = None,
    ) -> list[PaperRow]:
        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            order = [table.c.ends_at, table.c.activity_id]
            wanted = [*_due(table), *where(table)]
            if after_id is not None:
                wanted.append(after_row(table, order, after_id))
            return select(table).where(*wanted).order_by(*order).limit(bounded(limit))

        return [PaperRow(*row) for row in self._rows(statement)]

    def unrecorded(
        self,
        scope: Scope | str,
        *,
        since: datetime | None,
        until: datetime,
        limit: int = 50,
        after: tuple[datetime, UUID] | None = None,
    ) -> list[PaperRow]:
        """Return those that were over between two moments, the earliest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            order = (table.c.ends_at, table.c.activity_id)
            chosen = select(table).where(*_unrecorded(table, scope, since, until))
            if after is not None:
                last = [literal(it, column.type) for it, column in zip(after, order, strict=True)]
                chosen = chosen.where(tuple_(*order) > tuple_(*last))
            return chosen.order_by(*order).limit(bounded(limit))

        return [PaperRow(*row) for row in self._rows(statement)]

    def count_unrecorded(
        self, scope: Scope | str, *, since: datetime | None, until: datetime
    ) -> int:
        """Count them."""

        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            chosen = _unrecorded(table, scope, since, until)
            return select(func.count()).select_from(table).where(*chosen)

        return int(self._row(statement)[0])

    def by_unit(
        self, scope: Scope | str, *, since: datetime | None, until: datetime, limit: int = 50
    ) -> list[tuple[str, int]]:
        """Return how many there are in which unit, the unit with most of them first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            many: Any = func.count().label("many")
            chosen = select(table.c.unit_code, many).group_by(table.c.unit_code)
            chosen = chosen.where(*_unrecorded(table, scope, since, until))
            return chosen.order_by(many.desc(), table.c.unit_code).limit(bounded(limit))

        return [(row.unit_code, int(row.many)) for row in self._rows(statement)]


class MadeUpMinutes(Reader):
    """Minutes that people entered: everybody may know how many, for what, and by which roles."""

    projection = PaperworkProjection()

    def page(
        self, scope: Scope | str, limit: int = 50, before: int | None = None
    ) -> list[MadeUpRow]:
        """Return those of a unit and below that count, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            made_up, activities = t["made_up"], t["activities"]
            position = made_up.c.position
            columns = (
                *(position, made_up.c.unit_code, activities.c.activity_id, activities.c.title),
                *(activities.c.starts_at, activities.c.ends_at, activities.c.led_by),
                *(made_up.c.person_id, made_up.c.minutes, made_up.c.reason, made_up.c.is_late),
                *(made_up.c.entered_on, made_up.c.entered_by, made_up.c.confirmed_by),
            )
            chosen = select(*columns).join(
                activities, activities.c.activity_id == made_up.c.activity_id
            )
            earlier = true() if before is None else position < before
            chosen = chosen.where(below(made_up.c.unit_code, scope), position > 0, earlier)
            return chosen.order_by(position.desc()).limit(bounded(limit))

        return [MadeUpRow(*row) for row in self._rows(statement)]


def _due(table: Table) -> list[ColumnElement[bool]]:
    return [table.c.state == Paper.DUE.value, table.c.is_volunteer_service]


def _unrecorded(
    table: Table, scope: Scope | str, since: datetime | None, until: datetime
) -> list[ColumnElement[bool]]:
    chosen = [
        *_due(table),
        below(table.c.unit_code, scope),
        table.c.ends_at < until,
    ]
    return chosen if since is None else [*chosen, table.c.ends_at >= since]
