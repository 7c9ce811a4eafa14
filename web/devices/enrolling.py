"""Pages of a browser that becomes, or is, the device of a place."""

from typing import Any

from flask import Response, current_app, request, url_for

from api.auth import caller
from api.devices.cookie import is_device, keep_secret
from api.devices.enrolment import enrol_device, look_at_code
from api.devices.places import STATION, place_of
from api.errors import problem_of
from api.permissions import Action, requires
from api.refusals import DeviceNotRegisteredError
from api.request_log import note_refusal
from api.services import services
from api.signin.opening import SECURE_SETTING
from people.errors import DeviceCodeExpiredError, DeviceCodeWrongError
from people.grants import TokenKind
from web.blueprints import Pages
from web.messages_zh import refusal
from web.rendering import moved, page
from web.session import close_session, visitor
from web.shop.wares import shop_shown

pages = Pages("enrolling")

TYPED_LENGTH_MAX = 20
WAITING_MAX = 200


@pages.get("/d/<code>")
@pages.get("/D/<code>")
@requires(Action.PUBLIC)
def opened(code: str) -> Response:
    """Say what the code of a picture is for, and ask before using it up (登记设备)."""
    given = services()
    try:
        order = look_at_code(given, code[:TYPED_LENGTH_MAX])
        place = place_of(given, order.place_kind, order.place_id)
    except (DeviceCodeWrongError, DeviceCodeExpiredError) as no:
        return _ask(no, typed="")
    return _ask(None, typed=code.upper(), place_name=place.name, label=order.label)


@pages.get("/devices/enrol")
@requires(Action.PUBLIC)
def ask() -> Response:
    """Ask for the code (输登记码)."""
    return _ask(None, typed="")


@pages.post("/devices/enrol")
@requires(Action.PUBLIC)
def enrol() -> Response:
    """Use the code up: this browser is the device from now on."""
    typed, who = request.form.get("code", "")[:TYPED_LENGTH_MAX], visitor()
    former = who.grant.token_id if who is not None and is_device(who.grant) else None
    try:
        secret, _ = enrol_device(services(), typed, TokenKind.DEVICE, former=former)
    except (DeviceCodeWrongError, DeviceCodeExpiredError) as no:
        return _ask(no, typed=typed)
    return become_device(secret)


@pages.get("/device")
@requires(Action.SEE_OWN_DEVICE)
def own() -> Response:
    """Lead a device to what it shows: the station's code, or the shop's waiting vouchers."""
    given = services()
    device = given.devices.recent(caller().grant.token_id, now=given.clock())
    if device is None:
        raise DeviceNotRegisteredError
    if device.place_kind == STATION:
        return moved(url_for("pages_station_screen.station_screen", station_id=device.place_id))
    waiting = given.views.vouchers.open_in_shop(device.place_id, limit=WAITING_MAX)
    return page(
        "device_shop.html",
        shop=shop_shown(device.place_id),
        label=device.label,
        waiting_count=len(waiting),
    )


def become_device(secret: str) -> Response:
    """Give the browser the secret of the device; whoever was signed in here is so no longer."""
    response = moved(url_for("pages_enrolling.own"))
    close_session(response)
    keep_secret(response, secret, secure=bool(current_app.config[SECURE_SETTING]))
    return response


def _ask(no: Any, *, typed: str, place_name: str = "", label: str = "") -> Response:
    """Draw the form; a refused code is told in it, whatever it may have been for."""
    status = 200
    if no is not None:
        problem = problem_of(no)
        note_refusal(problem.code)
        status = problem.status
    return page(
        "device_enrol.html",
        status,
        code=typed,
        place_name=place_name,
        label=label,
        refusal=None if no is None else refusal(no.code),
    )
