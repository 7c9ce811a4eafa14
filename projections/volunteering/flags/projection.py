"""Projection of flags."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.flags.fold import FlagsFold
from projections.volunteering.flags.tables import NAME, declare


class FlagsProjection(Projection):
    """Turns scans, ticks and entries into flags."""

    name = NAME
    version = 1
    fold = FlagsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
