"""What can be asked about opening balances."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from ledger.moral.opening_rows import OPENING_LINES_MAX
from projections.moral.openings.projection import OpeningsProjection
from projections.projection import Tables
from projections.reader import Reader, Scope, below, bounded


@dataclass(frozen=True, slots=True)
class OpeningFileRow:
    """A file: its sum is what is taken over, and what is not."""

    book_id: UUID
    number: int
    position: int
    unit_code: str
    platform: str
    state: str
    taken: int
    taken_points: int
    remaining: int
    remaining_points: int
    imported_by: UUID
    imported_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None

    @property
    def total_points(self) -> int:
        """Points of the file."""
        return self.taken_points + self.remaining_points


@dataclass(frozen=True, slots=True)
class OpeningLineRow:
    """A line: taken over (``place`` above 0, no reason), or not, with its line in the file."""

    book_id: UUID
    file: int
    place: int
    household: str
    points: int
    reason: str
    expires_on: date | None


class Openings(Reader):
    """Files of old balances, and their lines."""

    projection = OpeningsProjection()

    def files(
        self, scope: Scope | str, limit: int = 50, before: int | None = None
    ) -> list[OpeningFileRow]:
        """Return the files of a unit and below, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            files = t["files"]
            chosen = select(files).where(below(files.c.unit_code, scope))
            if before is not None:
                chosen = chosen.where(files.c.position < before)
            return chosen.order_by(files.c.position.desc()).limit(bounded(limit))

        return [OpeningFileRow(*row) for row in self._rows(statement)]

    def of(self, book_id: UUID, number: int) -> OpeningFileRow | None:
        """Return one file."""

        def statement(t: Tables) -> Select[Any]:
            files = t["files"]
            return select(files).where(files.c.book_id == book_id, files.c.number == number)

        row = self._row(statement)
        return OpeningFileRow(*row) if row else None

    def lines(self, book_id: UUID, number: int) -> list[OpeningLineRow]:
        """Return all lines of a file: what is not taken over first, by its line."""

        def statement(t: Tables) -> Select[Any]:
            lines = t["lines"]
            chosen = select(lines).where(lines.c.book_id == book_id, lines.c.file == number)
            return chosen.order_by(lines.c.place).limit(OPENING_LINES_MAX)

        found = [OpeningLineRow(*row) for row in self._rows(statement)]
        return sorted(found, key=lambda it: (it.place > 0, abs(it.place)))
