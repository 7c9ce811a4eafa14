"""What waits for somebody: merges and splits for a second person, requests for an answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.households.states import DecisionState, RequestState
from projections.households.views import HouseholdReader
from projections.projection import Tables
from projections.reader import PAGE_MAX, Scope, below, bounded


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A merge or a split, and what came of it; a merge's ``other_id`` takes the household in."""

    household_id: UUID
    number: int
    position: int
    unit_code: str
    kind: str
    state: str
    other_id: UUID
    other_number: str
    group: str
    members: tuple[str, ...]
    relations: tuple[str, ...]
    stays: int
    leaves: int
    reason: str
    heads: tuple[str, ...]
    text_id: UUID | None
    photo_id: UUID | None
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    answer_text_id: UUID | None
    decided_at: datetime | None
    points: int | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What a member asked for, and how it was answered."""

    person_id: UUID
    number: int
    position: int
    household_id: UUID
    unit_code: str
    kind: str
    state: str
    text_id: UUID | None
    made_at: datetime
    answered_by: UUID | None
    answer_text_id: UUID | None
    answered_at: datetime | None


class HouseholdChanges(HouseholdReader):
    """Merges and splits."""

    def get(self, household_id: UUID, number: int) -> ChangeRow | None:
        """Return one."""

        def statement(t: Tables) -> Select[Any]:
            of = t["changes"].c
            return select(t["changes"]).where(of.household_id == household_id, of.number == number)

        row = self._row(statement)
        return ChangeRow(*row) if row else None

    def of(self, household_id: UUID, limit: int = 20) -> list[ChangeRow]:
        """Return those that were proposed for a household, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["changes"].c
            chosen = select(t["changes"]).where(of.household_id == household_id)
            return chosen.order_by(of.number.desc()).limit(bounded(limit))

        return [ChangeRow(*row) for row in self._rows(statement)]

    def resting_on(self, photo_id: UUID) -> list[ChangeRow]:
        """Return those that a picture proves, PAGE_MAX at most."""

        def statement(t: Tables) -> Select[Any]:
            return select(t["changes"]).where(t["changes"].c.photo_id == photo_id).limit(PAGE_MAX)

        return [ChangeRow(*row) for row in self._rows(statement)]

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_position: int | None = None
    ) -> list[ChangeRow]:
        """Return what waits for a second person, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["changes"].c
            chosen = select(t["changes"]).where(
                of.state == DecisionState.OPEN.value, below(of.unit_code, scope)
            )
            if after_position is not None:
                chosen = chosen.where(of.position > after_position)
            return chosen.order_by(of.position).limit(bounded(limit))

        return [ChangeRow(*row) for row in self._rows(statement)]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count what waits; PAGE_MAX stands for more."""

        def statement(t: Tables) -> Select[Any]:
            of = t["changes"].c
            wanted = of.state == DecisionState.OPEN.value, below(of.unit_code, scope)
            return select(of.position).where(*wanted)

        return self._count_of(statement)


class HouseholdRequestViews(HouseholdReader):
    """What members asked the clerk for."""

    def of_person(self, person_id: UUID, limit: int = 20) -> list[RequestRow]:
        """Return what somebody asked for, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["requests"].c
            chosen = select(t["requests"]).where(of.person_id == person_id)
            return chosen.order_by(of.number.desc()).limit(bounded(limit))

        return [RequestRow(*row) for row in self._rows(statement)]

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_position: int | None = None
    ) -> list[RequestRow]:
        """Return what waits for an answer, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["requests"].c
            chosen = select(t["requests"]).where(
                of.state == RequestState.OPEN.value, below(of.unit_code, scope)
            )
            if after_position is not None:
                chosen = chosen.where(of.position > after_position)
            return chosen.order_by(of.position).limit(bounded(limit))

        return [RequestRow(*row) for row in self._rows(statement)]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count what waits; PAGE_MAX stands for more."""

        def statement(t: Tables) -> Select[Any]:
            of = t["requests"].c
            wanted = of.state == RequestState.OPEN.value, below(of.unit_code, scope)
            return select(of.position).where(*wanted)

        return self._count_of(statement)
