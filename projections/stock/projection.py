"""Projection of stock."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.stock.fold import StockFold
from projections.stock.tables import NAME, declare


class StockProjection(Projection):
    """Turns events of items into moves, batches and counts."""

    name = NAME
    version = 3
    fold = StockFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
