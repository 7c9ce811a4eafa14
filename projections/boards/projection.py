"""Projection of leaderboards."""

from collections.abc import Sequence

from sqlalchemy import Connection, MetaData

from projections.boards.tables import NAME, declare
from projections.projection import LogEvent, Projection, Tables


class BoardsProjection(Projection):
    """Turns events into the read models of leaderboards."""

    name = NAME
    version = 1
    events = ()

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)

    def apply(self, connection: Connection, tables: Tables, batch: Sequence[LogEvent]) -> None:
        """Fold a batch."""
        raise NotImplementedError
