"""Doors through which staff get in."""

from datetime import datetime
from typing import Any

from flask import Response

from api.auth import csrf_token
from api.doors import Doors
from api.execution import json_response
from api.idempotency import stamp, without_key
from api.permissions import Action, requires
from api.reading import EmptySchema
from api.services import services
from api.signin.opening import open_session
from api.staff import accounts, flow
from api.staff.schemas import (
    EnteredAnswer,
    NewStaffSchema,
    OptionsAnswer,
    PasskeySchema,
    PasswordSchema,
    SecondFactorSchema,
    StaffCodeAnswer,
    StepAnswer,
)

blp = Doors("staff", "Staff: signing in with two factors, and who has an account")


@blp.post("/staff-sign-in")
@without_key
@requires(Action.PUBLIC)
@blp.commands(PasswordSchema, StepAnswer, status=200)
def begin_staff_sign_in(loaded: dict[str, Any]) -> Any:
    """Show login and password; a second factor is next (工作人员登录)."""
    return flow.begin(loaded["login"], loaded["password"])


@blp.post("/staff-sign-in/second-factor")
@without_key
@requires(Action.PUBLIC)
@blp.commands(SecondFactorSchema, EnteredAnswer, status=200)
def finish_staff_sign_in(loaded: dict[str, Any]) -> Response:
    """Show the second factor; the answer sets the cookies of a session (第二步)."""
    proof = flow.Proof(code=loaded["code"], passkey=loaded["passkey"])
    return opened(flow.finish(loaded["ticket"], proof, loaded["new_password"]))


@blp.post("/staff-sign-in/passkey-options")
@without_key
@requires(Action.PUBLIC)
@blp.commands(EmptySchema, OptionsAnswer, status=200)
def begin_passkey_sign_in(_loaded: dict[str, Any]) -> Any:
    """Ask for a challenge that any passkey of the house may answer (通行密钥)."""
    return {"options": flow.passkey_options()}


@blp.post("/staff-sign-in/passkey")
@without_key
@requires(Action.PUBLIC)
@blp.commands(PasskeySchema, EnteredAnswer, status=200)
def sign_in_by_passkey(loaded: dict[str, Any]) -> Response:
    """Sign in with a passkey alone: unlocking it was the other factor (用通行密钥登录)."""
    return opened(flow.by_passkey(loaded["passkey"]))


@blp.post("/staff")
@requires(Action.MANAGE_STAFF, step_up=True)
@blp.commands(NewStaffSchema, StaffCodeAnswer)
def add_staff(loaded: dict[str, Any]) -> Response:
    """Give somebody new a role and an account; the answer holds a one-time code (添加工作人员)."""
    person_id, code = accounts.add_new(accounts.NewStaff(**loaded), stamp()["key"])
    return json_response({"person_id": person_id, "setup_code": code}, 201)


def opened(entered: flow.Entered) -> Response:
    """Answer with a session."""
    given = services()
    now: datetime = given.clock()
    response = json_response({}, 200)
    made = open_session(response, entered.login, method=entered.method, proved_at=now)
    body = {
        "role": made.grant.role.value,
        "unit_code": made.grant.unit_code,
        "csrf_token": csrf_token(given.secret_key, made.secret),
    }
    response.set_data(json_response(body, 200).get_data())
    return response
