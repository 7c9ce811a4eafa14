"""Reads for a standing need: one entry of the audit log for each person and day, in a batch."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from people.audit import AuditEntry, AuditLog
from people.batches import in_batches
from people.reading_tables import standing_reads
from people.store import People

_table = standing_reads.c


class StandingReads:
    """Remembers who was read by whom today."""

    def __init__(self, people: People, audit: AuditLog) -> None:
        self._people = people
        self._audit = audit

    def note(self, entries: Sequence[AuditEntry], day: date) -> int:
        """Write down those reads of one actor that the day has not seen; say how many.

        Durable when this returns. Nothing is written for a list that was looked at before.
        """
        wanted = {it.target_id: it for it in entries if it.target_id is not None}
        if not wanted:
            return 0
        sample = next(iter(wanted.values()))
        with self._people.reading() as connection:
            new = set(wanted) - _seen(connection, sample, day, list(wanted))
        if not new:
            return 0
        with self._people.writing() as connection:
            first = self._keep(connection, sample, day, new)
            self._audit.append_with(connection, [it for it in entries if it.target_id in first])
        return len(first)

    def _keep(
        self, connection: Connection, sample: AuditEntry, day: date, targets: set[UUID]
    ) -> set[UUID]:
        """Keep the reads; return those that nobody else kept in the same moment."""
        kept: set[UUID] = set()
        for batch in in_batches(sorted(targets)):
            rows = [_key(sample, day) | {"target_id": it} for it in batch]
            saving = self._people.insert(standing_reads).values(rows).on_conflict_do_nothing()
            kept.update(connection.execute(saving.returning(_table.target_id)).scalars())
        return kept


def _seen(connection: Connection, sample: AuditEntry, day: date, targets: list[UUID]) -> set[UUID]:
    query = select(_table.target_id).where(
        *(_table[name] == value for name, value in _key(sample, day).items())
    )
    found: set[UUID] = set()
    for batch in in_batches(targets):
        found.update(connection.execute(query.where(_table.target_id.in_(batch))).scalars())
    return found


def _key(sample: AuditEntry, day: date) -> dict[str, Any]:
    return {"actor_id": sample.actor_id, "purpose": sample.purpose, "day": day}
