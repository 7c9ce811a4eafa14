"""Posted acts of a village as a trial of a rule book goes over them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, select, tuple_

from ledger.moral.claim_kinds import ClaimState
from ledger.moral.dry_run import PastEntry
from projections.moral.claims.views import ClaimsReader
from projections.projection import Tables

ENTRIES_PAGE = 2_000
"""Past entries read at once: a trial goes over a hundred thousand."""


class PastEntries(ClaimsReader):
    """Streams posted acts of a village in pages."""

    def of_year(self, unit_code: str, first: date, last: date) -> Iterator[PastEntry]:
        """Yield the acts of a village that occurred from one day through another."""
        after: tuple[date, int] | None = None
        while rows := self._page(unit_code, first, last, after):
            for row in rows:
                yield PastEntry(
                    row.household_id, row.item_code, row.points, row.occurred_on, row.is_deduction
                )
            after = rows[-1].occurred_on, rows[-1].position

    def _page(
        self, unit_code: str, first: date, last: date, after: tuple[date, int] | None
    ) -> list[Any]:
        def statement(t: Tables) -> Select[Any]:
            of = t["claims"].c
            place = of.occurred_on, of.position
            wanted = (of.household_id, of.item_code, of.points, of.is_deduction, *place)
            chosen = select(*wanted).where(
                of.unit_code == unit_code,
                of.state == ClaimState.POSTED.value,
                of.occurred_on >= first,
                of.occurred_on <= last,
            )
            if after is not None:
                chosen = chosen.where(tuple_(*place) > tuple_(*after))
            return chosen.order_by(*place).limit(ENTRIES_PAGE)

        return list(self._rows(statement))
