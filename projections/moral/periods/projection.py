"""Projection of months."""

from sqlalchemy import MetaData

from projections.moral.periods.fold import PeriodsFold
from projections.moral.periods.tables import NAME, declare
from projections.projection import Projection, Tables


class PeriodsProjection(Projection):
    """Turns what households' wallets did into sums by village and month."""

    name = NAME
    version = 5
    fold = PeriodsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
