"""Projection of wallets."""

from collections.abc import Sequence

from sqlalchemy import Connection, MetaData

from projections.wallets.tables import NAME, declare
from projections.projection import LogEvent, Projection, Tables


class WalletsProjection(Projection):
    """Turns events into the read models of wallets."""

    name = NAME
    version = 1
    events = ()

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)

    def apply(self, connection: Connection, tables: Tables, batch: Sequence[LogEvent]) -> None:
        """Fold a batch."""
        raise NotImplementedError
