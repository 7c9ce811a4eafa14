"""Projection of the money behind points."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.shop.funds.fold import FundsFold
from projections.shop.funds.tables import NAME, declare


class FundsProjection(Projection):
    """Turns what households' wallets did, and what came in, into meters of villages."""

    name = NAME
    version = 1
    fold = FundsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
