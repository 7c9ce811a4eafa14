"""Enrolment codes: eight characters that make one browser or program a device of a place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select, update

from people.device_tables import device_codes
from people.errors import DeviceCodeExpiredError, DeviceCodeWrongError
from people.store import People

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L: people read codes aloud and type them with cold hands."""
CODE_LENGTH = 8
CODE_LIFE = timedelta(minutes=15)
CODE_KEPT = timedelta(days=1)
"""How long an old code is still told to be too old, rather than wrong."""
PURGED_AT_ONCE_MAX = 100

_table = device_codes.c


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceOrder:
    """A device to be enrolled: where it will stand, and which one it takes the place of."""

    device_id: UUID
    place_kind: str
    place_id: UUID
    unit_code: str
    label: str
    ordered_by: UUID
    replaces: UUID | None = None


class DeviceCodes:
    """Codes of DeviceOrders. Kept as keyed hashes; each is good once, for CODE_LIFE."""

    def __init__(self, people: People) -> None:
        self._people = people

    def keep(self, order: DeviceOrder, code: str, *, now: datetime) -> datetime:
        """Let a code stand for an order; return until when. The same again changes nothing."""
        names = DeviceOrder.__dataclass_fields__
        row: dict[str, Any] = {name: getattr(order, name) for name in names}
        row |= {"code_hash": self._hash(code), "expires_at": now + CODE_LIFE}
        stale = select(_table.code_hash).where(_table.expires_at <= now - CODE_KEPT)
        statement = self._people.insert(device_codes).values(row)
        with self._people.writing() as connection:
            gone = stale.limit(PURGED_AT_ONCE_MAX).with_for_update(skip_locked=True)
            connection.execute(delete(device_codes).where(_table.code_hash.in_(gone)))
            connection.execute(statement.on_conflict_do_nothing())
            kept = select(_table.expires_at).where(_table.code_hash == row["code_hash"])
            expires_at: datetime = connection.execute(kept).scalar_one()
        return expires_at

    def find(self, code: str, *, now: datetime) -> DeviceOrder:
        """Return what a code stands for, or raise DeviceCodeWrongError or …ExpiredError."""
        query = select(device_codes).where(_table.code_hash == self._hash(code))
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        return _order_of(row, now)

    def use_with(self, connection: Connection, code: str, *, now: datetime) -> DeviceOrder:
        """Use a code up as part of a larger change; of two at once only one may."""
        code_hash = self._hash(code)
        using = (
            update(device_codes)
            .where(_table.code_hash == code_hash, _table.used_at.is_(None))
            .where(_table.expires_at > now)
            .values(used_at=now)
        )
        used = connection.execute(using).rowcount
        query = select(device_codes).where(_table.code_hash == code_hash)
        row = connection.execute(query).one_or_none()
        if used and row is not None:
            return _read(row)
        return _order_of(row, now)

    def _hash(self, code: str) -> bytes:
        return self._people.vault.index_hash("device_codes/code", read_code(code))


def code_of(digest: bytes) -> str:
    """Write a digest as a code."""
    number = int.from_bytes(digest)
    letters = []
    for _ in range(CODE_LENGTH):
        number, rest = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[rest])
    return "".join(letters)


def read_code(typed: str) -> str:
    """Return a code as it is kept: capitals, without the blanks and dashes people type."""
    code = typed.upper().replace(" ", "").replace("-", "")
    if len(code) != CODE_LENGTH or not set(code) <= set(CODE_ALPHABET):
        raise DeviceCodeWrongError("no code looks like this")
    return code


def _order_of(row: Row[Any] | None, now: datetime) -> DeviceOrder:
    if row is None:
        raise DeviceCodeWrongError("nobody ordered this code")
    if row.used_at is not None or row.expires_at <= now:
        raise DeviceCodeExpiredError("the code was used, or its time is over")
    return _read(row)


def _read(row: Row[Any]) -> DeviceOrder:
    values = {name: getattr(row, name) for name in DeviceOrder.__dataclass_fields__}
    return DeviceOrder(**values)
