"""Doors of the working-day calendar: what a year's days are, and loading one from its notice."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.fields import text
from api.idempotency import stamp
from api.permissions import Action, requires
from api.reading import EmptySchema, ReadQuery, RequestSchema
from api.refusals import UnknownAddressError
from api.services import services
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays, RejectHolidays
from ledger.registry.holiday_year import DAYS_MAX, SOURCE_LENGTH_MAX, YEAR_MAX, YEAR_MIN
from ledger.registry.working_days import WorkingDays

blp = Doors("calendar", "Working days: built-in years, and years loaded from the notice")

_DAYS = validate.Length(max=DAYS_MAX)


class NoticeSchema(RequestSchema):
    """POST /calendar/<year>/versions: the days a notice names, and which notice."""

    holidays = fields.List(fields.Date(), required=True, validate=_DAYS)
    workdays = fields.List(
        fields.Date(),
        required=True,
        validate=_DAYS,
        metadata={"description": "Saturdays and Sundays at work to make up for days off."},
    )
    source = text(
        SOURCE_LENGTH_MAX,
        required=True,
        metadata={"description": "Number or title of the notice, and its address."},
    )


class VersionAnswer(Schema):
    """A version of a year that somebody loaded."""

    version = fields.Integer()
    state = fields.String(metadata={"description": "proposed, approved, rejected, replaced"})
    holidays = fields.List(fields.String())
    workdays = fields.List(fields.String())
    source = fields.String()
    proposed_by = fields.UUID()
    proposed_at = fields.AwareDateTime()
    decided_by = fields.UUID(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)


class YearAnswer(Schema):
    """A year's days; ``known`` is false where nothing is counted in it."""

    year = fields.Integer()
    known = fields.Boolean()
    holidays = fields.List(fields.Date())
    workdays = fields.List(fields.Date())
    versions = fields.List(fields.Nested(VersionAnswer))


class VersionRecorded(CommandAnswer):
    """Which version of which year."""

    year = fields.Integer()
    version = fields.Integer()


@blp.get("/calendar/<int:year>")
@requires(Action.SEE_CALENDAR)
@blp.reads(ReadQuery, YearAnswer)
def see_calendar(_asked: dict[str, Any], year: int) -> Any:
    """Show a year's days off and make-up days at work, and every version loaded (工作日历)."""
    require_year(year)
    calendar = services().views.calendar
    off, work = days_of(calendar.working_days(), year)
    versions = [asdict(it) for it in calendar.versions(year)]
    return {
        "year": year,
        "known": bool(off),
        "holidays": off,
        "workdays": work,
        "versions": versions,
    }


@blp.post("/calendar/<int:year>/versions")
@requires(Action.PROPOSE_CALENDAR)
@blp.commands(NoticeSchema, VersionRecorded)
def propose_holidays(loaded: dict[str, Any], year: int) -> Response:
    """Load a year from its notice; it counts once a second person approved it (录放假安排)."""
    require_year(year)
    days = {name: tuple(loaded[name]) for name in ("holidays", "workdays")}
    by = caller().person_id
    command = ProposeHolidays(**stamp(), year=year, **days, source=loaded["source"], proposed_by=by)
    return execute(command, 201)


@blp.post("/calendar/<int:year>/versions/<int:version>/approval")
@requires(Action.APPROVE_CALENDAR)
@blp.commands(EmptySchema, VersionRecorded)
def approve_holidays(_loaded: dict[str, Any], year: int, version: int) -> Response:
    """Let a version count from now on, as a second person (核对通过)."""
    require_year(year, version)
    by = caller().person_id
    return execute(ApproveHolidays(**stamp(), year=year, version=version, approved_by=by), 201)


@blp.post("/calendar/<int:year>/versions/<int:version>/rejection")
@requires(Action.APPROVE_CALENDAR)
@blp.commands(EmptySchema, VersionRecorded)
def reject_holidays(_loaded: dict[str, Any], year: int, version: int) -> Response:
    """Let a version never count (退回)."""
    require_year(year, version)
    by = caller().person_id
    return execute(RejectHolidays(**stamp(), year=year, version=version, rejected_by=by), 201)


def require_year(year: int, version: int = 1) -> None:
    """Refuse addresses of years and versions that cannot be."""
    if not (YEAR_MIN <= year <= YEAR_MAX and 0 < version <= YEAR_MAX):
        raise UnknownAddressError


def days_of(calendar: WorkingDays, year: int) -> tuple[list[date], list[date]]:
    """Return a year's days off and at work in their order; none of a year that is not known."""
    if not calendar.knows(year):
        return [], []
    known = calendar.year(year)
    return sorted(known.holidays), sorted(known.workdays)
