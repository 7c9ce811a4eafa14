"""What can be asked about consents and guardians."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.consents.fold import LinkState
from projections.consents.projection import ConsentsProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """The last decision of a person about a purpose; ``operator_id`` typed it in for them."""

    person_id: UUID
    purpose: str
    given: bool
    notice_version: int
    decided_by: UUID
    operator_id: UUID | None
    method: str
    occurred_at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian of a minor, or somebody who asked to be."""

    person_id: UUID
    guardian_id: UUID
    state: str
    unit_code: str
    occurred_at: datetime
    position: int


class ConsentReader(Reader):
    """Reads the tables of consents."""

    projection = ConsentsProjection()


class ConsentViews(ConsentReader):
    """Consents as they stand, and how they came to."""

    def of(self, person_id: UUID) -> dict[str, ConsentRow]:
        """Return a person's last decisions by purpose."""
        rows = self._rows(
            lambda t: select(t["consents"]).where(t["consents"].c.person_id == person_id)
        )
        return {row.purpose: ConsentRow(*row) for row in rows}

    def given_among(self, purpose: str, ids: Iterable[UUID]) -> dict[UUID, ConsentRow]:
        """Return who of some people, PAGE_MAX at most, has agreed to a purpose and still does."""
        wanted = list(ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            now = t["consents"]
            of_them = now.c.person_id.in_(wanted)
            return select(now).where(now.c.purpose == purpose, of_them, now.c.given.is_(True))

        return {row.person_id: ConsentRow(*row) for row in self._rows(statement)}

    def history(
        self, person_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[ConsentRow]:
        """Return every decision of a person, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            past = t["history"]
            names = [past.c[it] for it in ConsentRow.__slots__]
            chosen = select(*names).where(past.c.person_id == person_id)
            if before_position is not None:
                chosen = chosen.where(past.c.position < before_position)
            return chosen.order_by(past.c.position.desc()).limit(bounded(limit))

        return [ConsentRow(*row) for row in self._rows(statement)]

    def changed_after(self, position: int, limit: int = PAGE_MAX) -> list[ConsentRow]:
        """Return decisions that stand and were taken after a position, in their order."""

        def statement(t: Tables) -> Select[Any]:
            now = t["consents"]
            chosen = select(now).where(now.c.position > position)
            return chosen.order_by(now.c.position).limit(bounded(limit))

        return [ConsentRow(*row) for row in self._rows(statement)]

    def given_before(
        self, purpose: str, notice_version: int, after: UUID | None = None, limit: int = PAGE_MAX
    ) -> list[ConsentRow]:
        """Return consents to a purpose that were given under an older notice, by person."""

        def statement(t: Tables) -> Select[Any]:
            now = t["consents"]
            chosen = select(now).where(
                now.c.purpose == purpose, now.c.notice_version < notice_version, now.c.given
            )
            if after is not None:
                chosen = chosen.where(now.c.person_id > after)
            return chosen.order_by(now.c.person_id).limit(bounded(limit))

        return [ConsentRow(*row) for row in self._rows(statement)]


class GuardianViews(ConsentReader):
    """Who is whose guardian, and who asked to be."""

    def of_minor(self, person_id: UUID) -> list[GuardianRow]:
        """Return the guardians of somebody, and requests."""
        return self._found(lambda t: t["guardians"].c.person_id == person_id)

    def of_guardian(self, guardian_id: UUID) -> list[GuardianRow]:
        """Return those somebody is guardian for, and those asked for."""
        return self._found(lambda t: t["guardians"].c.guardian_id == guardian_id)

    def requests(self, scope: Scope | str, limit: int = 50) -> list[GuardianRow]:
        """Return requests that wait at the desks of a unit and below, the oldest first."""
        return self._found(
            lambda t: (
                below(t["guardians"].c.unit_code, scope)
                & (t["guardians"].c.state == LinkState.REQUESTED)
            ),
            limit,
        )

    def _found(self, which: Any, limit: int = PAGE_MAX) -> list[GuardianRow]:
        def statement(t: Tables) -> Select[Any]:
            chosen = select(t["guardians"]).where(which(t))
            return chosen.order_by(t["guardians"].c.position).limit(bounded(limit))

        return [GuardianRow(*row) for row in self._rows(statement)]
