"""What devices say of themselves at every poll, so that a stolen or wrong one is noticed."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from sqlalchemy import select

from people.batches import in_batches
from people.device_report_tables import device_reports, ended_devices_heard
from people.device_tables import devices
from people.errors import PeopleUnavailableError
from people.schema import access_tokens
from people.store import People
from people.tokens import hash_of

CLOCK_OFF_MAX_S = 30
"""One step of a rotating code (``qr_step_s``): with a clock further off, a screen that starts
again without a network would show codes that are refused."""
REPORTED_EVERY = timedelta(minutes=1)
REPORTS_SHOWN = timedelta(days=7)
"""So long a second browser with the secret of a device is told of."""
ENDED_GRACE = timedelta(minutes=10)
"""A screen that is ended while it runs asks once more, and leaves."""
REPORTS_LISTED_MAX = 1_000
REMEMBERED_REPORTS_MAX = 10_000
_FAR_S = 10**9
"""Clocks further off than 30 years all say the same."""

_table = device_reports.c


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What one browser with the secret of a device said, from when until when."""

    device_id: UUID
    instance: str
    first_at: datetime
    last_at: datetime
    clock_off_s: int
    """How far its clock is ahead of the server's; negative if behind."""

    @property
    def is_clock_off(self) -> bool:
        """Whether its clock is too far off to make good codes by itself."""
        return abs(self.clock_off_s) > CLOCK_OFF_MAX_S


class DeviceReports:
    """Keeps and tells what devices say of themselves. Safe to share between threads."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._lock = Lock()
        self._known: dict[tuple[UUID, str], tuple[datetime, bool]] = {}

    def note(self, device_id: UUID, instance: str, clock_off_s: int, now: datetime) -> None:
        """Keep what a device says; at most once in REPORTED_EVERY unless its clock's state turns.

        A screen goes on also when this cannot be kept.
        """
        bounded = max(-_FAR_S, min(clock_off_s, _FAR_S))
        report = DeviceReport(device_id, instance, now, now, bounded)
        key, is_off = (device_id, instance), report.is_clock_off
        said = self._known.get(key)
        if said is not None and said[0] <= now < said[0] + REPORTED_EVERY and said[1] == is_off:
            return
        with self._lock:
            if len(self._known) >= REMEMBERED_REPORTS_MAX:
                self._known.clear()
            self._known[key] = (now, is_off)
        keeping = self._people.insert(device_reports).values(
            {name: getattr(report, name) for name in DeviceReport.__slots__}
        )
        keeping = keeping.on_conflict_do_update(
            index_elements=["device_id", "instance"],
            set_={"last_at": now, "clock_off_s": bounded},
        )
        with suppress(PeopleUnavailableError), self._people.writing() as connection:
            connection.execute(keeping)

    def of(self, ids: Iterable[UUID], now: datetime) -> dict[UUID, list[DeviceReport]]:
        """Return what devices said in the last REPORTS_SHOWN, of each the latest first."""
        found: dict[UUID, list[DeviceReport]] = {}
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                query = select(device_reports).where(
                    _table.device_id.in_(batch), _table.last_at > now - REPORTS_SHOWN
                )
                query = query.order_by(_table.last_at.desc()).limit(REPORTS_LISTED_MAX)
                for row in connection.execute(query):
                    found.setdefault(row.device_id, []).append(DeviceReport(*row))
        return found

    def note_unknown(self, secret: str, now: datetime) -> None:
        """Keep that an ended device spoke, if this is the secret of one, after ENDED_GRACE."""
        query = (
            select(devices.c.device_id)
            .join(access_tokens, access_tokens.c.token_id == devices.c.device_id)
            .where(
                access_tokens.c.token_hash == hash_of(secret),
                devices.c.revoked_at < now - ENDED_GRACE,
            )
        )
        with suppress(PeopleUnavailableError), self._people.writing() as connection:
            device_id = connection.execute(query).scalar_one_or_none()
            if device_id is not None:
                heard = {"device_id": device_id, "heard_at": now}
                keeping = self._people.insert(ended_devices_heard).values(heard)
                connection.execute(
                    keeping.on_conflict_do_update(
                        index_elements=["device_id"], set_={"heard_at": now}
                    )
                )

    def heard_after_end(self, ids: Sequence[UUID]) -> dict[UUID, datetime]:
        """Return when ended devices were last heard, of those that were."""
        table = ended_devices_heard
        found: dict[UUID, datetime] = {}
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                query = select(table).where(table.c.device_id.in_(batch))
                found |= {row.device_id: row.heard_at for row in connection.execute(query)}
        return found


def is_in_two_places(reports: Sequence[DeviceReport]) -> bool:
    """Tell whether two browsers spoke with one secret at the same time.

    One after the other is a browser that forgot who it was: that happens.
    """
    return any(
        one.first_at < other.last_at and other.first_at < one.last_at
        for place, one in enumerate(reports)
        for other in reports[place + 1 :]
    )
