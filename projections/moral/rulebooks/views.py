"""What can be asked about rule books and templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, select

from ledger.moral.meetings import Meeting
from ledger.moral.versions import CLOSED, Stage, Version
from projections.moral.rulebooks.fold import TemplateBody, read_version
from projections.moral.rulebooks.projection import RulebooksProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded


@dataclass(frozen=True, slots=True)
class RulebookRow:
    """A version, and when it took which step."""

    unit_code: str
    number: int
    position: int
    rulebook_id: UUID
    stage: Stage
    version: Version
    in_force_from: date | None
    opinions: int | None
    drafted_at: datetime
    sent_at: datetime | None
    cleared_at: datetime | None
    passed_at: datetime | None
    filed_at: datetime | None
    enacted_at: datetime | None
    edited_by: UUID | None
    edited_at: datetime | None
    returned_text_id: UUID | None
    returned_at: datetime | None
    voted_down: Meeting | None
    """The last meeting that voted it down, while it has not been sent again."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """What a county offers its villages."""

    county_code: str
    number: int
    body: TemplateBody
    published_by: UUID
    published_at: datetime


class Rulebooks(Reader):
    """Versions of rule books."""

    projection = RulebooksProjection()

    def versions(self, unit_code: str, limit: int = PAGE_MAX) -> list[RulebookRow]:
        """Return the versions of a village, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            column = t["versions"].c
            chosen = select(t["versions"]).where(column.unit_code == unit_code)
            return chosen.order_by(column.number.desc()).limit(bounded(limit))

        return [_row(it) for it in self._rows(statement)]

    def version(self, unit_code: str, number: int) -> RulebookRow | None:
        """Return one version of a village."""
        return self._one(
            lambda t: [t["versions"].c.unit_code == unit_code, t["versions"].c.number == number]
        )

    def in_force_on(self, unit_code: str, day: date) -> RulebookRow | None:
        """Return the version in force on a day; none if there was none."""
        return self._one(
            lambda t: [
                t["versions"].c.unit_code == unit_code,
                t["versions"].c.stage == Stage.ENACTED.value,
                t["versions"].c.in_force_from <= day,
            ]
        )

    def draft(self, unit_code: str) -> RulebookRow | None:
        """Return the version that is under way."""
        closed = [it.value for it in CLOSED]
        return self._one(
            lambda t: [
                t["versions"].c.unit_code == unit_code,
                t["versions"].c.stage.not_in(closed),
            ]
        )

    def unit_of(self, rulebook_id: UUID) -> str | None:
        """Return whose rule book it is."""
        found = self._one(lambda t: [t["versions"].c.rulebook_id == rulebook_id])
        return None if found is None else found.unit_code

    def waiting(
        self, scope: Scope | str, stages: Iterable[Stage], limit: int = 50
    ) -> list[RulebookRow]:
        """Return versions of a unit and below that are at some step, in the order of villages."""
        names = [it.value for it in stages]

        def statement(t: Tables) -> Select[Any]:
            column = t["versions"].c
            chosen = select(t["versions"]).where(
                column.stage.in_(names), below(column.unit_code, scope)
            )
            return chosen.order_by(column.unit_code, column.number).limit(bounded(limit))

        return [_row(it) for it in self._rows(statement)]

    def count_waiting(self, scope: Scope | str, stages: Iterable[Stage]) -> int:
        """Count them; PAGE_MAX stands for more than that."""
        names = [it.value for it in stages]
        return self._count_of(
            lambda t: select(t["versions"].c.number).where(
                t["versions"].c.stage.in_(names), below(t["versions"].c.unit_code, scope)
            )
        )

    def _one(self, where: Any) -> RulebookRow | None:
        """Return the latest version that fits."""

        def statement(t: Tables) -> Select[Any]:
            conditions: list[ColumnElement[bool]] = where(t)
            chosen = select(t["versions"]).where(*conditions)
            return chosen.order_by(t["versions"].c.number.desc()).limit(1)

        found = self._row(statement)
        return None if found is None else _row(found)


class RuleTemplates(Reader):
    """Templates of counties."""

    projection = RulebooksProjection()

    def of(self, county_code: str) -> TemplateRow | None:
        """Return what a county offers; none if it offers what comes with the house."""
        found = self._row(
            lambda t: select(t["templates"]).where(t["templates"].c.county_code == county_code)
        )
        if found is None:
            return None
        row = dict(found._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
        body = msgspec.json.decode(row.pop("body"), type=TemplateBody)
        return TemplateRow(body=body, **row)


def _row(found: Any) -> RulebookRow:
    row = dict(found._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    row["version"] = read_version(row.pop("body"))
    row["stage"] = Stage(row["stage"])
    down = row["voted_down"]
    row["voted_down"] = None if down is None else msgspec.json.decode(down, type=Meeting)
    return RulebookRow(**row)
