"""Projection of scores."""

from sqlalchemy import MetaData

from projections.moral.scores.fold import ScoresFold
from projections.moral.scores.tables import NAME, declare
from projections.projection import Projection, Tables


class ScoresProjection(Projection):
    """Turns entries of households' years into scores."""

    name = NAME
    version = 1
    fold = ScoresFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
