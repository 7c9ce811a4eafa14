"""Adding staff: the security administrator gives a role and hands over a one-time code."""

from typing import Any, Final

from flask import Response, request

from api.permissions import Action, requires
from api.services import services
from api.staff.accounts import NewStaff, add_new
from ledger.registry.role_holder import ROLES
from people.masks import NAME_LENGTH_MAX
from people.passcodes import LOGIN_LENGTH_MAX
from web import messages_zh
from web.blueprints import Pages
from web.forms import form_key
from web.rendering import Context, fresh_key, page
from web.staff.asking import NOTHING_REFUSED, Refused, asked_again

pages = Pages("staff_accounts")

ACCOUNTS: Final = "/staff/accounts"
_BLANK: Final = {"name": "", "login": "", "role": "clerk", "unit_code": ""}


@pages.get(ACCOUNTS)
@requires(Action.MANAGE_STAFF, step_up=True)
def ask_for_staff() -> Response:
    """Ask who is new (添加工作人员)."""
    return _form(_BLANK, None, NOTHING_REFUSED, 200)


@pages.post(ACCOUNTS)
@requires(Action.MANAGE_STAFF, step_up=True)
def add_staff() -> Response:
    """Add them, and show their code this once."""
    typed = {name: request.form.get(name, "").strip() for name in _BLANK}
    if typed["role"] not in ROLES:
        typed["role"] = _BLANK["role"]
    try:
        _, code = add_new(_new(typed), form_key())
    except Refused as error:
        return asked_again(error, lambda words, status: _form(typed, None, words, status))
    address = f"{services().public_host}/setup"
    added = {"name": typed["name"], "code": code, "address": address}
    return _form(_BLANK, added, NOTHING_REFUSED, 200)


def _new(typed: dict[str, str]) -> NewStaff:
    return NewStaff(
        name=typed["name"],
        login=typed["login"],
        role=typed["role"],
        unit_code=typed["unit_code"],
    )


def _form(typed: dict[str, str], added: Any, words: Context, status: int) -> Response:
    return page(
        "staff_accounts.html",
        status,
        key=fresh_key(),
        typed=typed,
        added=added,
        roles=[(it, messages_zh.ROLES.get(it, it)) for it in ROLES if it in messages_zh.ROLES],
        login_length_max=LOGIN_LENGTH_MAX,
        name_length_max=NAME_LENGTH_MAX,
        **words,
    )
