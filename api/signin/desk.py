"""Doors to the desk: changing somebody's number with four eyes, and notices of the unit."""

from typing import Any
from uuid import UUID

from api.auditing import entry_of
from api.auth import Caller, caller
from api.doors import Doors
from api.idempotency import without_key
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import ReadQuery
from api.refusals import UnknownAddressError
from api.services import services
from api.signin.schemas import (
    NoticeAnswer,
    NoticesAnswer,
    RebindingAnswer,
    RebindingsAnswer,
    RebindingSchema,
)
from people.audit import AuditAction
from people.desk_notices import Notice, Reach
from people.errors import UnknownPersonError
from people.formats import mask_phone
from people.masks import mask_name
from people.rebindings import Rebinding

blp = Doors("desk", "The desk of a village or community: changes of numbers, notices")


@blp.get("/desk/rebindings")
@requires(Action.REBIND_PHONE)
@blp.reads(ReadQuery, RebindingsAnswer)
def list_rebindings(_asked: dict[str, Any]) -> Any:
    """List changes of number that wait for a second member of the staff (待确认的换绑)."""
    return {"items": waiting()}


@blp.post("/desk/rebindings")
@without_key
@requires(Action.REBIND_PHONE)
@blp.commands(RebindingSchema, RebindingAnswer)
def propose_rebinding(loaded: dict[str, Any]) -> Any:
    """Propose another number for a person who is at the desk (提出换绑)."""
    return rebinding_row(propose(loaded["person_id"], loaded["phone"], loaded["reason"]))


@blp.post("/desk/rebindings/<uuid:rebinding_id>/confirmation")
@without_key
@requires(Action.REBIND_PHONE)
@blp.answers(RebindingAnswer)
def confirm_rebinding(rebinding_id: UUID) -> Any:
    """Confirm what another has proposed: the number changes, all sessions end (确认换绑)."""
    return rebinding_row(confirm(rebinding_id))


@blp.get("/desk/notices")
@requires(Action.SEE_DESK_NOTICES)
@blp.reads(ReadQuery, NoticesAnswer)
def list_notices(_asked: dict[str, Any]) -> Any:
    """List what the staff of the unit should look at (服务台提醒)."""
    found = services().phone.notices.list_of(reach_of(caller()))
    return {"items": [notice_row(it) for it in found]}


@blp.post("/desk/notices/<uuid:notice_id>/seen")
@without_key
@requires(Action.SEE_DESK_NOTICES)
@blp.answers(NoticeAnswer)
def see_notice(notice_id: UUID) -> Any:
    """Note that somebody has looked (知道了)."""
    mark_seen(notice_id)
    found = services().phone.notices.list_of(reach_of(caller()))
    return next((notice_row(it) for it in found if it.notice_id == notice_id), {})


def propose(person_id: UUID, phone: str, reason: str) -> Rebinding:
    """Propose a number for a person of the caller's unit, and note it."""
    given, who = services(), caller()
    person = given.directory.find(person_id)
    if person is None:
        raise UnknownPersonError("nobody with this ID is enrolled")
    who.require_unit(person.unit_code)
    with given.people.writing() as connection:
        proposed = given.phone.rebindings.propose_with(
            connection, person_id, phone, reason=reason, by=who.person_id, now=given.clock()
        )
        _note(connection, AuditAction.REBINDING_PROPOSED, proposed)
    return proposed


def confirm(rebinding_id: UUID) -> Rebinding:
    """Confirm a change of number in the caller's unit, and note it."""
    given, who = services(), caller()
    with given.people.writing() as connection:
        confirmed = given.phone.rebindings.confirm_with(
            connection,
            rebinding_id,
            reach_of(caller()),
            by=who.person_id,
            now=given.clock(),
        )
        _note(connection, AuditAction.REBINDING_CONFIRMED, confirmed)
    given.sessions.forget_recent()
    return confirmed


def waiting() -> list[dict[str, Any]]:
    """Return what waits in the caller's unit."""
    given = services()
    found = given.phone.rebindings.waiting(reach_of(caller()), now=given.clock())
    return [rebinding_row(it) for it in found]


def reach_of(who: Caller) -> Reach:
    """Return the units a caller reaches today."""
    return [(it.code, it.without) for it in scope_of(who.grant.unit_code).parts]


def mark_seen(notice_id: UUID) -> None:
    """Note that the caller has looked at a notice of their unit."""
    given, who = services(), caller()
    if not given.phone.notices.see(
        notice_id, reach_of(caller()), by=who.person_id, now=given.clock()
    ):
        raise UnknownAddressError


def rebinding_row(it: Rebinding) -> dict[str, Any]:
    """Return a change of number as the staff are told: name and number masked."""
    person = services().directory.find(it.person_id)
    return {
        "rebinding_id": it.rebinding_id,
        "person_id": it.person_id,
        "name": mask_name(person.display_name) if person else "",
        "unit_code": it.unit_code,
        "phone": mask_phone(it.phone),
        "reason": it.reason,
        "proposed_by": it.proposed_by,
        "proposed_at": it.proposed_at,
        "expires_at": it.expires_at,
    }


def notice_row(it: Notice) -> dict[str, Any]:
    """Return a notice as the staff are told."""
    return {
        "notice_id": it.notice_id,
        "unit_code": it.unit_code,
        "kind": it.kind.value,
        "person_id": it.person_id,
        "noticed_at": it.noticed_at,
        "seen_at": it.seen_at,
    }


def _note(connection: Any, action: AuditAction, about: Rebinding) -> None:
    entry = entry_of(action, target_id=about.person_id, unit_code=about.unit_code)
    services().audit.append_with(connection, [entry])
