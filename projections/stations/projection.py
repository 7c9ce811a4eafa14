"""Projection of stations."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.stations.fold import StationsFold
from projections.stations.tables import NAME, declare


class StationsProjection(Projection):
    """Turns events into the read models of stations."""

    name = NAME
    version = 3
    fold = StationsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
