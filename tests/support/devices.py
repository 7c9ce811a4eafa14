"""Devices for tests: enrolled as a keeper would, without the doors."""

from datetime import datetime
from uuid import UUID

from ledger.kernel.application import Ledger
from ledger.kernel.clock import utc_now
from ledger.kernel.ids import new_id
from ledger.registry.commands import EnrolDevice
from people.device_codes import DeviceOrder, code_of
from people.devices import Devices
from people.grants import TokenKind


def enrol(
    ledger: Ledger,
    devices: Devices,
    place_id: UUID,
    unit_code: str,
    *,
    place_kind: str = "station",
    kind: TokenKind = TokenKind.DEVICE,
    now: datetime | None = None,
) -> str:
    """Enrol a device of a place; return its secret."""
    at = now or utc_now()
    order = DeviceOrder(
        device_id=new_id(),
        place_kind=place_kind,
        place_id=place_id,
        unit_code=unit_code,
        label="门口屏幕",
        ordered_by=new_id(),
    )
    ledger.execute(
        EnrolDevice(
            key=f"device:{order.device_id.hex}",
            at=at,
            device_id=order.device_id,
            place_kind=place_kind,
            place_id=place_id,
            unit_code=unit_code,
            ordered_by=order.ordered_by,
        )
    )
    code = code_of(order.device_id.bytes)
    devices.codes.keep(order, code, now=at)
    secret, _ = devices.enrol(code, kind=kind, now=at)
    return secret
