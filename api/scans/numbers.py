"""The running numbers of kept scans: noted after the scans themselves have their answers."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from api.auth import Caller
from api.execution import carry_out
from api.scans.scan import Scan
from api.services import Services
from ledger.kernel.errors import UnavailableError
from ledger.stations.visit_commands import NoteNumbers

DEVICES_MAX = 5
"""Devices whose numbers one request brings; a phone has one, or two where it was reset."""


def note_sent(given: Services, who: Caller, scans: Sequence[Scan], at: datetime) -> None:
    """Note which numbers came. The scans have their answers: whatever fails here spoils none."""
    of_devices: dict[UUID, list[Scan]] = {}
    for it in scans:
        if it.sequence is not None and it.device_id is not None:
            of_devices.setdefault(it.device_id, []).append(it)
    for device_id, sent in list(of_devices.items())[:DEVICES_MAX]:
        numbers = tuple(sorted({it.sequence for it in sent if it.sequence is not None}))
        body = f"{who.role.value} {device_id} {numbers}"
        command = NoteNumbers(
            key=f"{who.name_space}:numbers:{sha256(body.encode()).hexdigest()[:32]}",
            at=at,
            fingerprint=b"numbers",
            person_id=who.grant.person_id,
            role=who.role.value,
            device_id=device_id,
            unit_code=who.grant.unit_code,
            place_id=who.grant.place_id,
            numbers=numbers,
            clock_off=sent[-1].clock_off(at),
        )
        try:
            carry_out(given, command)
        except UnavailableError:
            return  # the next upload shows the same gap, or closes it
