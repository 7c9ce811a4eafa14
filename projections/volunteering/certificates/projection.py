"""Projection of certificates."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.certificates.fold import CertificatesFold
from projections.volunteering.certificates.tables import NAME, declare


class CertificatesProjection(Projection):
    """Turns what was certified, counted anew and forgotten into certificates with a status."""

    name = NAME
    version = 1
    fold = CertificatesFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
