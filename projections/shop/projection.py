"""Projection of the points shop."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.shop.fold import ShopFold
from projections.shop.tables import NAME, declare


class ShopProjection(Projection):
    """Turns events into the read models of the points shop."""

    name = NAME
    version = 3
    fold = ShopFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
