"""Projection of public notices."""

from sqlalchemy import MetaData

from projections.moral.notices.fold import NoticesFold
from projections.moral.notices.tables import NAME, declare
from projections.projection import Projection, Tables


class NoticesProjection(Projection):
    """Turns acts past the panel into what is on notice, what stands still and what is due."""

    name = NAME
    version = 2
    fold = NoticesFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
