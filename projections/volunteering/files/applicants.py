"""How far those who applied for a star have come."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX
from projections.volunteering.presence.views import PresenceReader


class ApplicantMinutes(PresenceReader):
    """Counted minutes of many volunteers at once."""

    def of(self, ids: Iterable[UUID]) -> dict[UUID, int]:
        """Return the minutes of some volunteers, PAGE_MAX of them at most; zero before any."""
        wanted = list(dict.fromkeys(ids))[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            totals = t["totals"]
            chosen = select(totals.c.person_id, totals.c.minutes)
            return chosen.where(totals.c.person_id.in_(wanted))

        found = {row[0]: row[1] for row in self._rows(statement)}
        return {it: found.get(it, 0) for it in wanted}
