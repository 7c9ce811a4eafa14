"""Projection of appeals."""

from sqlalchemy import MetaData

from projections.moral.appeals.fold import AppealsFold
from projections.moral.appeals.tables import NAME, declare
from projections.projection import Projection, Tables


class AppealsProjection(Projection):
    """Turns events into appeals and where they stand."""

    name = NAME
    version = 2
    fold = AppealsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
