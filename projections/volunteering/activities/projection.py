"""Projection of activities."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.activities.fold import ActivitiesFold
from projections.volunteering.activities.tables import NAME, declare


class ActivitiesProjection(Projection):
    """Turns plans, sign-ups and rates into what can be found and asked."""

    name = NAME
    version = 1
    fold = ActivitiesFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
