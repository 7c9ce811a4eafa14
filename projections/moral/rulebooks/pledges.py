"""What can be asked about signed pledges."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from projections.moral.rulebooks.projection import RulebooksProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, bounded


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A household's signature under the pledge of one version."""

    household_id: UUID
    version: int
    unit_code: str
    signed_by: UUID
    method: str
    entered_by: UUID | None
    photo_id: UUID | None
    photo_hash: str
    signed_at: datetime


class Pledges(Reader):
    """Signed pledges."""

    projection = RulebooksProjection()

    def of_household(self, household_id: UUID) -> list[PledgeRow]:
        """Return what a household signed, the latest version first."""

        def statement(t: Tables) -> Select[Any]:
            column = t["pledges"].c
            chosen = select(t["pledges"]).where(column.household_id == household_id)
            return chosen.order_by(column.version.desc()).limit(PAGE_MAX)

        return [PledgeRow(*it) for it in self._rows(statement)]

    def of_version(self, unit_code: str, version: int, limit: int = 50) -> list[PledgeRow]:
        """Return the signatures under a version, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            column = t["pledges"].c
            chosen = select(t["pledges"]).where(
                column.unit_code == unit_code, column.version == version
            )
            order = column.signed_at.desc(), column.household_id
            return chosen.order_by(*order).limit(bounded(limit))

        return [PledgeRow(*it) for it in self._rows(statement)]

    def count(self, unit_code: str, version: int) -> int:
        """Count the households that signed a version."""

        def statement(t: Tables) -> Select[Any]:
            column = t["pledges"].c
            counted = select(func.count()).select_from(t["pledges"])
            return counted.where(column.unit_code == unit_code, column.version == version)

        return int(self._row(statement)[0])
