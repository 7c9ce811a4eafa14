"""Doors to signing in by phone, and to one's own sessions."""

from typing import Any
from uuid import UUID

from flask import Response

from api.auditing import note
from api.auth import caller, csrf_token
from api.doors import Doors
from api.execution import json_response
from api.idempotency import without_key
from api.permissions import Action, requires
from api.reading import ReadQuery
from api.refusals import UnknownAddressError
from api.services import services
from api.signin import phone
from api.signin.opening import Opened, drop_session, give
from api.signin.phone import Outcome
from api.signin.schemas import (
    ChoiceSchema,
    CodeSchema,
    CodeSentAnswer,
    EndedAnswer,
    IdentitySchema,
    PhoneSchema,
    SessionsAnswer,
    SignInAnswer,
)
from people.audit import AuditAction
from people.codes import CODE_AGE_MAX, SENT_EVERY
from people.roles import Role
from people.sessions import SessionRecord

blp = Doors("sign-in", "Signing in by phone, and one's own sessions")

ACCEPTED = 202


@blp.post("/sign-in/codes")
@without_key
@requires(Action.PUBLIC)
@blp.commands(PhoneSchema, CodeSentAnswer, status=ACCEPTED)
def send_sign_in_code(loaded: dict[str, Any]) -> Any:
    """Send a one-time code to a phone number (发验证码)."""
    phone.send_code(loaded["phone"])
    return {
        "resend_after_s": int(SENT_EVERY.total_seconds()),
        "valid_s": int(CODE_AGE_MAX.total_seconds()),
    }


@blp.post("/sign-in")
@without_key
@requires(Action.PUBLIC)
@blp.commands(CodeSchema, SignInAnswer, status=200)
def sign_in(loaded: dict[str, Any]) -> Response:
    """Sign in with the code that was sent (登录)."""
    return _answer(phone.show_code(loaded["phone"], loaded["code"]))


@blp.post("/sign-in/choices")
@without_key
@requires(Action.PUBLIC)
@blp.commands(ChoiceSchema, SignInAnswer, status=200)
def choose_who_signs_in(loaded: dict[str, Any]) -> Response:
    """Choose who signs in, where several people share a number (选是谁)."""
    return _answer(phone.choose(loaded["step"], loaded["person_id"], Role(loaded["role"])))


@blp.post("/sign-in/identity-checks")
@without_key
@requires(Action.PUBLIC)
@blp.commands(IdentitySchema, SignInAnswer, status=200)
def check_identity(loaded: dict[str, Any]) -> Response:
    """Show by name and ID number that a long unused number is still one's own (核对身份)."""
    return _answer(phone.prove_identity(loaded["step"], loaded["name"], loaded["id_last_6"]))


@blp.get("/me/sessions")
@requires(Action.SEE_SELF)
@blp.reads(ReadQuery, SessionsAnswer)
def list_my_sessions(_asked: dict[str, Any]) -> Any:
    """List where one is signed in (在用的手机)."""
    given, who = services(), caller()
    found = given.sessions.list_of(who.person_id, now=given.clock())
    return {"items": [session_row(it, who.grant.token_id) for it in found]}


@blp.delete("/me/sessions")
@requires(Action.SEE_SELF)
@blp.answers(EndedAnswer)
def end_my_other_sessions() -> Any:
    """Sign out everywhere but here (退出其他所有)."""
    return {"ended": end_others()}


@blp.delete("/me/sessions/<uuid:session_id>")
@requires(Action.SEE_SELF)
@blp.answers(EndedAnswer)
def end_my_session(session_id: UUID) -> Response:
    """Sign out on one device (退出一台)."""
    response = json_response({"ended": end_one(session_id)}, 200)
    if session_id == caller().grant.token_id:
        drop_session(response)
    return response


def end_others() -> int:
    """End all sessions of the caller but the one of this request, and note it."""
    given, who = services(), caller()
    ended = given.sessions.end_others(who.person_id, who.grant.token_id, now=given.clock())
    note(AuditAction.SESSIONS_ENDED, target_id=who.person_id, unit_code=who.grant.unit_code)
    return ended


def end_one(session_id: UUID) -> int:
    """End one session of the caller, and note it; refuse what is not theirs."""
    given, who = services(), caller()
    if not given.sessions.end(session_id, who.person_id, now=given.clock()):
        raise UnknownAddressError
    note(AuditAction.SESSIONS_ENDED, target_id=who.person_id, unit_code=who.grant.unit_code)
    return 1


def session_row(record: SessionRecord, own_id: UUID) -> dict[str, Any]:
    """Return a session as its owner is told."""
    return {
        "session_id": record.grant.token_id,
        "device_label": record.device_label,
        "method": record.grant.method.value,
        "role": record.grant.role.value,
        "opened_at": record.opened_at,
        "seen_at": record.seen_at,
        "expires_at": record.grant.expires_at,
        "this_one": record.grant.token_id == own_id,
    }


def _answer(outcome: Outcome) -> Response:
    if not isinstance(outcome, Opened):
        choices = [
            {
                "person_id": it.person_id,
                "name": it.name,
                "role": it.role.value,
                "unit_code": it.unit_code,
            }
            for it in outcome.choices
        ]
        body = {"step": outcome.step, "choices": choices, "others": outcome.others}
        return json_response({"state": "choose", **body}, 200)
    grant = outcome.grant
    body = {
        "person_id": grant.person_id,
        "role": grant.role.value,
        "unit_code": grant.unit_code,
        "expires_at": grant.expires_at,
        "csrf_token": csrf_token(services().secret_key, outcome.secret),
    }
    response = json_response({"state": "signed_in", **body}, 200)
    give(response, outcome)
    return response
