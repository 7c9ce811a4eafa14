"""What can be asked about public notices, their lines and objections."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, case, func, or_, select, tuple_

from ledger.moral.claim_kinds import ClaimState
from ledger.moral.notice_kinds import NOTICE_LINES_MAX
from projections.moral.notices.projection import NoticesProjection
from projections.moral.notices.rows import DueRow, EntryRow, NoticeRow, NoticeSum, TypeCount
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded

ON_NOTICE = (ClaimState.PUBLICISED.value, ClaimState.OBJECTED.value)
COUNTED = (*ON_NOTICE, ClaimState.POSTED.value)
Where = Callable[[Table], list[ColumnElement[bool]]]


class Notices(Reader):
    """Public notices and what stands on them."""

    projection = NoticesProjection()

    def of(self, notice_id: UUID) -> NoticeRow | None:
        """Return one notice."""
        row = self._row(lambda t: select(t["notices"]).where(t["notices"].c.notice_id == notice_id))
        return NoticeRow(*row) if row else None

    def page(
        self, scope: Scope | str, limit: int = 50, before_position: int | None = None
    ) -> list[NoticeRow]:
        """Return the notices of a unit and below, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            column = t["notices"].c
            chosen = select(t["notices"]).where(below(column.unit_code, scope))
            if before_position is not None:
                chosen = chosen.where(column.position < before_position)
            return chosen.order_by(column.position.desc()).limit(bounded(limit))

        return [NoticeRow(*it) for it in self._rows(statement)]

    def running(self, unit_code: str, limit: int = 50) -> list[NoticeRow]:
        """Return the notices of a village on which something waits yet, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            entry, notice = t["entries"].c, t["notices"].c
            waiting = select(entry.notice_id).where(
                entry.unit_code == unit_code, entry.state.in_(ON_NOTICE)
            )
            chosen = select(t["notices"]).where(notice.notice_id.in_(waiting))
            return chosen.order_by(notice.position.desc()).limit(bounded(limit))

        return [NoticeRow(*it) for it in self._rows(statement)]

    def next_number(self, unit_code: str, year: int) -> int:
        """Return the number that seems to be next."""

        def statement(t: Tables) -> Select[Any]:
            column = t["notices"].c
            mine = column.unit_code == unit_code, column.year == year
            return select(func.coalesce(func.max(column.number), 0) + 1).where(*mine)

        return int(self._row(statement)[0])

    def lines(self, notice_id: UUID) -> list[EntryRow]:
        """Return what stands on a notice, in its order; never more than a notice holds."""

        def statement(t: Tables) -> Select[Any]:
            column = t["entries"].c
            mine = column.notice_id == notice_id
            chosen = select(t["entries"]).where(mine).order_by(column.line)
            return chosen.limit(bounded(NOTICE_LINES_MAX))

        return [EntryRow(*it) for it in self._rows(statement)]

    def sums(self, notice_ids: Iterable[UUID]) -> dict[UUID, NoticeSum]:
        """Return how the lines of some notices stand, PAGE_MAX notices at most, in one question."""
        wanted = list(notice_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            of = t["entries"].c
            is_open = of.state.in_(ON_NOTICE)
            is_sealed = (of.state == ClaimState.PUBLICISED.value) & of.closes_at.is_(None)
            columns: list[Any] = [
                of.notice_id,
                func.count(of.household_id.distinct()),
                func.count(case((of.state == ClaimState.OBJECTED.value, 1))),
                func.count(case((is_open, 1))),
                func.count(case((is_sealed, 1))),
                func.max(case((is_open, of.closes_at))),
            ]
            chosen = select(*columns)
            return chosen.where(of.notice_id.in_(wanted)).group_by(of.notice_id)

        found = {row[0]: NoticeSum(*row) for row in self._rows(statement)}
        # What was objected to may stand on a later notice, and leave none on this one.
        return {it: found.get(it, NoticeSum(it, 0, 0, 0, 0, None)) for it in wanted}

    def entry(self, claim_id: UUID) -> EntryRow | None:
        """Return one act."""
        return self.by_claims([claim_id]).get(claim_id)

    def by_claims(self, ids: Iterable[UUID]) -> dict[UUID, EntryRow]:
        """Return some acts, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        rows = self._rows(lambda t: select(t["entries"]).where(t["entries"].c.claim_id.in_(wanted)))
        return {row.claim_id: EntryRow(*row) for row in rows}

    def ready(self, unit_code: str, limit: int = 50, after: int | None = None) -> list[EntryRow]:
        """Return what the panel of a village has passed and no notice shows yet."""
        state = ClaimState.REVIEWED.value
        return self._entries(
            lambda it: [it.c.unit_code == unit_code, it.c.state == state], limit, after
        )

    def deductions_on(
        self, unit_code: str, limit: int = 50, *, delivered: bool = False
    ) -> list[EntryRow]:
        """Return deductions on notice, by whether their household has its own."""
        state = ClaimState.PUBLICISED.value

        def where(it: Table) -> list[ColumnElement[bool]]:
            ends = it.c.closes_at.is_not(None) if delivered else it.c.closes_at.is_(None)
            return [it.c.unit_code == unit_code, it.c.state == state, it.c.is_deduction, ends]

        return self._entries(where, limit)

    def deductions_of(self, household_ids: Iterable[UUID], limit: int = 50) -> list[EntryRow]:
        """Return the deductions of some households that came to a notice, the latest first."""
        wanted = list(household_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            column = t["entries"].c
            mine = [column.household_id.in_(wanted), column.is_deduction, column.round > 0]
            chosen = select(t["entries"]).where(*mine)
            return chosen.order_by(column.position.desc()).limit(bounded(limit))

        return [EntryRow(*it) for it in self._rows(statement)]

    def deduction_counts(self, unit_code: str, first: datetime, until: datetime) -> list[TypeCount]:
        """Count the households of a village by the item of deductions shown in a while."""

        def statement(t: Tables) -> Select[Any]:
            column = t["entries"].c
            shown = (
                column.unit_code == unit_code,
                column.state.in_(COUNTED),
                column.is_deduction,
                column.published_at >= first,
                column.published_at < until,
            )
            many = func.count(column.household_id.distinct())
            latest = func.max(column.version)
            return (
                select(column.item_code, latest, many)
                .where(*shown)
                .group_by(column.item_code)
                .order_by(column.item_code)
            )

        return [TypeCount(*it) for it in self._rows(statement)]

    def due(
        self,
        now: datetime,
        limit: int,
        after: tuple[datetime, UUID] | None = None,
        without_gains_of: Collection[str] = (),
    ) -> list[DueRow]:
        """Return acts whose notice has ended, the earliest first; of some villages no gains."""

        def statement(t: Tables) -> Select[Any]:
            column = t["entries"].c
            place = column.due_at, column.claim_id
            chosen = select(*_due_columns(t["entries"])).where(column.due_at <= now)
            if without_gains_of:
                elsewhere = column.unit_code.not_in(without_gains_of)
                chosen = chosen.where(or_(column.is_deduction, elsewhere))
            if after is not None:
                chosen = chosen.where(tuple_(*place) > tuple_(*after))
            return chosen.order_by(*place).limit(bounded(limit))

        return [DueRow(*it) for it in self._rows(statement)]

    def due_among(self, ids: Iterable[UUID], now: datetime) -> list[DueRow]:
        """Return which of some acts, PAGE_MAX at most, wait to be posted, the earliest first."""
        wanted = list(ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            column = t["entries"].c
            chosen = select(*_due_columns(t["entries"])).where(column.claim_id.in_(wanted))
            return chosen.where(column.due_at <= now).order_by(column.due_at, column.claim_id)

        return [DueRow(*it) for it in self._rows(statement)]

    def gains_due(
        self, unit_code: str, now: datetime, limit: int = 50, after: int | None = None
    ) -> list[EntryRow]:
        """Return gains of a village whose notice has ended and that are not posted yet."""
        return self._entries(lambda it: _gains_due(it, unit_code, now), limit, after)

    def count_gains_due(self, unit_code: str, now: datetime) -> int:
        """Count them; PAGE_MAX stands for more than that."""
        return self._count_of(
            lambda t: select(t["entries"].c.claim_id).where(
                *_gains_due(t["entries"], unit_code, now)
            )
        )

    def count_due(self, unit_code: str, until: datetime, limit: int) -> int:
        """Count the acts of a village whose notice ended by a moment, and that wait yet."""

        def statement(t: Tables) -> Select[Any]:
            column = t["entries"].c
            mine = (
                column.unit_code == unit_code,
                column.state == ClaimState.PUBLICISED.value,
                column.due_at <= until,
            )
            counted = select(column.claim_id).where(*mine).limit(bounded(limit)).subquery()
            return select(func.count()).select_from(counted)

        return int(self._row(statement)[0])

    def _entries(self, where: Where, limit: int, after: int | None = None) -> list[EntryRow]:
        """Return acts in the order in which they came so far."""

        def statement(t: Tables) -> Select[Any]:
            table = t["entries"]
            chosen = select(table).where(*where(table))
            if after is not None:
                chosen = chosen.where(table.c.position > after)
            return chosen.order_by(table.c.position).limit(bounded(limit))

        return [EntryRow(*it) for it in self._rows(statement)]


def _due_columns(table: Table) -> list[Any]:
    c = table.c
    return [c.due_at, c.claim_id, c.round, c.unit_code, c.is_deduction, c.points]


def _gains_due(table: Table, unit_code: str, now: datetime) -> list[ColumnElement[bool]]:
    c = table.c
    waits = c.state == ClaimState.PUBLICISED.value, c.due_at <= now
    return [c.unit_code == unit_code, *waits, ~c.is_deduction]
