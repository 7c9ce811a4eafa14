"""Ordering, enrolling and ending devices: access in `people`, the fact in the ledger."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.auditing import note
from api.auth import Caller
from api.devices.places import Place, place_of, require_near
from api.execution import carry_out
from api.idempotency import Stamp
from api.rates.guard import count_address, require_room
from api.rates.quotas import DEVICE_CODE_FAILURES
from api.reach import scope_of
from api.services import Services
from ledger.kernel.ids import derive_subject
from ledger.registry.commands import EnrolDevice, RevokeDevice
from ledger.registry.errors import DeviceNotFoundError
from people.audit import AuditAction
from people.device_codes import DeviceOrder, code_of
from people.devices import DeviceRecord
from people.errors import DeviceCodeExpiredError, DeviceCodeWrongError
from people.grants import TokenKind
from people.roles import Role

ENROLMENT = "device_enrolment"
"""The purpose under which refused codes stand in the audit log."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A code that was ordered, and until when it is good."""

    code: str
    place: Place
    expires_at: datetime


def order_device(
    given: Services,
    who: Caller,
    *,
    place_kind: str,
    place_id: UUID,
    label: str,
    replaces: UUID | None,
    stamp: Stamp,
) -> Ordered:
    """Order a code for a place near the caller. The same request again has the same code."""
    place = place_of(given, place_kind, place_id)
    require_near(who, place_id, place.unit_code)
    if replaces is not None and device_near(given, who, replaces).place_id != place_id:
        raise DeviceNotFoundError
    order = DeviceOrder(
        device_id=derive_subject("device", stamp["key"], stamp["fingerprint"].hex()),
        place_kind=place_kind,
        place_id=place_id,
        unit_code=place.unit_code,
        label=label,
        ordered_by=who.person_id,
        replaces=replaces,
    )
    code = code_of(hmac.digest(given.secret_key, b"device" + order.device_id.bytes, "sha256"))
    expires_at = given.devices.codes.keep(order, code, now=stamp["at"])
    note(AuditAction.DEVICE_ORDERED, unit_code=place.unit_code)
    return Ordered(code, place, expires_at)


def look_at_code(given: Services, code: str) -> DeviceOrder:
    """Return what a code is for. Wrong and old ones are refused, counted and written down."""
    require_room(given, DEVICE_CODE_FAILURES)
    try:
        return given.devices.codes.find(code, now=given.clock())
    except (DeviceCodeWrongError, DeviceCodeExpiredError) as no:
        _note_refused(given, no.code)
        raise


def enrol_device(
    given: Services, code: str, kind: TokenKind, *, former: UUID | None = None
) -> tuple[str, DeviceRecord]:
    """Let a device in by its code; return its secret, which is told only now.

    ``former`` is the device that this browser was: it ends. The ledger first, under a key of the
    order: if what follows fails, the same code goes on.
    """
    now, order = given.clock(), look_at_code(given, code)
    carry_out(
        given,
        EnrolDevice(
            key=f"device:{order.device_id.hex}",
            at=now,
            device_id=order.device_id,
            place_kind=order.place_kind,
            place_id=order.place_id,
            unit_code=order.unit_code,
            ordered_by=order.ordered_by,
            replaces=order.replaces,
        ),
    )
    try:
        secret, record = given.devices.enrol(code, kind=kind, now=now)
    except DeviceCodeExpiredError as no:
        _note_refused(given, no.code)  # another one used it just now
        raise
    note(
        AuditAction.DEVICE_ENROLLED,
        unit_code=record.unit_code,
        actor_id=record.device_id,
        actor_role=Role.SCREEN,
    )
    if former is not None and former != record.device_id:
        _end(given, former, record.ordered_by)
    return secret, record


def end_device(given: Services, who: Caller, device_id: UUID) -> DeviceRecord:
    """Revoke a device near the caller: first its access, then the fact. Again changes nothing."""
    record = device_near(given, who, device_id)
    if _end(given, device_id, record.revoked_by or who.person_id):
        note(AuditAction.DEVICE_REVOKED, unit_code=record.unit_code)
    return record


def device_near(given: Services, who: Caller, device_id: UUID) -> DeviceRecord:
    """Return a device of a place near the caller, or refuse without telling whether it exists."""
    record = given.devices.of(device_id)
    if record is None:
        raise DeviceNotFoundError
    own = who.grant.place_id
    near = who.reaches(record.unit_code) if own is None else own == record.place_id
    if not near:
        raise DeviceNotFoundError
    return record


def devices_near(given: Services, who: Caller) -> list[DeviceRecord]:
    """List the devices the caller sees to, the newest first."""
    if who.grant.place_id is not None:
        return given.devices.at_place(who.grant.place_id)
    scope = scope_of(who.grant.unit_code)
    found = [it for part in scope.parts for it in given.devices.below(part.code)]
    return [it for it in found if scope.holds(it.unit_code)]


def _end(given: Services, device_id: UUID, by: UUID) -> bool:
    now = given.clock()
    ended = given.devices.revoke(device_id, by, now=now)
    key = f"device-revoked:{device_id.hex}"
    carry_out(given, RevokeDevice(key=key, at=now, device_id=device_id, revoked_by=by))
    return ended


def _note_refused(given: Services, code: str) -> None:
    note(AuditAction.REFUSED, result=code, purpose=ENROLMENT)
    count_address(given, DEVICE_CODE_FAILURES)
