"""What can be asked about proxy acts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.proxies.projection import ProxiesProjection
from projections.reader import Reader, bounded


@dataclass(frozen=True, slots=True)
class ProxyAct:
    """One thing somebody did for a person. ``subject_id``: the activity, station or voucher."""

    position: int
    person_id: UUID
    operator_id: UUID
    consent: str
    act: str
    subject_id: UUID
    occurred_at: datetime


class ProxyActs(Reader):
    """What was done for people."""

    projection = ProxiesProjection()

    def of_person(
        self, person_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[ProxyAct]:
        """Return what was done for a person, latest recorded first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["acts"]
            chosen = select(table).where(table.c.person_id == person_id)
            if before_position is not None:
                chosen = chosen.where(table.c.position < before_position)
            return chosen.order_by(table.c.position.desc()).limit(bounded(limit))

        return [ProxyAct(*row) for row in self._rows(statement)]
