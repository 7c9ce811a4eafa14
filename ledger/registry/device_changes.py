"""Handlers of devices."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.commands import EnrolDevice, RevokeDevice
from ledger.registry.device import Device
from ledger.registry.errors import DeviceNotFoundError


def _enrolment_streams(command: EnrolDevice) -> list[UUID]:
    return [command.device_id, *([command.replaces] if command.replaces else [])]


@handles(EnrolDevice, streams=_enrolment_streams)
def enrol_device(session: Session, command: EnrolDevice) -> Answer:
    """Enter a device of a place; the one it replaces ends with it."""
    if session.find(Device, command.device_id) is None:
        device = Device._create(  # noqa: SLF001 - its ID is given
            Device.Enrolled,
            id=command.device_id,
            place_kind=command.place_kind,
            place_id=command.place_id,
            unit_code=command.unit_code,
            ordered_by=command.ordered_by,
            replaces=command.replaces,
        )
        session.add(device)
    if command.replaces and (former := session.find(Device, command.replaces)) is not None:
        former.revoke(command.ordered_by)
    return {"device_id": command.device_id}


@handles(RevokeDevice, streams=lambda c: [c.device_id])
def revoke_device(session: Session, command: RevokeDevice) -> Answer:
    """End a device."""
    device = session.find(Device, command.device_id)
    if device is None:
        raise DeviceNotFoundError
    device.revoke(command.revoked_by)
    return {"device_id": command.device_id}
