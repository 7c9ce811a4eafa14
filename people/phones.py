"""Whose number it is: a phone number is never the identity, for numbers are given out again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from people.directory import FOUND_MAX
from people.formats import clean_phone
from people.phone_tables import phone_bindings
from people.schema import person_keys, persons
from people.sealing import KEY_COLUMNS, opened_name
from people.store import People

PHONE_REISSUED_AFTER_DAYS = 90
"""So long after it is given up, a number is given to somebody else (domain.md 6.4)."""

_p, _b = persons.c, phone_bindings.c
_query = select(
    _p.person_id,
    _p.display_name_sealed,
    _p.unit_code,
    _p.created_at,
    _p.id_number_hash.is_not(None).label("has_id_number"),
    _b.bound_at,
    _b.proved_at,
    *KEY_COLUMNS,
).select_from(
    persons.join(person_keys, _p.person_id == person_keys.c.person_id).outerjoin(
        phone_bindings,
        # A binding of another number says nothing about this one.
        and_(_b.person_id == _p.person_id, _b.phone_hash == _p.phone_hash),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody registered with a number; ``fresh``: used so lately that it still is theirs."""

    person_id: UUID
    display_name: str = field(repr=False)
    unit_code: str
    fresh: bool
    has_id_number: bool


class Phones:
    """Says who is registered with a number, and keeps when a number was last proved."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._vault = people.vault

    def hash_of(self, phone: str) -> bytes:
        """Return what people are found by; raise PhoneInvalidError for what is no number."""
        return self._vault.index_hash("phone", clean_phone(phone))

    def holders_with(
        self, connection: Connection, phone_hash: bytes, *, now: datetime
    ) -> list[Holder]:
        """Return who is registered with a number, as part of a larger look or change."""
        query = _query.where(_p.phone_hash == phone_hash).order_by(_p.person_id).limit(FOUND_MAX)
        return [self._holder(row, now) for row in connection.execute(query)]

    def holders(self, phone_hash: bytes, *, now: datetime) -> list[Holder]:
        """Return who is registered with a number."""
        with self._people.reading() as connection:
            return self.holders_with(connection, phone_hash, now=now)

    def prove_with(
        self, connection: Connection, person_id: UUID, phone_hash: bytes, *, now: datetime
    ) -> None:
        """Keep that a person has just shown that a number is theirs."""
        self._keep(connection, person_id, phone_hash, now, proved_at=now)

    def bind_with(
        self, connection: Connection, person_id: UUID, phone_hash: bytes, *, now: datetime
    ) -> None:
        """Keep that a number has just become a person's."""
        self._keep(connection, person_id, phone_hash, now, proved_at=None, bound_at=now)

    def _keep(
        self,
        connection: Connection,
        person_id: UUID,
        phone_hash: bytes,
        now: datetime,
        **changes: Any,
    ) -> None:
        fresh = self._people.insert(phone_bindings).values(
            person_id=person_id, phone_hash=phone_hash, **({"bound_at": now} | changes)
        )
        saving = fresh.on_conflict_do_update(
            index_elements=[_b.person_id], set_={"phone_hash": phone_hash} | changes
        )
        connection.execute(saving)

    def _holder(self, row: Any, now: datetime) -> Holder:
        used_at = row.proved_at or row.bound_at or row.created_at
        return Holder(
            person_id=row.person_id,
            display_name=opened_name(row, self._vault),
            unit_code=row.unit_code,
            fresh=now - used_at <= timedelta(days=PHONE_REISSUED_AFTER_DAYS),
            has_id_number=bool(row.has_id_number),
        )
