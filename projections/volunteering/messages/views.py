"""What can be asked about messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from projections.projection import Tables
from projections.reader import Reader, bounded
from projections.volunteering.messages.projection import MessagesProjection


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One thing somebody should know. Which ID ``subject_id`` is follows from the kind."""

    person_id: UUID
    position: int
    kind: str
    activity_id: UUID | None
    subject_id: UUID | None
    amount: int
    told_at: datetime


class Messages(Reader):
    """Messages to people."""

    projection = MessagesProjection()

    def of_person(
        self, person_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[MessageRow]:
        """Return somebody's messages, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            told = t["told"]
            chosen = select(told).where(told.c.person_id == person_id)
            if before_position is not None:
                chosen = chosen.where(told.c.position < before_position)
            return chosen.order_by(told.c.position.desc()).limit(bounded(limit))

        return [MessageRow(*row) for row in self._rows(statement)]

    def after(self, position: int, limit: int = 200) -> list[MessageRow]:
        """Return everybody's messages after a position, in the order of the log.

        One event may have told more people than a page holds: ask again with `of_event` then.
        """

        def statement(t: Tables) -> Select[Any]:
            told = t["told"]
            chosen = select(told).where(told.c.position > position)
            return chosen.order_by(told.c.position, told.c.person_id).limit(bounded(limit))

        return [MessageRow(*row) for row in self._rows(statement)]

    def of_event(self, position: int, after: UUID, limit: int = 200) -> list[MessageRow]:
        """Return those one event told, from a person on, in the order of their IDs."""

        def statement(t: Tables) -> Select[Any]:
            told = t["told"]
            chosen = select(told).where(told.c.position == position, told.c.person_id > after)
            return chosen.order_by(told.c.person_id).limit(bounded(limit))

        return [MessageRow(*row) for row in self._rows(statement)]

    def last_position(self) -> int:
        """Return the position of the last event that was told to anybody; 0 before the first."""

        def statement(t: Tables) -> Select[Any]:
            position = t["told"].c.position
            return select(position).where(position > 0).order_by(position.desc()).limit(1)

        row = self._row(statement)
        return int(row[0]) if row else 0

    def count_since(self, person_id: UUID, since: datetime) -> int:
        """Count what somebody was told from a moment on."""

        def statement(t: Tables) -> Select[Any]:
            told = t["told"]
            mine = told.c.person_id == person_id, told.c.told_at >= since
            return select(func.count()).select_from(told).where(*mine)

        return int(self._row(statement)[0])

    def watched_by(self, person_id: UUID, limit: int = 200) -> set[UUID]:
        """Return the items whose next arrival somebody wants to hear of."""

        def statement(t: Tables) -> Select[Any]:
            watches = t["watches"].c
            mine = select(watches.item_id).where(watches.person_id == person_id)
            return mine.order_by(watches.item_id).limit(bounded(limit))

        return {row.item_id for row in self._rows(statement)}
