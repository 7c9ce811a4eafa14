"""Projection of what comes with a check-in."""

from sqlalchemy import MetaData

from projections.check_ins.fold import CheckInsFold
from projections.check_ins.tables import NAME, declare
from projections.projection import Projection, Tables


class CheckInsProjection(Projection):
    """Turns events into doubtful visits, gaps of phones, and counts of purposes."""

    name = NAME
    version = 2
    fold = CheckInsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
