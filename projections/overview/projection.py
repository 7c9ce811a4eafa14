"""Projection of the overview."""

from sqlalchemy import MetaData

from projections.overview.fold import OverviewFold
from projections.overview.tables import NAME, declare
from projections.projection import Projection, Tables


class OverviewProjection(Projection):
    """Turns events into the figures of units by month."""

    name = NAME
    version = 4
    fold = OverviewFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
