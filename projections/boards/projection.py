"""Projection of leaderboards."""

from sqlalchemy import MetaData

from projections.boards.fold import BoardsFold
from projections.boards.tables import NAME, declare
from projections.projection import Projection, Tables


class BoardsProjection(Projection):
    """Turns events into the read models of leaderboards."""

    name = NAME
    version = 3
    fold = BoardsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
