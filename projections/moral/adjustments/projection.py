"""Projection of adjustments."""

from sqlalchemy import MetaData

from projections.moral.adjustments.fold import AdjustmentsFold
from projections.moral.adjustments.tables import NAME, declare
from projections.projection import Projection, Tables


class AdjustmentsProjection(Projection):
    """Turns events into adjustments and where they stand."""

    name = NAME
    version = 1
    fold = AdjustmentsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
