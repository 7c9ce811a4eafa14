"""Projection of reports."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.reports.fold import ReportsFold
from projections.reports.tables import NAME, declare


class ReportsProjection(Projection):
    """Turns what happened to reports into what waits for whom, and what it came to."""

    name = NAME
    version = 2
    fold = ReportsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
