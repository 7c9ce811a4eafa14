"""Doors of corrections."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute, told
from api.feedback.acting import (
    accept,
    answered_attendance,
    ask,
    corrections_shown,
    decline,
    own_attendance,
    seen_attendance,
)
from api.feedback.schemas import (
    AcceptCorrectionSchema,
    CorrectionAnswer,
    CorrectionRecorded,
    RequestCorrectionSchema,
    WaitingQuery,
    WordsSchema,
)
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery
from api.services import services
from ledger.volunteering.correction import Wanted
from ledger.volunteering.feedback_commands import WithdrawCorrection

blp = Doors("corrections", "Corrections of minutes, asked for by volunteers")

_ONE = "/attendances/<uuid:attendance_id>/corrections/<int:number>"


@blp.post("/attendances/<uuid:attendance_id>/corrections")
@requires(Action.SPEAK_UP)
@blp.commands(RequestCorrectionSchema, CorrectionRecorded)
def request_correction(loaded: dict[str, Any], attendance_id: UUID) -> Response:
    """Ask for a correction of one's own attendance; answered within five working days (更正)."""
    row = own_attendance(attendance_id)
    return told(ask(stamp(), row, _wanted(loaded), loaded["reason"], loaded["words"]), 201)


@blp.get("/attendances/<uuid:attendance_id>/corrections")
@requires(Action.SEE_SELF)
@blp.reads(ReadQuery, pages_of(CorrectionAnswer))
def list_corrections(_asked: dict[str, Any], attendance_id: UUID) -> Any:
    """List the corrections of one's own attendance, or of one whose corrections one answers."""
    row = seen_attendance(attendance_id)
    found = services().views.corrections.of(row.attendance_id)
    return page(corrections_shown(found), None)


@blp.post(f"{_ONE}/withdrawal")
@requires(Action.SPEAK_UP)
@blp.commands(EmptySchema, CorrectionRecorded)
def withdraw_correction(_loaded: dict[str, Any], attendance_id: UUID, number: int) -> Response:
    """Take one's own request back before it is answered (撤回更正)."""
    row = own_attendance(attendance_id)
    command = WithdrawCorrection(
        **stamp(), attendance_id=row.attendance_id, number=number, person_id=row.person_id
    )
    return execute(command, 201)


@blp.post(f"{_ONE}/acceptance")
@requires(Action.ANSWER_CORRECTION)
@blp.commands(AcceptCorrectionSchema, CorrectionRecorded)
def accept_correction(loaded: dict[str, Any], attendance_id: UUID, number: int) -> Response:
    """Correct the minutes, as was asked or otherwise; never one's own (同意更正)."""
    row = answered_attendance(attendance_id)
    return told(accept(stamp(), row, number, _wanted(loaded), loaded["words"]), 201)


@blp.post(f"{_ONE}/refusal")
@requires(Action.ANSWER_CORRECTION)
@blp.commands(WordsSchema, CorrectionRecorded)
def decline_correction(loaded: dict[str, Any], attendance_id: UUID, number: int) -> Response:
    """Leave the minutes as they are, and say why (不改)."""
    return told(decline(stamp(), answered_attendance(attendance_id), number, loaded["words"]), 201)


@blp.get("/corrections")
@requires(Action.ANSWER_CORRECTION)
@blp.reads(WaitingQuery, pages_of(CorrectionAnswer))
def list_waiting_corrections(asked: dict[str, Any]) -> Any:
    """List what waits for an answer in the caller's own unit and below, oldest first."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    scope = scope_of(asked_unit(asked["unit"]))
    found = services().views.corrections.waiting(scope, limit, after)
    return page(corrections_shown(found), found[-1].position if len(found) == limit else None)


@blp.get("/me/corrections")
@requires(Action.SEE_SELF)
@blp.reads(PageQuery, pages_of(CorrectionAnswer))
def list_my_corrections(asked: dict[str, Any]) -> Any:
    """List what one asked for, latest first, with the answers (我的更正)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.corrections.of_person(caller().person_id, limit, before)
    return page(corrections_shown(found), found[-1].position if len(found) == limit else None)


def _wanted(loaded: dict[str, Any]) -> Wanted:
    return Wanted(loaded["begins"], loaded["ends"], loaded["minutes"])
