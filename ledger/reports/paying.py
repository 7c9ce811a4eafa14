"""What reports earn (RD-6, A26): the first reporter, in a rider's wallet, at most five a day.

Points come with acceptance and with resolution, each stage once for ever. Residents and volunteers
are thanked and earn nothing; nor does whoever joins, and nor does the sixth report of a day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.reports.kinds import FiledAs, Unpaid
from ledger.reports.paid_day import PaidReports
from ledger.reports.parameters import POINTS_ACCEPTED, POINTS_MAJOR_HAZARD, POINTS_RESOLVED
from ledger.reports.report import Report
from ledger.wallets.wallet import Reason, Wallet, WalletKind


class Stage(StrEnum):
    """For what a report is paid, each once."""

    ACCEPTED = "accepted"
    RESOLVED = "resolved"
    MAJOR_HAZARD = "major_hazard"


POINTS = {
    Stage.ACCEPTED: POINTS_ACCEPTED,
    Stage.RESOLVED: POINTS_RESOLVED,
    Stage.MAJOR_HAZARD: POINTS_MAJOR_HAZARD,
}
REASONS = {
    Stage.ACCEPTED: Reason.REPORT_ACCEPTED,
    Stage.RESOLVED: Reason.REPORT_RESOLVED,
    Stage.MAJOR_HAZARD: Reason.MAJOR_HAZARD,
}


@dataclass(frozen=True, slots=True)
class Pay:
    """Points of an acceptance, or why there are none."""

    points: int
    unpaid: str = ""


def pay_acceptance(session: Session, report: Report, at: datetime) -> Pay:
    """Pay for a report that is accepted, if it is a rider's and one of the first of its day."""
    wallet = _wallet(session, report)
    if report.filed_as is not FiledAs.RIDER or wallet is None:
        return Pay(0, Unpaid.NOT_A_RIDER.value)
    if not _day(session, report).take(report.id):
        return Pay(0, Unpaid.DAY_LIMIT.value)
    return Pay(_credit(wallet, report, Stage.ACCEPTED, at))


def pay_resolution(session: Session, report: Report, at: datetime) -> tuple[int, int]:
    """Pay for a report that is resolved: for that, and for a major hazard; not twice."""
    wallet = _wallet(session, report)
    if not report.is_paid or wallet is None or report.is_resolution_paid:
        return 0, 0
    points = _credit(wallet, report, Stage.RESOLVED, at)
    hazard = _credit(wallet, report, Stage.MAJOR_HAZARD, at) if report.is_major_hazard else 0
    return points, hazard


def streams_of(report: Report) -> list[UUID]:
    """Return the streams that paying for a report needs."""
    wallet_id = Wallet.create_id(report.reporter_id, WalletKind.RIDER)
    return [wallet_id, PaidReports.create_id(report.reporter_id, _day_of(report))]


def _wallet(session: Session, report: Report) -> Wallet | None:
    return session.find(Wallet, Wallet.create_id(report.reporter_id, WalletKind.RIDER))


def _day(session: Session, report: Report) -> PaidReports:
    day = _day_of(report)
    found = session.find(PaidReports, PaidReports.create_id(report.reporter_id, day))
    if found is None:
        found = PaidReports(person_id=report.reporter_id, day=day)
        session.add(found)
    return found


def _day_of(report: Report) -> date:
    """Count by the day it was seen: whoever handles two days' reports at once costs nobody."""
    return local_date(report.occurred_at)


def _credit(wallet: Wallet, report: Report, stage: Stage, at: datetime) -> int:
    points = POINTS[stage]
    wallet.credit(
        entry_id=derive("report-points", report.id, stage.value),
        amount=points,
        reason=REASONS[stage],
        source_id=report.id,
        occurred_at=at,
    )
    return points
