"""Handlers of filing, and of what the reporter says later."""

from datetime import datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.occurrence import OFFLINE_MAX
from ledger.kernel.session import Session
from ledger.reports import clocks, deciding
from ledger.reports.categories import facts_of
from ledger.reports.commands import FileReport, RateReport, ReopenReport
from ledger.reports.deciding import Confirmation
from ledger.reports.errors import (
    EmergencyCallFirstError,
    EmergencyNotQueuedError,
    ReportPlaceMissingError,
    ReportTooOldError,
)
from ledger.reports.finding import report_of
from ledger.reports.kinds import OPEN
from ledger.reports.parameters import EMERGENCY_FRESH
from ledger.reports.places import Place, Position
from ledger.reports.report import Report
from ledger.reports.spot import ReportSpot, spots_near


def _filing_streams(command: FileReport) -> list[UUID]:
    seen = min(command.occurred_at, command.at)
    own = Report.create_id(command.key)
    calendars = clocks.calendar_streams(command.at)
    return [own, *calendars, *spots_near(command.category, _place_of(command), seen, command.at)]


@handles(FileReport, streams=_filing_streams)
def file_report(session: Session, command: FileReport) -> Answer:
    """File a report, or join the one somebody filed of the same thing (RD-6)."""
    place, seen = _place_of(command), min(command.occurred_at, command.at)
    _check(command, place)
    first = _first_of_it(session, command, place, seen)
    if first is not None:
        deciding.join(first, _confirmation(command, seen))
        return _stands(first) | {"result": "report_joined"}
    report = _filed(session, command, seen)
    session.add(report)
    _note(session, command, report, place, seen)
    return _stands(report) | {"result": "report_filed"}


@handles(RateReport, streams=lambda c: [c.report_id])
def rate_report(session: Session, command: RateReport) -> Answer:
    """Take the reporter's stars."""
    report = report_of(session, command.report_id)
    deciding.rate(report, command.rated_by, command.stars, command.at)
    return {"report_id": report.id, "state": report.state.value}


@handles(ReopenReport, streams=lambda c: [c.report_id])
def reopen_report(session: Session, command: ReopenReport) -> Answer:
    """Open it again; its working days begin anew."""
    report = report_of(session, command.report_id)
    deciding.require_reopenable(report, command.reopened_by, command.at)
    calendar = clocks.calendar_from(session, command.at)
    due = clocks.resolve_due_at(command.at, calendar)
    deciding.reopen(report, command.text_id, due, command.at)
    return {"report_id": report.id, "state": report.state.value}


def _check(command: FileReport, place: Place) -> None:
    """Refuse what nobody could find, and send emergencies to those who come at once."""
    if place.is_nowhere:
        raise ReportPlaceMissingError
    if place.position is not None:
        place.position.refuse_outside()
    age = command.at - command.occurred_at
    if command.is_emergency:
        call = list(facts_of(command.category).call)
        if not command.has_called:
            raise EmergencyCallFirstError(call=call)
        if age > EMERGENCY_FRESH:
            raise EmergencyNotQueuedError(call=call)
    if age > OFFLINE_MAX:
        raise ReportTooOldError(occurred_at=command.occurred_at.isoformat())


def _place_of(command: FileReport) -> Place:
    known = command.latitude_e4 is not None and command.longitude_e4 is not None
    position = Position(command.latitude_e4 or 0, command.longitude_e4 or 0) if known else None
    return Place(position, command.station_id, command.place_text_id)


def _first_of_it(
    session: Session, command: FileReport, place: Place, seen: datetime
) -> Report | None:
    """Return the open report of the same thing, or rest the decision on there being none."""
    own = _own_spot(command, place, seen)
    found: list[UUID] = []
    for identifier in spots_near(command.category, place, seen, command.at):
        if identifier != own:  # the own one is written, so its version is checked anyway
            session.rely_on(identifier)
        spot = session.find(ReportSpot, identifier)
        if spot is not None:
            found += [it.report_id for it in spot.like(place.position, seen)]
    session.require(*found)
    for report_id in found:
        report = _handled(session, report_id)
        if report is not None and report.state in OPEN:
            return report
    return None


def _handled(session: Session, report_id: UUID) -> Report | None:
    """Return a report, or the one it was joined to; each joined one that was filed before it."""
    report = session.find(Report, report_id)
    while report is not None and report.merged_into is not None:
        session.rely_on(report.id)
        report = session.find(Report, report.merged_into)
    if report is not None and report.state not in OPEN:
        session.rely_on(report.id)  # it may be reopened in this moment
    return report


def _confirmation(command: FileReport, seen: datetime) -> Confirmation:
    return Confirmation(
        by=command.reporter_id,
        filed_as=command.filed_as,
        text_id=command.text_id,
        photo_ids=command.photo_ids,
        is_emergency=command.is_emergency,
        occurred_at=seen,
    )


def _filed(session: Session, command: FileReport, seen: datetime) -> Report:
    calendar = clocks.calendar_from(session, command.at)
    report: Report = Report._create(  # noqa: SLF001 - much of it is for readers only
        Report.Filed,
        id=Report.create_id(command.key),
        unit_code=command.unit_code,
        category=command.category.value,
        reporter_id=command.reporter_id,
        filed_as=command.filed_as.value,
        latitude_e4=command.latitude_e4,
        longitude_e4=command.longitude_e4,
        station_id=command.station_id,
        place_text_id=command.place_text_id,
        text_id=command.text_id,
        photo_ids=list(command.photo_ids),
        is_emergency=command.is_emergency,
        occurred_at=seen,
        filed_at=command.at,
        accept_due_at=clocks.accept_due_at(command.at, calendar, is_emergency=command.is_emergency),
        resolve_due_at=clocks.resolve_due_at(command.at, calendar),
    )
    return report


def _own_spot(command: FileReport, place: Place, seen: datetime) -> UUID | None:
    if place.spot is None:
        return None
    return ReportSpot.create_id(command.category, place.spot, local_date(seen))


def _note(
    session: Session, command: FileReport, report: Report, place: Place, seen: datetime
) -> None:
    """Let whoever sees the same thing find this one."""
    own = _own_spot(command, place, seen)
    if own is None or place.spot is None:
        return
    spot = session.find(ReportSpot, own)
    if spot is None:
        day = local_date(seen)
        spot = ReportSpot(category=command.category.value, spot=place.spot, day=day)
        session.add(spot)
    spot.note(report.id, place.position, seen)


def _stands(report: Report) -> Answer:
    return {
        "report_id": report.id,
        "state": report.state.value,
        "confirmers": len(report.confirmers),
        "accept_due_at": report.accept_due_at,
        "resolve_due_at": report.resolve_due_at,
    }
