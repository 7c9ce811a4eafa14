"""What can be asked about scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from projections.moral.scores.projection import ScoresProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, bounded


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The score of a household's year; ``is_merged`` if another household's year goes on for it."""

    score_year_id: UUID
    household_id: UUID
    unit_code: str
    year: int
    base: int
    score: int
    is_merged: bool


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """One act that counted."""

    entry_id: UUID
    household_id: UUID
    unit_code: str
    claim_id: UUID | None
    item_code: str
    points: int
    is_deduction: bool
    occurred_on: date
    period: str
    is_reversed: bool
    posted_at: datetime


class Scores(Reader):
    """Scores of households."""

    projection = ScoresProjection()

    def of(self, household_id: UUID, year: int) -> ScoreRow | None:
        """Return a household's year; None if nothing counted yet, so that it is at its base."""

        def statement(t: Tables) -> Select[Any]:
            c = t["years"].c
            return select(t["years"]).where(c.household_id == household_id, c.year == year)

        row = self._row(statement)
        return ScoreRow(*row) if row else None

    def entry(self, entry_id: UUID) -> ScoreEntry | None:
        """Return one entry."""
        row = self._row(lambda t: select(t["entries"]).where(t["entries"].c.entry_id == entry_id))
        return ScoreEntry(*row) if row else None

    def several(self, ids: Iterable[UUID]) -> dict[UUID, ScoreEntry]:
        """Return entries by their IDs, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        rows = self._rows(lambda t: select(t["entries"]).where(t["entries"].c.entry_id.in_(wanted)))
        return {row.entry_id: ScoreEntry(*row) for row in rows}

    def entries(self, household_id: UUID, limit: int = 50) -> list[ScoreEntry]:
        """Return what counted for a household, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["entries"].c
            chosen = select(t["entries"]).where(c.household_id == household_id)
            return chosen.order_by(c.posted_at.desc(), c.entry_id).limit(bounded(limit))

        return [ScoreEntry(*row) for row in self._rows(statement)]

    def of_year(
        self, household_ids: Iterable[UUID], year: int, limit: int = 50, skip: int = 0
    ) -> list[ScoreEntry]:
        """Return what counted in a year for some households, the latest first."""
        wanted = list(household_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            c = t["entries"].c
            chosen = select(t["entries"]).where(*_of_year(t, wanted, year))
            chosen = chosen.order_by(c.posted_at.desc(), c.entry_id)
            return chosen.limit(bounded(limit)).offset(skip)

        return [ScoreEntry(*row) for row in self._rows(statement)]

    def sums(self, household_ids: Iterable[UUID], year: int) -> dict[str, int]:
        """Return what was added to some households in a year, and deducted, and stands."""
        wanted = list(household_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            c = t["entries"].c
            chosen = select(c.is_deduction, func.sum(c.points))
            chosen = chosen.where(*_of_year(t, wanted, year), c.is_reversed.is_(False))
            return chosen.group_by(c.is_deduction)

        found = {bool(row[0]): int(row[1]) for row in self._rows(statement)}
        return {"added": found.get(False, 0), "deducted": found.get(True, 0)}

    def leading(self, unit_code: str, year: int, limit: int = 50) -> list[ScoreRow]:
        """Return the households of a village with the highest scores of a year."""

        def statement(t: Tables) -> Select[Any]:
            c = t["years"].c
            chosen = select(t["years"]).where(c.unit_code == unit_code, c.year == year)
            chosen = chosen.where(c.is_merged.is_(False))
            return chosen.order_by(c.score.desc(), c.household_id).limit(bounded(limit))

        return [ScoreRow(*row) for row in self._rows(statement)]

    def of_several(self, household_ids: Iterable[UUID], year: int) -> list[ScoreRow]:
        """Return the years of some households, PAGE_MAX at most."""
        wanted = list(household_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            c = t["years"].c
            chosen = select(t["years"]).where(c.household_id.in_(wanted), c.year == year)
            return chosen.where(c.is_merged.is_(False))

        return [ScoreRow(*row) for row in self._rows(statement)]

    def to_merge(self, since_year: int, limit: int = 100) -> list[tuple[UUID, UUID, int]]:
        """Return years of merged households that nothing goes on for: from, into, year."""

        def statement(t: Tables) -> Select[Any]:
            years, merges = t["years"], t["merges"]
            chosen = select(years.c.household_id, merges.c.into_id, years.c.year)
            chosen = chosen.join(merges, merges.c.household_id == years.c.household_id)
            chosen = chosen.where(years.c.is_merged.is_(False), years.c.year >= since_year)
            return chosen.order_by(years.c.household_id, years.c.year).limit(bounded(limit))

        return [tuple(row) for row in self._rows(statement)]


def _of_year(t: Tables, household_ids: list[UUID], year: int) -> list[ColumnElement[bool]]:
    entries = t["entries"].c
    own = entries.household_id.in_(household_ids)
    return [own, entries.occurred_on.between(date(year, 1, 1), date(year, 12, 31))]
