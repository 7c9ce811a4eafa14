"""Projection of public accounts."""

from sqlalchemy import MetaData

from projections.moral.accounts.fold import AccountsFold
from projections.moral.accounts.tables import NAME, declare
from projections.projection import Projection, Tables


class AccountsProjection(Projection):
    """Turns closings and published accounts into what is public and what is due."""

    name = NAME
    version = 1
    fold = AccountsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
