"""Projection of rule books."""

from sqlalchemy import MetaData

from projections.moral.rulebooks.fold import RulebooksFold
from projections.moral.rulebooks.tables import NAME, declare
from projections.projection import Projection, Tables


class RulebooksProjection(Projection):
    """Turns what villages drafted, voted on and put in force into texts to read."""

    name = NAME
    version = 1
    fold = RulebooksFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
