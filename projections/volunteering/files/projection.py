"""Projection of service files."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.files.fold import FilesFold
from projections.volunteering.files.tables import NAME, declare


class FilesProjection(Projection):
    """Turns requests, trainings, honours, stars and draws into what pages list."""

    name = NAME
    version = 1
    fold = FilesFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
