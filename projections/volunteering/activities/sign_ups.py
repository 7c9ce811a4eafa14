"""What can be asked about sign-ups."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_

from ledger.volunteering.activity_kinds import State
from projections.projection import Tables
from projections.reader import PAGE_MAX, bounded
from projections.volunteering.activities.fold import WAITING
from projections.volunteering.activities.rows import ActivityRow, SignUpCount, SignUpRow
from projections.volunteering.activities.views import ActivitiesReader

SHIFTS_SHOWN_MAX = 100
"""Shifts of one person that are listed at most."""


class SignUpViews(ActivitiesReader):
    """Who means to come, and who waits."""

    def state_of(self, activity_id: UUID, person_id: UUID) -> SignUpRow | None:
        """Return where somebody stands; None if they did not sign up."""

        def statement(t: Tables) -> Select[Any]:
            table = t["sign_ups"]
            mine = (table.c.activity_id == activity_id) & (table.c.person_id == person_id)
            return select(table).where(mine)

        row = self._row(statement)
        return SignUpRow(*row) if row else None

    def waiting_place(self, row: SignUpRow) -> int:
        """Return the place of somebody who waits; 1 is next."""

        def statement(t: Tables) -> Select[Any]:
            table = t["sign_ups"]
            before = (table.c.state == WAITING) & (table.c.number <= row.number)
            found = select(func.count()).select_from(table)
            return found.where(table.c.activity_id == row.activity_id, before)

        return int(self._row(statement)[0])

    def of_activity(
        self, activity_id: UUID, limit: int = 50, after: tuple[str, int] | None = None
    ) -> list[SignUpRow]:
        """Return who has a place in the order of asking, then who waits; ``after`` a row."""

        def statement(t: Tables) -> Select[Any]:
            table = t["sign_ups"]
            order = [table.c.state, table.c.number]
            chosen = select(table).where(table.c.activity_id == activity_id)
            if after is not None:
                chosen = chosen.where(tuple_(*order) > tuple_(*after))
            return chosen.order_by(*order).limit(bounded(limit))

        return [SignUpRow(*row) for row in self._rows(statement)]

    def of_person(
        self, person_id: UUID, ends_after: datetime, limit: int = SHIFTS_SHOWN_MAX
    ) -> list[tuple[ActivityRow, SignUpRow]]:
        """Return the shifts somebody signed up for that end after a moment, soonest first.

        One that was called off is among them, for people want to know.
        """

        def statement(t: Tables) -> Select[Any]:
            activities, table = t["activities"], t["sign_ups"]
            return (
                select(activities, table)
                .join(table, table.c.activity_id == activities.c.activity_id)
                .where(
                    table.c.person_id == person_id,
                    activities.c.ends_at > ends_after,
                    activities.c.state != State.DRAFT.value,
                )
                .order_by(activities.c.starts_at, activities.c.activity_id)
                .limit(min(bounded(limit), SHIFTS_SHOWN_MAX))
            )

        width = len(ActivityRow.__dataclass_fields__)
        return [
            (ActivityRow(*row[:width]), SignUpRow(*row[width:])) for row in self._rows(statement)
        ]

    def counts(self, activity_ids: Iterable[UUID]) -> dict[UUID, SignUpCount]:
        """Return the counts of some activities; zeros where nobody signed up."""
        wanted = list(dict.fromkeys(activity_ids))[:PAGE_MAX]
        if not wanted:
            return {}

        def statement(t: Tables) -> Select[Any]:
            table = t["counts"]
            return select(table).where(table.c.activity_id.in_(wanted))

        found = {row[0]: SignUpCount(*row) for row in self._rows(statement)}
        return {it: found.get(it, SignUpCount(it)) for it in wanted}
