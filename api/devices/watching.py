"""Devices that are not as they should be: told in lists, before riders find out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from flask import request

from api.auth import Caller
from api.devices.enrolment import devices_near
from api.devices.places import STATION
from api.services import Services
from ledger.kernel.occurrence import OFFLINE_MAX
from people.device_reports import DeviceReport, is_in_two_places
from people.devices import DeviceRecord

TIME_HEADER: Final = "Device-Time"
"""Milliseconds since 1970 by the device's own clock."""
INSTANCE_HEADER: Final = "Device-Instance"
"""What the browser calls itself; 8 to 36 letters, digits and hyphens."""
INSTANCE_LENGTH_MIN: Final = 8
INSTANCE_LENGTH_MAX: Final = 36
SCREENS_LOOKED_BACK: Final = timedelta(days=7)
_TIME_DIGITS_MAX: Final = 15


class Trouble(StrEnum):
    """What is wrong with a device."""

    CLOCK_OFF = "clock_off"
    TWO_PLACES = "two_places"
    """Two browsers speak with its secret at the same time."""
    SILENT = "silent"
    """Not heard for longer than ``offline_max_h``: out of power or network, or gone."""
    USED_WHILE_SILENT = "used_while_silent"
    """Its station's code counted although no screen there has been heard for so long."""
    HEARD_AFTER_END = "heard_after_end"
    """It was ended, and still tries."""


GRAVE: Final = frozenset({Trouble.TWO_PLACES, Trouble.USED_WHILE_SILENT, Trouble.HEARD_AFTER_END})
"""What looks like theft, not like an accident."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A device, and what is wrong with it."""

    record: DeviceRecord
    clock_off_s: int | None
    """How far its clock is ahead; None if it never said."""
    troubles: tuple[Trouble, ...]

    def told(self) -> dict[str, Any]:
        """Return it as lists show it."""
        more = {"clock_off_s": self.clock_off_s, "troubles": list(self.troubles)}
        return asdict(self.record) | more


def note_report(given: Services, device_id: UUID) -> int | None:
    """Keep what the device of this request says; return how far its clock is off, if too far."""
    said, instance = request.headers.get(TIME_HEADER, ""), request.headers.get(INSTANCE_HEADER, "")
    is_number = said.isascii() and said.isdigit() and len(said) <= _TIME_DIGITS_MAX
    if not is_number or not _is_instance(instance):
        return None
    now = given.clock()
    off_s = round(int(said) / 1000 - now.timestamp())
    given.devices.reports.note(device_id, instance, off_s, now)
    return off_s if DeviceReport(device_id, instance, now, now, off_s).is_clock_off else None


def watched_near(given: Services, who: Caller) -> list[Watched]:
    """List the devices the caller sees to, and what is wrong with each, the newest first."""
    return watch(given, devices_near(given, who))


def watch(given: Services, found: Sequence[DeviceRecord]) -> list[Watched]:
    """Tell what is wrong with devices: of a place, all it has."""
    now, ids = given.clock(), [it.device_id for it in found]
    reports = given.devices.reports.of(ids, now)
    heard = given.devices.reports.heard_after_end([it.device_id for it in found if it.revoked_at])
    used = _used_while_silent(given, found, now)
    shown = []
    for it in found:
        said = reports.get(it.device_id, [])
        troubles = [Trouble.HEARD_AFTER_END] if it.device_id in heard else []
        if it.revoked_at is None:
            troubles += _troubles(it, said, now)
            troubles += [Trouble.USED_WHILE_SILENT] if it.place_id in used else []
        shown.append(Watched(it, said[0].clock_off_s if said else None, tuple(troubles)))
    return shown


def _troubles(it: DeviceRecord, said: Sequence[DeviceReport], now: datetime) -> list[Trouble]:
    signs = (
        (Trouble.TWO_PLACES, is_in_two_places(said)),
        (Trouble.CLOCK_OFF, bool(said) and said[0].is_clock_off),
        (Trouble.SILENT, now - it.seen_at > OFFLINE_MAX),
    )
    return [trouble for trouble, is_so in signs if is_so]


def _used_while_silent(
    given: Services, found: Sequence[DeviceRecord], now: datetime
) -> dict[UUID, datetime]:
    """Return stations whose code counted later than any screen there may be without a word."""
    seen: dict[UUID, datetime] = {}
    for it in found:
        if it.place_kind == STATION and it.revoked_at is None:
            seen[it.place_id] = max(it.seen_at, seen.get(it.place_id, it.seen_at))
    silent = {place: at for place, at in seen.items() if now - at > OFFLINE_MAX}
    if not silent:
        return {}
    since = now - SCREENS_LOOKED_BACK
    latest = given.views.visits.latest_on_screens(list(silent), since)
    return {place: at for place, at in latest.items() if at > silent[place] + OFFLINE_MAX}


def _is_instance(text: str) -> bool:
    is_long = INSTANCE_LENGTH_MIN <= len(text) <= INSTANCE_LENGTH_MAX
    return is_long and text.isascii() and text.replace("-", "").isalnum()
