"""Projection of the registry."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.registry.fold import RegistryFold
from projections.registry.tables import NAME, declare


class RegistryProjection(Projection):
    """Turns events into the read models of the registry."""

    name = NAME
    version = 7
    fold = RegistryFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
