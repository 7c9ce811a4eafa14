"""What can be asked about appeals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, select

from ledger.moral.appeal import AppealState
from projections.moral.appeals.projection import AppealsProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal and where it stands."""

    claim_id: UUID
    position: int
    household_id: UUID
    unit_code: str
    entry_id: UUID
    item_code: str
    points: int
    state: str
    is_waiting: bool
    reason: str
    method: str
    filed_by: UUID
    entered_by: UUID | None
    text_id: UUID | None
    photo_ids: tuple[str, ...]
    filed_at: datetime
    answer_due_on: date | None
    answered_at: datetime | None
    answer_text_id: UUID | None
    may_escalate_until: date | None
    escalated_at: datetime | None
    escalation_text_id: UUID | None
    township_answered_at: datetime | None
    township_text_id: UUID | None
    withdrawn_at: datetime | None


class Appeals(Reader):
    """Appeals against deductions."""

    projection = AppealsProjection()

    def of(self, claim_id: UUID) -> AppealRow | None:
        """Return the appeal against one act."""
        found = self.by_claims([claim_id])
        return found.get(claim_id)

    def by_claims(self, ids: Iterable[UUID]) -> dict[UUID, AppealRow]:
        """Return the appeals against some acts, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        rows = self._rows(lambda t: select(t["appeals"]).where(t["appeals"].c.claim_id.in_(wanted)))
        return {row.claim_id: AppealRow(*row) for row in rows}

    def of_household(
        self, household_ids: Iterable[UUID], limit: int = 50, before: int | None = None
    ) -> list[AppealRow]:
        """Return those of some households, the latest first."""
        wanted = list(household_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            of = t["appeals"].c
            chosen = select(t["appeals"]).where(of.household_id.in_(wanted))
            if before is not None:
                chosen = chosen.where(of.position < before)
            return chosen.order_by(of.position.desc()).limit(bounded(limit))

        return [AppealRow(*it) for it in self._rows(statement)]

    def waiting(
        self, scope: Scope | str, level: AppealState, limit: int = 50, after: int | None = None
    ) -> list[AppealRow]:
        """Return what waits for the committee, or for the township, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["appeals"].c
            chosen = select(t["appeals"]).where(*_waits(t["appeals"], scope, level))
            if after is not None:
                chosen = chosen.where(of.position > after)
            return chosen.order_by(of.position).limit(bounded(limit))

        return [AppealRow(*it) for it in self._rows(statement)]

    def count_waiting(self, scope: Scope | str, level: AppealState) -> int:
        """Count them; PAGE_MAX stands for more than that."""
        return self._count_of(
            lambda t: select(t["appeals"].c.claim_id).where(*_waits(t["appeals"], scope, level))
        )

    def disputed(self, unit_code: str) -> list[AppealRow]:
        """Return what a village appealed against and nobody answered yet, PAGE_MAX at most."""

        def statement(t: Tables) -> Select[Any]:
            of = t["appeals"].c
            chosen = select(t["appeals"]).where(of.is_waiting, of.unit_code == unit_code)
            return chosen.limit(PAGE_MAX)

        return [AppealRow(*it) for it in self._rows(statement)]

    def outcomes(self, unit_code: str, begins: datetime, ends: datetime) -> dict[str, int]:
        """Count what was appealed against between two moments by where it stands."""

        def statement(t: Tables) -> Select[Any]:
            c = t["appeals"].c
            counted: tuple[Any, ...] = (c.state, func.count())
            chosen = select(*counted).where(c.unit_code == unit_code)
            chosen = chosen.where(c.filed_at >= begins, c.filed_at < ends)
            return chosen.group_by(c.state).order_by(c.state).limit(PAGE_MAX)

        return {row[0]: int(row[1]) for row in self._rows(statement)}

    def overdue(self, scope: Scope | str, today: date, limit: int = 50) -> list[AppealRow]:
        """Return what should have been answered by yesterday, on either level."""

        def statement(t: Tables) -> Select[Any]:
            of = t["appeals"].c
            late = of.is_waiting, below(of.unit_code, scope), of.answer_due_on < today
            chosen = select(t["appeals"]).where(*late)
            return chosen.order_by(of.answer_due_on, of.position).limit(bounded(limit))

        return [AppealRow(*it) for it in self._rows(statement)]


def _waits(table: Table, scope: Scope | str, level: AppealState) -> list[ColumnElement[bool]]:
    return [table.c.state == level.value, below(table.c.unit_code, scope)]
