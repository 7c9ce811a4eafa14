"""Devices of places: what each may do, when it was last seen, and its end."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, bindparam, insert, select, update

from people.device_codes import DeviceCodes, DeviceOrder
from people.device_reports import DeviceReports
from people.device_tables import devices
from people.errors import PeopleUnavailableError
from people.grants import RECENT_GRANT_AGE_MAX, Grant, TokenKind
from people.roles import Role
from people.schema import access_tokens
from people.store import People
from people.tokens import new_secret, row_of

DEVICE_LIFE = timedelta(days=365)
"""Then the device is enrolled again: nobody should have to trust a secret for ever."""
SEEN_EVERY = timedelta(minutes=1)
LISTED_DEVICES_MAX = 200
REMEMBERED_DEVICES_MAX = 10_000

_table = devices.c
_ONE = select(devices).where(_table.device_id == bindparam("asked"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRecord:
    """A device as its place lists it: never the secret."""

    device_id: UUID
    place_kind: str
    place_id: UUID
    unit_code: str
    label: str
    ordered_by: UUID
    enrolled_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    revoked_by: UUID | None

    def is_good(self, at: datetime) -> bool:
        """Tell whether the device was not revoked at a moment."""
        return self.revoked_at is None or at < self.revoked_at


class Devices:
    """Enrols, lists and ends devices. Safe to share between threads."""

    def __init__(self, people: People) -> None:
        self.codes = DeviceCodes(people)
        self.reports = DeviceReports(people)
        self._people = people
        self._lock = Lock()
        self._seen: dict[UUID, datetime] = {}
        self._recent: dict[UUID, tuple[datetime, DeviceRecord | None]] = {}

    def enrol(self, code: str, *, kind: TokenKind, now: datetime) -> tuple[str, DeviceRecord]:
        """Use a code up and let the device in; the secret is told now and never again.

        The device it replaces is revoked with it: both, or neither.
        """
        secret = new_secret()
        with self._people.writing() as connection:
            order = self.codes.use_with(connection, code, now=now)
            record = _record_of(order, now)
            values = {name: getattr(record, name) for name in DeviceRecord.__dataclass_fields__}
            connection.execute(insert(devices), values)
            token = row_of(secret, _grant_of(record, kind)) | {"label": "", "created_at": now}
            connection.execute(insert(access_tokens), token)
            if order.replaces is not None:
                for statement in _revoking(order.replaces, order.ordered_by, now):
                    connection.execute(statement)
        self._forget()
        return secret, record

    def revoke(self, device_id: UUID, revoked_by: UUID, *, now: datetime) -> bool:
        """End a device: its access, and the codes it makes. Say whether it was not before.

        Other processes follow within RECENT_GRANT_AGE_MAX.
        """
        with self._people.writing() as connection:
            ended = [
                connection.execute(it).rowcount for it in _revoking(device_id, revoked_by, now)
            ]
        self._forget()
        return ended[0] > 0

    def of(self, device_id: UUID) -> DeviceRecord | None:
        """Return one device, revoked or not."""
        with self._people.asking() as connection:
            row = connection.execute(_ONE, {"asked": device_id}).one_or_none()
        return None if row is None else _read(row)

    def recent(self, device_id: UUID, *, now: datetime) -> DeviceRecord | None:
        """Return one device as it was seconds ago at most; mostly asks no database."""
        known = self._recent.get(device_id)
        if known is not None and known[0] <= now < known[0] + RECENT_GRANT_AGE_MAX:
            return known[1]
        found = self.of(device_id)
        with self._lock:
            if len(self._recent) >= REMEMBERED_DEVICES_MAX:
                self._recent.clear()
            self._recent[device_id] = (now, found)
        return found

    def at_place(self, place_id: UUID) -> list[DeviceRecord]:
        """List the devices a place has and had, the newest first."""
        return self._select(_table.place_id == place_id, LISTED_DEVICES_MAX)

    def below(self, unit_prefix: str) -> list[DeviceRecord]:
        """List the devices of a unit and those below it, the newest first."""
        return self._select(_table.unit_code.startswith(unit_prefix), LISTED_DEVICES_MAX)

    def note_seen(self, device_id: UUID, now: datetime) -> None:
        """Note that a device is in use, at most once every SEEN_EVERY."""
        seen = self._seen.get(device_id)
        if seen is not None and seen <= now < seen + SEEN_EVERY:
            return
        with self._lock:
            if len(self._seen) >= REMEMBERED_DEVICES_MAX:
                self._seen.clear()
            self._seen[device_id] = now
        statement = update(devices).where(_table.device_id == device_id).values(seen_at=now)
        # A screen goes on also when this cannot be kept.
        with suppress(PeopleUnavailableError), self._people.writing() as connection:
            connection.execute(statement)

    def _select(self, which: ColumnElement[bool], limit: int) -> list[DeviceRecord]:
        query = select(devices).where(which).order_by(_table.enrolled_at.desc(), _table.device_id)
        with self._people.reading() as connection:
            return [_read(row) for row in connection.execute(query.limit(limit))]

    def _forget(self) -> None:
        self._people.recent_grants.clear()
        with self._lock:
            self._recent.clear()


def _record_of(order: DeviceOrder, now: datetime) -> DeviceRecord:
    return DeviceRecord(
        device_id=order.device_id,
        place_kind=order.place_kind,
        place_id=order.place_id,
        unit_code=order.unit_code,
        label=order.label,
        ordered_by=order.ordered_by,
        enrolled_at=now,
        seen_at=now,
        revoked_at=None,
        revoked_by=None,
    )


def _grant_of(record: DeviceRecord, kind: TokenKind) -> Grant:
    return Grant(
        token_id=record.device_id,
        person_id=None,
        role=Role.SCREEN,
        unit_code=record.unit_code,
        place_id=record.place_id,
        kind=kind,
        expires_at=record.enrolled_at + DEVICE_LIFE,
    )


def _revoking(device_id: UUID, revoked_by: UUID, now: datetime) -> tuple[Any, Any]:
    tokens = access_tokens.c
    return (
        update(devices)
        .where(_table.device_id == device_id, _table.revoked_at.is_(None))
        .values(revoked_at=now, revoked_by=revoked_by),
        update(access_tokens)
        .where(tokens.token_id == device_id, tokens.revoked_at.is_(None))
        .values(revoked_at=now),
    )


def _read(row: Row[Any]) -> DeviceRecord:
    return DeviceRecord(**{name: getattr(row, name) for name in DeviceRecord.__dataclass_fields__})
