"""Projection of proxy acts."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.proxies.fold import ProxiesFold
from projections.proxies.tables import NAME, declare


class ProxiesProjection(Projection):
    """Turns events into the read model of what was done for people."""

    name = NAME
    version = 4
    fold = ProxiesFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
