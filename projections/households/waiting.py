"""What waits for somebody: merges and splits for a second person, requests for an answer."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.households.states import DecisionState, RequestState
from projections.households.views import ChangeRow, HouseholdReader, RequestRow
from projections.projection import Tables
from projections.reader import Scope, below, bounded


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
