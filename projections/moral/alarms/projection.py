"""Projection of alarms."""

from sqlalchemy import MetaData

from projections.moral.alarms.fold import AlarmsFold
from projections.moral.alarms.tables import NAME, declare
from projections.projection import Projection, Tables


class AlarmsProjection(Projection):
    """Turns claims, votes, households and hand-overs into alarms."""

    name = NAME
    version = 4
    fold = AlarmsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
