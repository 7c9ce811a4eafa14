"""Handlers of what the city does about reports."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.reports import deciding
from ledger.reports.commands import (
    AcceptReport,
    AlertUnaccepted,
    BlowWhistle,
    ForwardReport,
    MergeReport,
    RedactPhoto,
    RejectReport,
    ReplyToReport,
    ResolveReport,
    VerifyReport,
)
from ledger.reports.finding import report_of
from ledger.reports.paying import pay_acceptance, pay_resolution, streams_of
from ledger.reports.report import Report


@handles(AcceptReport, streams=lambda c: [c.report_id])
def accept_report(session: Session, command: AcceptReport) -> Answer:
    """Take a report on and post its points, both or neither."""
    report = _with_pay(session, command.report_id)
    deciding.require_acceptable(report, command.accepted_by)
    pay = pay_acceptance(session, report, command.at)
    deciding.accept(report, command.accepted_by, pay, command.at)
    return _stands(report) | {"points": pay.points, "unpaid": pay.unpaid}


@handles(RejectReport, streams=lambda c: [c.report_id])
def reject_report(session: Session, command: RejectReport) -> Answer:
    """Say why nothing is done; points of an acceptance stay, for it was filed in good faith."""
    report = report_of(session, command.report_id)
    deciding.reject(report, command.rejected_by, command.reason, command.text_id, command.at)
    return _stands(report)


@handles(ForwardReport, streams=lambda c: [c.report_id])
def forward_report(session: Session, command: ForwardReport) -> Answer:
    """Hand a report to another unit."""
    report = report_of(session, command.report_id)
    deciding.forward(report, command.forwarded_by, command.unit_code, command.at)
    return _stands(report) | {"unit_code": report.unit_code}


@handles(MergeReport, streams=lambda c: [c.report_id, c.into_id])
def merge_report(session: Session, command: MergeReport) -> Answer:
    """Let a report join an earlier one, both or neither."""
    report, first = (report_of(session, it) for it in (command.report_id, command.into_id))
    deciding.merge(report, first, command.merged_by, command.at)
    return _stands(report) | {"into_id": first.id, "confirmers": len(first.confirmers)}


@handles(VerifyReport, streams=lambda c: [c.report_id])
def verify_report(session: Session, command: VerifyReport) -> Answer:
    """Find that it is so."""
    report = report_of(session, command.report_id)
    is_major = command.is_major_hazard
    deciding.verify(report, command.verified_by, command.at, is_major_hazard=is_major)
    return _stands(report)


@handles(ResolveReport, streams=lambda c: [c.report_id])
def resolve_report(session: Session, command: ResolveReport) -> Answer:
    """Put it right and post its points, both or neither."""
    report = _with_pay(session, command.report_id)
    deciding.require_resolvable(report, command.resolved_by, command.photo_ids)
    points, hazard_points = pay_resolution(session, report, command.at)
    report.trigger_event(
        Report.Resolved,
        **report.about,
        resolved_by=command.resolved_by,
        photo_ids=list(command.photo_ids),
        text_id=command.text_id,
        points=points,
        hazard_points=hazard_points,
        occurred_at=command.at,
    )
    return _stands(report) | {"points": points + hazard_points}


@handles(ReplyToReport, streams=lambda c: [c.report_id])
def reply_to_report(session: Session, command: ReplyToReport) -> Answer:
    """Write to the reporter."""
    report = report_of(session, command.report_id)
    deciding.reply(report, command.replied_by, command.text_id, command.at)
    return _stands(report)


@handles(RedactPhoto, streams=lambda c: [c.report_id])
def redact_photo(session: Session, command: RedactPhoto) -> Answer:
    """Let the redacted picture be the one that is public."""
    report = report_of(session, command.report_id)
    photo_id, redacted_id = command.photo_id, command.redacted_id
    deciding.redact(report, photo_id, redacted_id, command.redacted_by, command.at)
    return _stands(report) | {"photo_id": photo_id, "redacted_id": redacted_id}


@handles(AlertUnaccepted, streams=lambda c: [c.report_id])
def alert_unaccepted(session: Session, command: AlertUnaccepted) -> Answer:
    """Alert who leads the grid, unless somebody was quicker."""
    report = report_of(session, command.report_id)
    return _stands(report) | {"alerted": deciding.alert(report, command.told, command.at)}


@handles(BlowWhistle, streams=lambda c: [c.report_id])
def blow_whistle(session: Session, command: BlowWhistle) -> Answer:
    """Go up to the street, unless it is resolved by now."""
    report = report_of(session, command.report_id)
    blown = deciding.whistle(report, command.street_code, command.told, command.at)
    return _stands(report) | {"whistled": blown}


def _with_pay(session: Session, report_id: UUID) -> Report:
    report = report_of(session, report_id)
    session.require(*streams_of(report))
    return report


def _stands(report: Report) -> Answer:
    return {"report_id": report.id, "state": report.state.value}
