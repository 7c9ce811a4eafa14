"""Commands of the working-day calendar, and their handlers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.registry.errors import CalendarProposalNotFoundError
from ledger.registry.holiday_year import HolidayYear


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeHolidays(Command):
    """Say which days a year's notice names; another person looks at it before it counts."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str
    proposed_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveHolidays(Command):
    """Let a version of a year count."""

    year: int
    version: int
    approved_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectHolidays(Command):
    """Let a version of a year never count."""

    year: int
    version: int
    rejected_by: UUID


@handles(ProposeHolidays, streams=lambda c: [HolidayYear.create_id(c.year)])
def propose_holidays(session: Session, command: ProposeHolidays) -> Answer:
    """Propose a version of a year; the very same again changes nothing."""
    found = session.find(HolidayYear, HolidayYear.create_id(command.year))
    year = found or HolidayYear(year=command.year)
    version = year.propose(command.holidays, command.workdays, command.source, command.proposed_by)
    if found is None:  # only now: a year that cannot be leaves nothing behind
        session.add(year)
    return {"year": command.year, "version": version}


@handles(ApproveHolidays, streams=lambda c: [HolidayYear.create_id(c.year)])
def approve_holidays(session: Session, command: ApproveHolidays) -> Answer:
    """Approve a version as a second person."""
    _year(session, command).approve(command.version, command.approved_by)
    return {"year": command.year, "version": command.version}


@handles(RejectHolidays, streams=lambda c: [HolidayYear.create_id(c.year)])
def reject_holidays(session: Session, command: RejectHolidays) -> Answer:
    """Reject a version."""
    _year(session, command).reject(command.version, command.rejected_by)
    return {"year": command.year, "version": command.version}


def _year(session: Session, command: ApproveHolidays | RejectHolidays) -> HolidayYear:
    found = session.find(HolidayYear, HolidayYear.create_id(command.year))
    if found is None:
        raise CalendarProposalNotFoundError(year=command.year, version=command.version)
    return found
