"""Projection of claims."""

from sqlalchemy import MetaData

from projections.moral.claims.fold import ClaimsFold
from projections.moral.claims.tables import NAME, declare
from projections.projection import Projection, Tables


class ClaimsProjection(Projection):
    """Turns what happened to claims into where they stand and what waits for whom."""

    name = NAME
    version = 1
    fold = ClaimsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
