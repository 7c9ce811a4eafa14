"""The audit log: who did what to whose data, when, from where, and how it ended.

Append-only on both databases, chained by digests, kept three years. It holds IDs and codes, never
names or numbers, so erasing a person leaves it whole.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, text

from people.audit_tables import KEPT_YEARS, audit_anchor, audit_entries
from people.batches import BATCH_MAX
from people.store import People

DONE = "done"
"""The result of what was let through; anything else is the code of a refusal."""
PAGE_MAX = 200
_APPEND_LOCK = 0x5265_6442_6175
_ANCHOR_ID = 1
_FIRST_DIGEST = bytes(32)

_table = audit_entries.c
_COLUMNS = tuple(it.name for it in audit_entries.columns if it.name not in ("entry_id", "digest"))
# Every sign-in runs these: they are put together once.
_LOCK = select(text(f"pg_advisory_xact_lock({_APPEND_LOCK})"))
_LAST = select(_table.digest).order_by(_table.entry_id.desc()).limit(1)
_INSERT = insert(audit_entries)


class AuditAction(StrEnum):
    """What is written down. Actions are added, never renamed: the log keeps their names."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    REFUSED = "refused"
    """A door said no: the result is the code."""
    PERSON_READ = "person_read"
    """Somebody read another person's name or number in full; the purpose says what for."""
    ROLE_ASSIGNED = "role_assigned"
    """The purpose tells the role."""
    ROLE_ENDED = "role_ended"
    HAT_CHANGED = "hat_changed"
    PERSONS_EXPORTED = "persons_exported"
    SESSIONS_ENDED = "sessions_ended"
    REBINDING_PROPOSED = "rebinding_proposed"
    REBINDING_CONFIRMED = "rebinding_confirmed"
    CONSENT_RECORDED = "consent_recorded"
    """A clerk typed in what a signed form says."""
    CONSENTS_READ = "consents_read"
    GUARDIAN_LINKED = "guardian_linked"
    GUARDIAN_ENDED = "guardian_ended"
    ERASURE_REQUESTED = "erasure_requested"
    ERASURE_WITHDRAWN = "erasure_withdrawn"
    PERSON_ERASED = "person_erased"
    """A person's key, names and numbers were destroyed; the ID leads to nobody from here on."""
    STAFF_CHANGED = "staff_changed"
    """An account of staff was made or reset, or a password or second factor changed."""
    DEVICE_ORDERED = "device_ordered"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    CARD_ISSUED = "card_issued"
    CARD_REVOKED = "card_revoked"
    SSO_LINKED = "sso_linked"
    SSO_UNLINKED = "sso_unlinked"
    NATIONAL_EXPORTED = "national_exported"
    """Somebody's file went into a package for the national system, with their consent."""
    SPOT_CHECK_DRAWN = "spot_check_drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing done or refused. ``target_id`` is the person whose data it was about."""

    at: datetime
    actor_id: UUID | None
    actor_role: str
    action: AuditAction
    result: str = DONE
    target_id: UUID | None = None
    unit_code: str | None = None
    purpose: str | None = None
    address_mark: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An entry as it stands in the log."""

    entry_id: int
    entry: AuditEntry
    digest: bytes


class AuditLog:
    """Appends entries and reads them back."""

    def __init__(self, people: People) -> None:
        self._people = people

    def append(self, *entries: AuditEntry) -> None:
        """Add entries, all or none; when this returns they are durable."""
        with self._people.writing() as connection:
            self.append_with(connection, entries)

    def append_with(self, connection: Connection, entries: Sequence[AuditEntry]) -> None:
        """Add entries as part of a larger change, as its last step: others wait for its end."""
        if not entries:
            return
        if connection.dialect.name == "postgresql":
            connection.execute(_LOCK)
        digest = _last_digest(connection)
        rows = []
        for entry in entries:
            row = {name: getattr(entry, name) for name in _COLUMNS}
            row["action"] = entry.action.value
            digest = _chained(digest, row)
            rows.append(row | {"digest": digest})
        connection.execute(_INSERT, rows)

    def page(
        self,
        *,
        before: int | None = None,
        action: AuditAction | None = None,
        refused: bool = False,
        limit: int = PAGE_MAX,
    ) -> list[AuditRecord]:
        """Return entries, newest first, below an entry; ``refused``: only what was refused."""
        query = select(audit_entries)
        if before is not None:
            query = query.where(_table.entry_id < before)
        if action is not None:
            query = query.where(_table.action == action.value)
        if refused:
            query = query.where(_table.result != DONE)
        return self._records(query, limit)

    def about(
        self,
        person_id: UUID,
        *,
        actions: Sequence[AuditAction] = (),
        by_others: bool = False,
        before: int | None = None,
        limit: int = PAGE_MAX,
    ) -> list[AuditRecord]:
        """Return what was done with a person's data, the newest first, below an entry."""
        query = select(audit_entries).where(_table.target_id == person_id)
        if actions:
            query = query.where(_table.action.in_([it.value for it in actions]))
        if by_others:
            query = query.where(func.coalesce(_table.actor_id != person_id, True))
        if before is not None:
            query = query.where(_table.entry_id < before)
        return self._records(query, limit)

    def size(self) -> int:
        """Return how many entries there are."""
        with self._people.reading() as connection:
            return connection.execute(select(func.count()).select_from(audit_entries)).scalar_one()

    def entries(self) -> Iterator[AuditRecord]:
        """Yield every entry, the oldest first, as of one moment."""
        with self._people.reading() as connection:
            for row in _in_order(connection):
                yield _record(row)

    def first_flaw(self) -> int | None:
        """Return the first entry that does not follow from the one before; None if all do."""
        with self._people.reading() as connection:
            digest = _anchored(connection)
            for row in _in_order(connection):
                digest = _chained(digest, _as_columns(row))
                if digest != bytes(row.digest):
                    return int(row.entry_id)
        return None

    def due(self, now: datetime) -> int:
        """Return how many entries are past their years."""
        query = select(func.count()).select_from(audit_entries).where(_table.at < _kept_from(now))
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one()

    def prune(self, now: datetime) -> int:
        """Drop the oldest entries that are past their years; return how many.

        The digest of the last of them stays, so the rest can still be verified. An entry that
        is older than one before it waits for that one.
        """
        youngest_kept = (
            select(func.min(_table.entry_id)).where(_table.at >= _kept_from(now)).scalar_subquery()
        )
        with self._people.writing() as connection:
            query = select(_table.entry_id, _table.digest).order_by(_table.entry_id.desc())
            old = _table.at < _kept_from(now)
            before_kept = func.coalesce(_table.entry_id < youngest_kept, True)
            last = connection.execute(query.where(old, before_kept).limit(1)).one_or_none()
            if last is None:
                return 0
            anchor = {"entry_id": last.entry_id, "digest": last.digest}
            saving = self._people.insert(audit_anchor).values(anchor_id=_ANCHOR_ID, **anchor)
            connection.execute(
                saving.on_conflict_do_update(index_elements=["anchor_id"], set_=anchor)
            )
            gone = delete(audit_entries).where(_table.entry_id <= last.entry_id)
            return connection.execute(gone).rowcount

    def _records(self, query: Any, limit: int) -> list[AuditRecord]:
        query = query.order_by(_table.entry_id.desc()).limit(min(limit, PAGE_MAX))
        with self._people.reading() as connection:
            return [_record(row) for row in connection.execute(query)]


def _kept_from(now: datetime) -> datetime:
    # 29 February is kept until 1 March of the third year after it.
    try:
        return now.replace(year=now.year - KEPT_YEARS)
    except ValueError:
        return now.replace(year=now.year - KEPT_YEARS, day=28)


def _last_digest(connection: Connection) -> bytes:
    last = connection.execute(_LAST).scalar_one_or_none()
    return bytes(last) if last is not None else _anchored(connection)


def _anchored(connection: Connection) -> bytes:
    digest = connection.execute(select(audit_anchor.c.digest)).scalar_one_or_none()
    return _FIRST_DIGEST if digest is None else bytes(digest)


def _in_order(connection: Connection) -> Iterator[Row[Any]]:
    last = -1
    while True:
        query = select(audit_entries).where(_table.entry_id > last)
        rows = connection.execute(query.order_by(_table.entry_id).limit(BATCH_MAX)).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].entry_id


def _as_columns(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}


def _chained(previous: bytes, row: dict[str, Any]) -> bytes:
    moment = row["at"].timestamp()
    rest = [row[name] if row[name] is None else str(row[name]) for name in _COLUMNS[1:]]
    return hashlib.sha256(previous + msgspec.json.encode([moment, *rest])).digest()


def _record(row: Row[Any]) -> AuditRecord:
    columns = _as_columns(row) | {"action": AuditAction(row.action)}
    return AuditRecord(row.entry_id, AuditEntry(**columns), bytes(row.digest))
