"""Projection of presence."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.presence.fold import PresenceFold
from projections.volunteering.presence.tables import NAME, declare


class PresenceProjection(Projection):
    """Turns scans, entries and counts into rolls, records and totals."""

    name = NAME
    version = 3
    fold = PresenceFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
