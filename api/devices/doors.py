"""Doors of devices: order a code, enrol with it, list, revoke."""

from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.devices.enrolment import end_device, enrol_device, order_device
from api.devices.schemas import (
    DeviceCodeAnswer,
    DeviceRevoked,
    DevicesAnswer,
    DeviceSecretAnswer,
    EnrolDeviceSchema,
    OrderDeviceSchema,
)
from api.devices.watching import watched_near
from api.doors import Doors
from api.execution import json_response
from api.idempotency import KEY_HEADER, KEY_PATTERN, stamp
from api.permissions import Action, requires
from api.reading import EmptySchema, ReadQuery
from api.refusals import IdempotencyKeyMissingError
from api.services import services
from people.devices import DEVICE_LIFE
from people.grants import TokenKind
from qr.addresses import device_url

blp = Doors("devices", "Screens, kiosks and counters of a place")


@blp.post("/devices/codes")
@requires(Action.MANAGE_DEVICES)
@blp.commands(OrderDeviceSchema, DeviceCodeAnswer)
def order_device_code(loaded: dict[str, Any]) -> Response:
    """Order a code that enrols one device of a place, once, within 15 minutes (登记码)."""
    given = services()
    ordered = order_device(given, caller(), stamp=stamp(), **loaded)
    body = {
        "code": ordered.code,
        "url": device_url(given.public_host, ordered.code),
        "place_name": ordered.place.name,
        "expires_at": ordered.expires_at,
    }
    return json_response(body, 201)


@blp.post("/devices/enrolment")
@requires(Action.PUBLIC)
@blp.commands(EnrolDeviceSchema, DeviceSecretAnswer)
def enrol_by_code(loaded: dict[str, Any]) -> Response:
    """Become a device of a place by its code; the access token is told only now (登记设备).

    The code is used up even if the answer is lost; then order another.
    """
    if not KEY_PATTERN.fullmatch(request.headers.get(KEY_HEADER, "")):
        raise IdempotencyKeyMissingError
    secret, record = enrol_device(services(), loaded["code"], TokenKind.BEARER)
    body = {
        "device_id": record.device_id,
        "place_kind": record.place_kind,
        "place_id": record.place_id,
        "unit_code": record.unit_code,
        "access_token": secret,
        "expires_at": record.enrolled_at + DEVICE_LIFE,
    }
    return json_response(body, 201)


@blp.get("/devices")
@requires(Action.MANAGE_DEVICES)
@blp.reads(ReadQuery, DevicesAnswer)
def list_devices(_asked: dict[str, Any]) -> Any:
    """List the devices of one's place, or of the unit and below, revoked ones too (设备).

    Each with what is wrong: a clock that is off, a secret used in two places, a long silence.
    """
    return {"items": [it.told() for it in watched_near(services(), caller())]}


@blp.post("/devices/<uuid:device_id>/revocation")
@requires(Action.MANAGE_DEVICES)
@blp.commands(EmptySchema, DeviceRevoked)
def revoke_device(_loaded: dict[str, Any], device_id: UUID) -> Response:
    """End a device at once: its access and the codes it makes (停用设备)."""
    stamp()
    end_device(services(), caller(), device_id)
    return json_response({"device_id": device_id, "position": None}, 201)
