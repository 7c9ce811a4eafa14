"""One's own way in: password, app, recovery codes, passkeys; and the second factor once more."""

from typing import Any, Final
from uuid import UUID

from flask import Response, request
from markupsafe import Markup

from api.permissions import Action, requires
from api.services import services
from api.staff import security
from api.staff.flow import Proof
from people.passkeys import LABEL_LENGTH_MAX
from people.staff_errors import StaffAccountMissingError
from people.totp import Enrolment
from qr import images
from web.blueprints import Pages
from web.rendering import Context, moved, page
from web.session import local_address, visitor
from web.staff.asking import NOTHING_REFUSED, Refused, asked_again, drawn, passkey_sent

pages = Pages("security")

SECURITY: Final = "/me/security"
STEP_UP: Final = "/staff/step-up"
SAID: Final = {
    "password": "密码改好了，别的设备上都退出了",
    "passkey": "通行密钥加好了",
    "removed": "通行密钥删掉了",
}
_GROUP: Final = 4


@pages.get(SECURITY)
@requires(Action.SEE_SELF)
def see_security() -> Response:
    """Show what one's own account has (登录安全)."""
    return _overview(NOTHING_REFUSED, 200)


@pages.post(SECURITY + "/password")
@requires(Action.SEE_SELF)
def change_password() -> Response:
    """Change the password (改密码)."""
    try:
        security.change_password(request.form.get("current", ""), request.form.get("new", ""))
    except Refused as error:
        return asked_again(error, _overview)
    return moved(f"{SECURITY}?done=password")


@pages.get(SECURITY + "/app")
@requires(Action.SEE_SELF, step_up=True)
def show_app() -> Response:
    """Show the code for a new authenticator app (绑定验证器)."""
    return _app(security.begin_app(), NOTHING_REFUSED, 200)


@pages.post(SECURITY + "/app")
@requires(Action.SEE_SELF, step_up=True)
def confirm_app() -> Response:
    """Take the app's first code, and show fresh recovery codes."""
    try:
        codes = security.confirm_app(request.form.get("code", ""))
    except Refused as error:
        waiting = security.pending_app()
        return asked_again(error, lambda words, status: _app(waiting, words, status))
    return recovery_page(codes, "验证器绑好了", SECURITY)


@pages.post(SECURITY + "/recovery-codes")
@requires(Action.SEE_SELF, step_up=True)
def renew_recovery_codes() -> Response:
    """Show fresh recovery codes (换恢复码)."""
    return recovery_page(security.new_recovery_codes(), "恢复码换好了", SECURITY)


@pages.get(SECURITY + "/passkeys")
@requires(Action.SEE_SELF, step_up=True)
def ask_for_passkey() -> Response:
    """Ask the browser for a passkey (加一把通行密钥)."""
    return _passkey("", NOTHING_REFUSED, 200)


@pages.post(SECURITY + "/passkeys")
@requires(Action.SEE_SELF, step_up=True)
def add_passkey() -> Response:
    """Keep it."""
    label = request.form.get("label", "").strip()[:LABEL_LENGTH_MAX] or "通行密钥"
    try:
        security.add_passkey(passkey_sent(), label)
    except Refused as error:
        return asked_again(error, lambda words, status: _passkey(label, words, status))
    return moved(f"{SECURITY}?done=passkey")


@pages.post(SECURITY + "/passkeys/<uuid:passkey_id>/removal")
@requires(Action.SEE_SELF, step_up=True)
def remove_passkey(passkey_id: UUID) -> Response:
    """Forget one of one's passkeys (删除通行密钥)."""
    try:
        security.remove_passkey(passkey_id)
    except Refused as error:
        return asked_again(error, _overview)
    return moved(f"{SECURITY}?done=removed")


@pages.get(STEP_UP)
@requires(Action.SEE_SELF)
def ask_step_up() -> Response:
    """Ask for a second factor once more (再验一步)."""
    return _step_up(local_address(request.args.get("next", "/")), NOTHING_REFUSED, 200)


@pages.post(STEP_UP)
@requires(Action.SEE_SELF)
def take_step_up() -> Response:
    """Take it, and go on with what was asked for."""
    next_address = local_address(request.form.get("next", "/"))
    try:
        security.step_up(Proof(code=request.form.get("code", ""), passkey=passkey_sent()))
    except Refused as error:
        return asked_again(error, lambda words, status: _step_up(next_address, words, status))
    return moved(next_address)


def recovery_page(codes: list[str], said: str, next_address: str, **more: Any) -> Response:
    """Show recovery codes, this once."""
    return page("recovery_codes.html", codes=codes, said=said, next_address=next_address, **more)


def enrolment_words(enrolment: Enrolment) -> Context:
    """Return a secret as the page shows it: a code to scan, and groups to type."""
    secret = enrolment.secret
    drawing = images.svg(enrolment.address, title="给验证器扫的二维码")
    grouped = " ".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP))
    # The maker escapes the title; all else is numbers.
    return {"qr_svg": Markup(drawing), "secret": grouped}  # noqa: S704


def _overview(words: Context, status: int) -> Response:
    said = SAID.get(request.args.get("done", ""), "")
    return page("security.html", status, said=said, **security.overview(), **words)


def _app(enrolment: Enrolment, words: Context, status: int) -> Response:
    return page(
        "staff_app.html",
        status,
        title="绑定验证器",
        action=SECURITY + "/app",
        back=SECURITY,
        passkey_options=None,
        **enrolment_words(enrolment),
        **words,
    )


def _passkey(label: str, words: Context, status: int) -> Response:
    try:
        options = security.begin_passkey()
    except Refused as error:
        return asked_again(error, _overview)
    draw = drawn(
        "passkey_new.html", options=options, label=label, label_length_max=LABEL_LENGTH_MAX
    )
    return draw(words, status)


def _step_up(next_address: str, words: Context, status: int) -> Response:
    who = visitor()
    account = who and services().staff.accounts.find(who.person_id)
    if not account or not account.is_ready:
        raise StaffAccountMissingError("the person has no staff account")
    return page(
        "staff_second.html",
        status,
        title="再验一步",
        why="这一步要紧，请再验一次。10 分钟内不用重复。",
        action=STEP_UP,
        back="/",
        has_code=account.has_totp,
        passkey_options=security.step_up_options(),
        needs_new_password=False,
        next_address=next_address,
        **words,
    )
