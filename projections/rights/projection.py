"""Projection of erasures."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.rights.fold import RightsFold
from projections.rights.tables import NAME, declare


class RightsProjection(Projection):
    """Turns events into the read model of erasures."""

    name = NAME
    version = 1
    fold = RightsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the table of one build."""
        return declare(metadata, suffix)
