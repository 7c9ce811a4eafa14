"""Projection of volunteer service."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.fold import VolunteeringFold
from projections.volunteering.tables import NAME, declare


class VolunteeringProjection(Projection):
    """Turns events into the read models of volunteer service."""

    name = NAME
    version = 5
    fold = VolunteeringFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
