"""The names of stations, for lists of what happened there."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX
from projections.stations.views import StationReader


class StationNames(StationReader):
    """Names of stations by their IDs."""

    def of(self, ids: Collection[UUID]) -> dict[UUID, str]:
        """Return the names of some stations, PAGE_MAX at most; unknown ones are left out."""
        if not ids:
            return {}

        def statement(t: Tables) -> Select[Any]:
            table = t["stations"]
            wanted = list(ids)[:PAGE_MAX]
            return select(table.c.station_id, table.c.name).where(table.c.station_id.in_(wanted))

        return dict(tuple(row) for row in self._rows(statement))
