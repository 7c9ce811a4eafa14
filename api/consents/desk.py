"""Doors of the desk: consents on paper, and guardians with both present."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auditing import note
from api.auth import asked_unit, caller
from api.consents.ages import age_of
from api.consents.deciding import decide
from api.consents.schemas import (
    ConsentDecided,
    ConsentsAnswer,
    GuardianLinked,
    GuardianRequestAnswer,
    GuardianSchema,
    PaperSchema,
    RequestsQuery,
)
from api.consents.standing import standings_of
from api.doors import Doors
from api.execution import execute, told
from api.idempotency import stamp
from api.paging import page
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import ReadQuery
from api.services import services
from ledger.kernel.clock import local_date
from ledger.registry.consent_commands import EndGuardian, LinkGuardian
from ledger.registry.consent_errors import OwnGuardianshipError
from ledger.registry.consent_purposes import Method, Purpose
from people.audit import AuditAction
from people.errors import UnknownPersonError
from people.masks import mask_name
from people.notices import NOTICES

blp = Doors("consent-desk", "Consents and guardians at the desk")


@blp.post("/consents")
@requires(Action.RECORD_CONSENT)
@blp.commands(PaperSchema, ConsentDecided)
def record_consent(loaded: dict[str, Any]) -> Response:
    """Record what a signed form says for somebody without a phone (代办同意).

    The event names the person or guardian who signed, and the clerk who typed it in.
    """
    person_id, own = loaded["person_id"], caller().person_id
    unit_code = unit_of(person_id)
    by = loaded["guardian_id"] or person_id
    if by == own:
        raise OwnGuardianshipError
    recorded = decide(
        stamp(),
        Purpose(loaded["purpose"]),
        given=loaded["given"],
        person_id=person_id,
        by=by,
        method=Method.PAPER,
        operator_id=own,
    )
    note(AuditAction.CONSENT_RECORDED, target_id=person_id, unit_code=unit_code)
    return told(recorded, 201)


@blp.get("/persons/<uuid:person_id>/consents")
@requires(Action.SEE_CONSENTS)
@blp.reads(ReadQuery, ConsentsAnswer)
def see_consents(_asked: dict[str, Any], person_id: UUID) -> Any:
    """Show what somebody of the own unit agrees to; that it was looked at is written down."""
    given = services()
    note(AuditAction.CONSENTS_READ, target_id=person_id, unit_code=unit_of(person_id))
    version = NOTICES.in_force(local_date(given.clock())).number
    return {"notice_version": version, "items": standings_of(given, person_id)}


@blp.get("/guardians/requests")
@requires(Action.LINK_GUARDIAN)
@blp.reads(RequestsQuery, pages_of(GuardianRequestAnswer))
def list_guardian_requests(asked: dict[str, Any]) -> Any:
    """List who asked to be a guardian and waits for the desk, by masked name (监护申请)."""
    unit = asked_unit(asked["unit"])
    return page(requests_in(unit, asked["limit"]), None)


@blp.post("/guardians")
@requires(Action.LINK_GUARDIAN)
@blp.commands(GuardianSchema, GuardianLinked)
def link_guardian(loaded: dict[str, Any]) -> Response:
    """Link a guardian to a minor of the own unit, with both at the desk (登记监护人)."""
    return link(stamp(), loaded["person_id"], loaded["guardian_id"])


@blp.post("/guardians/ending")
@requires(Action.LINK_GUARDIAN)
@blp.commands(GuardianSchema, GuardianLinked)
def end_guardian(loaded: dict[str, Any]) -> Response:
    """End a link of a minor of the own unit, or turn a request down (解除监护关系)."""
    return end(stamp(), loaded["person_id"], loaded["guardian_id"])


def link(own_stamp: Any, person_id: UUID, guardian_id: UUID) -> Response:
    """Link, and write it down."""
    given, unit_code, day = services(), unit_of(person_id), local_date(own_stamp["at"])
    if given.directory.find(guardian_id) is None:
        raise UnknownPersonError("nobody with this ID is enrolled")
    answer = execute(
        LinkGuardian(
            **own_stamp,
            person_id=person_id,
            guardian_id=guardian_id,
            unit_code=unit_code,
            linked_by=caller().person_id,
            age=age_of(given, person_id, day),
            guardian_age=age_of(given, guardian_id, day),
        ),
        201,
    )
    note(AuditAction.GUARDIAN_LINKED, target_id=person_id, unit_code=unit_code)
    return answer


def end(own_stamp: Any, person_id: UUID, guardian_id: UUID) -> Response:
    """End a link, and write it down."""
    unit_code, own = unit_of(person_id), caller().person_id
    ending = EndGuardian(**own_stamp, person_id=person_id, guardian_id=guardian_id, ended_by=own)
    answer = execute(ending, 201)
    note(AuditAction.GUARDIAN_ENDED, target_id=person_id, unit_code=unit_code)
    return answer


def requests_in(unit_code: str, limit: int) -> list[dict[str, Any]]:
    """Return requests that wait, with as much of the names as a desk needs to call people up."""
    given = services()
    rows = given.views.guardians.requests(scope_of(unit_code), limit)
    ids = {it for row in rows for it in (row.person_id, row.guardian_id)}
    masked = {it: mask_name(name) for it, name in given.directory.names(ids).items()}
    return [
        {
            "person_id": row.person_id,
            "guardian_id": row.guardian_id,
            "person_name": masked.get(row.person_id, ""),
            "guardian_name": masked.get(row.guardian_id, ""),
            "unit_code": row.unit_code,
            "occurred_at": row.occurred_at,
        }
        for row in rows
    ]


def unit_of(person_id: UUID) -> str:
    """Return the unit of somebody the caller may serve; anybody else is as if not there."""
    person = services().directory.find(person_id)
    if person is None or not caller().reaches(person.unit_code):
        raise UnknownPersonError("nobody with this ID is enrolled")
    return person.unit_code
