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
