"""Projection of paperwork."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.paperwork.fold import PaperworkFold
from projections.volunteering.paperwork.tables import NAME, declare


class PaperworkProjection(Projection):
    """Turns plans, records and entries into what is due and what was made up."""

    name = NAME
    version = 2
    fold = PaperworkFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
