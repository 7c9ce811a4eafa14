"""Projection of what is still to be recorded."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.dues.fold import DuesFold
from projections.volunteering.dues.tables import NAME, declare


class DuesProjection(Projection):
    """Turns the life of activities into what is still to be recorded."""

    name = NAME
    version = 1
    fold = DuesFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
