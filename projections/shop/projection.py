"""Projection of the points shop."""

from collections.abc import Sequence

from sqlalchemy import Connection, MetaData

from projections.shop.tables import NAME, declare
from projections.projection import LogEvent, Projection, Tables


class ShopProjection(Projection):
    """Turns events into the read models of the points shop."""

    name = NAME
    version = 1
    events = ()

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)

    def apply(self, connection: Connection, tables: Tables, batch: Sequence[LogEvent]) -> None:
        """Fold a batch."""
        raise NotImplementedError
