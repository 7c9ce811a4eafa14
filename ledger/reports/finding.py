"""Finding reports for a decision."""

from uuid import UUID

from ledger.kernel.session import Session
from ledger.reports.errors import ReportNotFoundError
from ledger.reports.report import Report


def report_of(session: Session, report_id: UUID) -> Report:
    """Return a report, or refuse."""
    report = session.find(Report, report_id)
    if report is None:
        raise ReportNotFoundError
    return report
