"""Projection of consents and guardians."""

from sqlalchemy import MetaData

from projections.consents.fold import ConsentsFold
from projections.consents.tables import NAME, declare
from projections.projection import Projection, Tables


class ConsentsProjection(Projection):
    """Turns events into who agreed to what, and who is whose guardian."""

    name = NAME
    version = 1
    fold = ConsentsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
