"""What can be asked about the working-day calendar: the years loaded here, and the days by them."""

import time
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from ledger.registry.working_days import WorkingDays, YearDays
from projections.projection import Tables
from projections.reader import PAGE_MAX
from projections.registry.fold import YearState
from projections.registry.units import RegistryReader
from projections.store import ReadStore

LOOK_AGAIN_S = 1.0
"""How soon a year that another process has read is counted with here."""
LOADED_MAX = 1_000
"""So many approved versions are read at most."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One version of a year loaded by administrators, with who said so."""

    year: int
    version: int
    state: str
    holidays: tuple[str, ...]
    workdays: tuple[str, ...]
    source: str
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    position: int

    @property
    def days(self) -> YearDays:
        """The days off and at work."""
        off, work = (
            frozenset(date.fromisoformat(it) for it in days)
            for days in (self.holidays, self.workdays)
        )
        return YearDays(off, work)


class Calendar(RegistryReader):
    """Versions of years, and the calendar of this process, read again when one was approved."""

    def __init__(self, store: ReadStore) -> None:
        super().__init__(store)
        self._lock = Lock()
        self._days = WorkingDays()
        self._last = 0
        self._looked_at: float | None = None

    def versions(self, year: int) -> list[YearRow]:
        """Return the versions of a year, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            years = t["holiday_years"]
            chosen = select(years).where(years.c.year == year)
            return chosen.order_by(years.c.version.desc()).limit(PAGE_MAX)

        return [YearRow(*row) for row in self._rows(statement)]

    def waiting(self) -> list[YearRow]:
        """Return the versions that wait for a second person."""
        return self._in_state(YearState.PROPOSED, PAGE_MAX)

    def working_days(self) -> WorkingDays:
        """Return the calendar; it is at most LOOK_AGAIN_S behind the read model."""
        now = time.monotonic()
        if self._looked_at is None or now - self._looked_at >= LOOK_AGAIN_S:
            with self._lock:
                last = self._last_approved()
                if last != self._last:
                    rows = self._in_state(YearState.APPROVED, LOADED_MAX)
                    self._days = WorkingDays({it.year: it.days for it in rows})
                    self._last = last
                self._looked_at = now
        return self._days

    def forget(self) -> None:
        """Look again at the next question."""
        self._looked_at = None

    def _last_approved(self) -> int:
        def statement(t: Tables) -> Select[Any]:
            years = t["holiday_years"]
            return select(func.max(years.c.position)).where(years.c.state == YearState.APPROVED)

        return self._row(statement)[0] or 0

    def _in_state(self, state: YearState, limit: int) -> list[YearRow]:
        """Return versions in the order in which they came to this state: the last one counts."""

        def statement(t: Tables) -> Select[Any]:
            years = t["holiday_years"]
            chosen = select(years).where(years.c.state == state)
            return chosen.order_by(years.c.position).limit(limit)

        return [YearRow(*row) for row in self._rows(statement)]
