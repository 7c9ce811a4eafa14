"""Projection of households."""

from sqlalchemy import MetaData

from projections.households.fold import HouseholdsFold
from projections.households.tables import NAME, declare
from projections.projection import Projection, Tables


class HouseholdsProjection(Projection):
    """Turns events into the register of households and what waits for somebody."""

    name = NAME
    version = 1
    fold = HouseholdsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
