"""What can be asked about corrections, complaints and evaluations."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select

from ledger.volunteering.complaint import ComplaintState
from ledger.volunteering.evaluation import Direction
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded
from projections.volunteering.corrections.fold import RequestState
from projections.volunteering.corrections.projection import CorrectionsProjection

Where = Callable[[Table], list[ColumnElement[bool]]]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A request to correct an attendance, and what came of it."""

    attendance_id: UUID
    number: int
    position: int
    activity_id: UUID
    person_id: UUID
    unit_code: str
    state: str
    wants_from: datetime | None
    wants_to: datetime | None
    wants_minutes: int | None
    reason: str
    text_id: UUID | None
    answer_due_on: date | None
    requested_at: datetime
    decided_by: UUID | None
    answer_text_id: UUID | None
    decided_at: datetime | None
    previous_minutes: int | None
    minutes: int | None
    held_minutes: int | None
    counted_from: datetime | None
    counted_to: datetime | None


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint about an activity, and how its unit answered."""

    complaint_id: UUID
    position: int
    activity_id: UUID
    person_id: UUID
    unit_code: str
    state: str
    kind: str
    text_id: UUID
    answer_due_on: date | None
    made_at: datetime
    answered_by: UUID | None
    answer_text_id: UUID | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One to five, of an activity by a volunteer or of a volunteer by the leader."""

    activity_id: UUID
    person_id: UUID
    direction: str
    position: int
    unit_code: str
    stars: int
    given_by: UUID
    given_at: datetime
    changed_at: datetime | None


class CorrectionsReader(Reader):
    """Reads the tables of corrections."""

    projection = CorrectionsProjection()

    def _latest(self, table: str, where: Where, limit: int, before: int | None) -> Any:
        """Return rows before a position, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            chosen = select(t[table]).where(*where(t[table]))
            if before is not None:
                chosen = chosen.where(t[table].c.position < before)
            return chosen.order_by(t[table].c.position.desc()).limit(bounded(limit))

        return self._rows(statement)

    def _waiting(
        self, table: str, state: str, scope: Scope | str, limit: int, after: int | None
    ) -> Any:
        """Return rows of a unit and below in a state, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            column = t[table].c
            chosen = select(t[table]).where(column.state == state, below(column.unit_code, scope))
            if after is not None:
                chosen = chosen.where(column.position > after)
            return chosen.order_by(column.position).limit(bounded(limit))

        return self._rows(statement)

    def _count_waiting(self, table: str, state: str, scope: Scope | str) -> int:
        def statement(t: Tables) -> Select[Any]:
            column = t[table].c
            wanted = column.state == state, below(column.unit_code, scope)
            return select(column.position).where(*wanted)

        return self._count_of(statement)


class Corrections(CorrectionsReader):
    """Requests to correct an attendance."""

    def of(self, attendance_id: UUID, limit: int = 50) -> list[CorrectionRow]:
        """Return those of one attendance, the latest first."""
        where: Where = lambda r: [r.c.attendance_id == attendance_id]  # noqa: E731
        return [CorrectionRow(*it) for it in self._latest("requests", where, limit, None)]

    def of_person(
        self, person_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[CorrectionRow]:
        """Return those of a volunteer, the latest first."""
        where: Where = lambda r: [r.c.person_id == person_id]  # noqa: E731
        return [
            CorrectionRow(*it) for it in self._latest("requests", where, limit, before_position)
        ]

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_position: int | None = None
    ) -> list[CorrectionRow]:
        """Return those of a unit and below that wait for an answer, the oldest first."""
        found = self._waiting("requests", RequestState.OPEN, scope, limit, after_position)
        return [CorrectionRow(*it) for it in found]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count requests that wait; PAGE_MAX stands for more than that."""
        return self._count_waiting("requests", RequestState.OPEN, scope)


class Complaints(CorrectionsReader):
    """Complaints about activities."""

    def of(self, complaint_id: UUID) -> ComplaintRow | None:
        """Return one."""
        row = self._row(
            lambda t: select(t["complaints"]).where(t["complaints"].c.complaint_id == complaint_id)
        )
        return ComplaintRow(*row) if row else None

    def of_person(
        self, person_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[ComplaintRow]:
        """Return those of one person, the latest first."""
        where: Where = lambda c: [c.c.person_id == person_id]  # noqa: E731
        return [
            ComplaintRow(*it) for it in self._latest("complaints", where, limit, before_position)
        ]

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_position: int | None = None
    ) -> list[ComplaintRow]:
        """Return those of a unit and below that wait for an answer, the oldest first."""
        found = self._waiting("complaints", ComplaintState.OPEN, scope, limit, after_position)
        return [ComplaintRow(*it) for it in found]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count complaints that wait; PAGE_MAX stands for more than that."""
        return self._count_waiting("complaints", ComplaintState.OPEN, scope)


class Evaluations(CorrectionsReader):
    """One to five, both ways."""

    def of(self, activity_id: UUID, person_id: UUID, direction: Direction) -> EvaluationRow | None:
        """Return one."""

        def statement(t: Tables) -> Select[Any]:
            column = t["evaluations"].c
            same = column.activity_id == activity_id, column.person_id == person_id
            return select(t["evaluations"]).where(*same, column.direction == direction.value)

        row = self._row(statement)
        return EvaluationRow(*row) if row else None

    def of_volunteer(
        self, person_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[EvaluationRow]:
        """Return how leaders evaluated a volunteer, the latest first (Order 67 art. 10)."""

        def where(e: Table) -> list[ColumnElement[bool]]:
            return [e.c.person_id == person_id, e.c.direction == Direction.VOLUNTEER]

        return [
            EvaluationRow(*it) for it in self._latest("evaluations", where, limit, before_position)
        ]

    def at(
        self, activity_id: UUID, direction: Direction, people: Iterable[UUID]
    ) -> dict[UUID, EvaluationRow]:
        """Return those of an activity in one direction, of some people."""
        wanted = list(people)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            column = t["evaluations"].c
            same = column.activity_id == activity_id, column.direction == direction.value
            return select(t["evaluations"]).where(*same, column.person_id.in_(wanted))

        return {it.person_id: it for it in (EvaluationRow(*row) for row in self._rows(statement))}

    def rating(self, activity_id: UUID) -> tuple[int, int]:
        """Return how many volunteers evaluated an activity, and the sum of their stars."""
        row = self._row(
            lambda t: select(t["ratings"].c.n, t["ratings"].c.stars).where(
                t["ratings"].c.activity_id == activity_id
            )
        )
        return (row[0], row[1]) if row else (0, 0)
