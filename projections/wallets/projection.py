"""Projection of wallets."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.wallets.fold import WalletsFold
from projections.wallets.tables import NAME, declare


class WalletsProjection(Projection):
    """Turns events into the read models of wallets."""

    name = NAME
    version = 5
    fold = WalletsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
