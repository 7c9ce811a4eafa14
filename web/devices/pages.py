"""Pages for whoever sees to the devices of a place."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import Caller, caller
from api.devices.enrolment import Ordered, end_device, enrol_device, order_device
from api.devices.places import SHOP, STATION
from api.devices.watching import Watched, watched_near
from api.permissions import Action, requires
from api.reach import scope_of
from api.refusals import OutsideUnitError, RequestInvalidError
from api.services import services
from people.grants import TokenKind
from people.roles import Role
from people.schema import LABEL_LENGTH_MAX
from qr import images
from qr.addresses import device_url
from web.blueprints import Pages, fresh
from web.devices.enrolling import become_device
from web.devices.words import said_of
from web.forms import form_stamp
from web.rendering import fresh_key, markup, page, see

pages = Pages("devices")

PLACES_SHOWN_MAX = 200
OWN_LABEL = "本站屏幕"


@pages.get("/devices")
@requires(Action.MANAGE_DEVICES)
@fresh
def devices() -> Response:
    """List the devices of one's place or unit, and order codes for new ones (设备)."""
    who = caller()
    places = _places(who)
    names = {it["place_id"]: it["name"] for it in places}
    found = [_shown(it, names) for it in watched_near(services(), who)]
    return page(
        "devices.html",
        devices=[it for it in found if it["revoked_at"] is None],
        former=[it for it in found if it["revoked_at"] is not None],
        places=places,
        key=fresh_key(),
        label_length_max=LABEL_LENGTH_MAX,
    )


@pages.post("/devices/codes")
@requires(Action.MANAGE_DEVICES)
def order_code() -> Response:
    """Show the code of one new device: as a picture, and to be typed (登记码)."""
    kind, _, place_id = request.form.get("place", "").partition(":")
    label = request.form.get("label", "").strip()
    if kind not in (STATION, SHOP) or not 0 < len(label) <= LABEL_LENGTH_MAX:
        raise RequestInvalidError({"label": ["Missing or too long."]})
    ordered = order_device(
        services(),
        caller(),
        place_kind=kind,
        place_id=_uuid(place_id),
        label=label,
        replaces=_uuid(request.form["replaces"]) if request.form.get("replaces") else None,
        stamp=form_stamp(),
    )
    return _code_page(ordered, label)


@pages.post("/devices/here")
@requires(Action.MANAGE_DEVICES)
def enrol_here() -> Response:
    """Make this very browser a device of the keeper's own place; the keeper is signed out here."""
    who, given = caller(), services()
    if who.grant.place_id is None:
        raise OutsideUnitError(unit_code=who.grant.unit_code)
    ordered = order_device(
        given,
        who,
        place_kind=SHOP if who.role is Role.SHOP_KEEPER else STATION,
        place_id=who.grant.place_id,
        label=OWN_LABEL,
        replaces=None,
        stamp=form_stamp(),
    )
    secret, _ = enrol_device(given, ordered.code, TokenKind.DEVICE)
    return become_device(secret)


@pages.post("/devices/<uuid:device_id>/revocation")
@requires(Action.MANAGE_DEVICES)
def revoke(device_id: UUID) -> Response:
    """End a device at once (停用)."""
    end_device(services(), caller(), device_id)
    return see(".devices")


def _code_page(ordered: Ordered, label: str) -> Response:
    url = device_url(services().public_host, ordered.code)
    return page(
        "device_code.html",
        place_name=ordered.place.name,
        label=label,
        code=ordered.code,
        expires_at=ordered.expires_at,
        qr_svg=markup(images.svg(url, title="登记码")),
    )


def _places(who: Caller) -> list[dict[str, Any]]:
    """Return the stations and shops whose devices the caller sees to."""
    views, own, unit = services().views, who.grant.place_id, who.grant.unit_code
    if own is not None:
        near_stations = [it for it in [views.stations.of(own)] if it]
        near_shops = [it for it in [views.shops.of(own)] if it]
    else:
        near_stations = views.stations.page(scope_of(unit), PLACES_SHOWN_MAX)
        near_shops = views.shops.page(scope_of(unit), PLACES_SHOWN_MAX)
    found = [{"kind": STATION, "place_id": it.station_id, "name": it.name} for it in near_stations]
    return found + [{"kind": SHOP, "place_id": it.shop_id, "name": it.name} for it in near_shops]


def _shown(device: Watched, names: dict[Any, str]) -> dict[str, Any]:
    place_name = names.get(device.record.place_id, "")
    return {**asdict(device.record), "place_name": place_name, "troubles": said_of(device)}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RequestInvalidError({"place": ["Not a place."]}) from None
