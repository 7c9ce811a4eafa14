"""Projection of corrections, complaints and evaluations."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.corrections.fold import CorrectionsFold
from projections.volunteering.corrections.tables import NAME, declare


class CorrectionsProjection(Projection):
    """Turns what volunteers and leaders said into lists of what waits and what was answered."""

    name = NAME
    version = 1
    fold = CorrectionsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
