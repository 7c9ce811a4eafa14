"""What can be asked about requests to join, service files and stars."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.files.fold import GRANTED, HONOUR, TRAINING, WAITING
from projections.volunteering.files.projection import FilesProjection


@dataclass(frozen=True, slots=True)
class RequestRow:
    """Somebody who asked a team to be taken in, and what was answered."""

    request_id: UUID
    person_id: UUID
    team_id: UUID
    unit_code: str
    state: str
    reason: str
    asked_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A training or an honour; its title is a text kept with the people."""

    record_id: UUID
    person_id: UUID
    kind: str
    text_id: UUID
    minutes: int
    level: str
    unit_code: str
    on_day: date
    recorded_by: UUID | None
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class StarRow:
    """An application for a star, and what was answered."""

    application_id: UUID
    person_id: UUID
    unit_code: str
    level: int
    minutes: int
    state: str
    reason: str
    applied_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Declared:
    """What a volunteer says of themself, by codes of the closed lists."""

    skills: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class FilesReader(Reader):
    """Reads the tables of service files."""

    projection = FilesProjection()

    def _count(self, table: str, scope: Scope | str) -> int:
        row = self._row(
            lambda t: (
                select(func.count())
                .select_from(t[table])
                .where(t[table].c.state == WAITING, below(t[table].c.unit_code, scope))
            )
        )
        return int(row[0])


class Memberships(FilesReader):
    """Requests to be taken into teams."""

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[RequestRow]:
        """Return requests to teams of a unit and below that wait, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            r = t["requests"]
            order = [r.c.asked_at, r.c.request_id]
            chosen = select(r).where(r.c.state == WAITING, below(r.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(r, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [RequestRow(*row) for row in self._rows(statement)]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count requests that wait."""
        return self._count("requests", scope)

    def of_person(self, person_id: UUID, limit: int = 50) -> list[RequestRow]:
        """Return what somebody asked for, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            r = t["requests"]
            chosen = select(r).where(r.c.person_id == person_id)
            return chosen.order_by(r.c.asked_at.desc(), r.c.request_id.desc()).limit(bounded(limit))

        return [RequestRow(*row) for row in self._rows(statement)]


class ServiceFiles(FilesReader):
    """Skills, trainings and honours."""

    def declared(self, person_id: UUID) -> Declared:
        """Return what somebody says they can and like to do."""
        row = self._row(lambda t: select(t["skills"]).where(t["skills"].c.person_id == person_id))
        return Declared(row.skills, row.categories) if row else Declared()

    def trainings(
        self, person_id: UUID, limit: int = PAGE_MAX, after_id: UUID | None = None
    ) -> list[RecordRow]:
        """Return somebody's trainings, withdrawn ones included, the latest first."""
        return self._records(person_id, TRAINING, limit, after_id)

    def honours(
        self, person_id: UUID, limit: int = PAGE_MAX, after_id: UUID | None = None
    ) -> list[RecordRow]:
        """Return somebody's honours, withdrawn ones included, the latest first."""
        return self._records(person_id, HONOUR, limit, after_id)

    def _records(
        self, person_id: UUID, kind: str, limit: int, after_id: UUID | None
    ) -> list[RecordRow]:
        def statement(t: Tables) -> Select[Any]:
            r = t["records"]
            order = [r.c.on_day, r.c.record_id]
            chosen = select(r).where(r.c.person_id == person_id, r.c.kind == kind)
            if after_id is not None:
                chosen = chosen.where(after_row(r, order, after_id, descending=True))
            return chosen.order_by(*(it.desc() for it in order)).limit(bounded(limit))

        return [RecordRow(*row) for row in self._rows(statement)]


class StarViews(FilesReader):
    """Stars and applications for them."""

    def of(self, application_id: UUID) -> StarRow | None:
        """Return one application."""
        found = self._stars(lambda s: s.c.application_id == application_id, 1)
        return found[0] if found else None

    def of_person(self, person_id: UUID, limit: int = 50) -> list[StarRow]:
        """Return somebody's applications, the latest first."""
        return self._stars(lambda s: s.c.person_id == person_id, limit, descending=True)

    def level_of(self, person_id: UUID) -> int:
        """Return the highest star somebody was granted; 0 if none."""
        row = self._row(
            lambda t: select(func.max(t["stars"].c.level)).where(
                t["stars"].c.person_id == person_id, t["stars"].c.state == GRANTED
            )
        )
        return int(row[0] or 0)

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[StarRow]:
        """Return applications of a unit and below that wait, the oldest first."""
        return self._stars(
            lambda s: (s.c.state == WAITING) & below(s.c.unit_code, scope), limit, after_id
        )

    def count_waiting(self, scope: Scope | str) -> int:
        """Count applications that wait."""
        return self._count("stars", scope)

    def _stars(
        self,
        which: Callable[[Table], ColumnElement[bool]],
        limit: int,
        after_id: UUID | None = None,
        *,
        descending: bool = False,
    ) -> list[StarRow]:
        def statement(t: Tables) -> Select[Any]:
            s = t["stars"]
            order = [s.c.applied_at, s.c.application_id]
            chosen = select(s).where(which(s))
            if after_id is not None:
                chosen = chosen.where(after_row(s, order, after_id, descending=descending))
            ways = [it.desc() if descending else it.asc() for it in order]
            return chosen.order_by(*ways).limit(bounded(limit))

        return [StarRow(*row) for row in self._rows(statement)]
