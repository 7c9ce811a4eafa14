"""Minors: who is under eighteen. Adults cost nothing but a look into a set in memory."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select

from people.ages import FULL_AGE, birthday, is_younger
from people.engines import insert_for
from people.minor_tables import minors
from people.person import Person
from people.schema import person_keys, persons
from people.sealing import KEY_COLUMNS
from people.vault import Lends, Vault

LOOKED_AFTER = timedelta(seconds=5)
"""A minor enrolled by another process is known here after so long."""
OVERLAP = timedelta(minutes=2)
"""How far back each look reads again: clocks of processes differ, transactions take a while."""
BIRTHDAYS_REMEMBERED_MAX = 10_000


class Minors:
    """The index of minors, and their sealed birthdays."""

    def __init__(self, vault: Vault, reading: Lends) -> None:
        self._vault = vault
        self._reading = reading
        self._lock = Lock()
        self._ids: set[UUID] = set()
        self._born: dict[UUID, date] = {}
        self._looked_at: datetime | None = None
        self._seen: datetime | None = None

    def born_on(self, person_id: UUID) -> date | None:
        """Return the birthday of somebody who may be a minor; None for everybody else."""
        if person_id not in self._known():
            return None
        if (known := self._born.get(person_id)) is not None:
            return known
        found = self._open(person_id)
        if found is not None:
            with self._lock:
                if len(self._born) >= BIRTHDAYS_REMEMBERED_MAX:
                    self._born.clear()
                self._born[person_id] = found
        return found

    def is_minor(self, person_id: UUID, day: date) -> bool:
        """Tell whether somebody is under eighteen on a day; whose birthday is unknown is not."""
        born_on = self.born_on(person_id)
        return born_on is not None and is_younger(born_on, FULL_AGE, day)

    def note(self, connection: Connection, people: Iterable[Person], today: date) -> None:
        """Enter those who are minors, and take out who turns out to be none."""
        now = datetime.now(UTC)
        told = [it for it in people if it.born_on is not None]
        young = [it for it in told if it.born_on and is_younger(it.born_on, FULL_AGE, today)]
        grown = [it.person_id for it in told if it not in young]
        if young:
            rows = [
                {
                    "person_id": it.person_id,
                    "until_year": birthday(it.born_on, FULL_AGE).year,
                    "noted_at": now,
                }
                for it in young
                if it.born_on is not None
            ]
            statement = insert_for(connection.dialect.name, minors)
            excluded = statement.excluded
            changes = {name: excluded[name] for name in ("until_year", "noted_at")}
            connection.execute(
                statement.on_conflict_do_update(index_elements=["person_id"], set_=changes), rows
            )
        if grown:
            connection.execute(delete(minors).where(minors.c.person_id.in_(grown)))

    def forget(self) -> None:
        """Look again at the next question: somebody was enrolled here or erased.

        Who is no minor any more stays among the IDs; the sealed birthday, or that there is none,
        answers for them.
        """
        with self._lock:
            self._looked_at = None
            self._born.clear()

    def _known(self) -> set[UUID]:
        now = datetime.now(UTC)
        looked_at = self._looked_at
        if looked_at is not None and looked_at <= now < looked_at + LOOKED_AFTER:
            return self._ids
        with self._lock:
            since = self._seen
            query = select(minors.c.person_id, minors.c.noted_at)
            if since is not None:
                query = query.where(minors.c.noted_at > since - OVERLAP)
            with self._reading() as connection:
                rows = connection.execute(query).all()
            found = {row.person_id for row in rows}
            self._ids = found if since is None else self._ids | found
            self._seen = max((row.noted_at for row in rows), default=since)
            self._looked_at = now
        return self._ids

    def _open(self, person_id: UUID) -> date | None:
        query = select(persons.c.person_id, persons.c.born_on_sealed, *KEY_COLUMNS)
        query = query.select_from(
            persons.join(person_keys, persons.c.person_id == person_keys.c.person_id)
        )
        with self._reading() as connection:
            row: Any = connection.execute(query.where(persons.c.person_id == person_id)).first()
        if row is None or row.born_on_sealed is None:
            return None
        return date.fromisoformat(self._vault.open_key(row).open("born_on", row.born_on_sealed))


def with_birthday(person: Person, today: date) -> Person:
    """Return a minor with the birthday their ID number tells; of adults none is kept for it."""
    if person.born_on is not None or person.id_number is None:
        return person
    digits = person.id_number[6:14]
    born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if not is_younger(born_on, FULL_AGE, today):
        return person
    return Person(
        person.person_id,
        person.display_name,
        person.unit_code,
        person.listed,
        phone=person.phone,
        id_number=person.id_number,
        born_on=born_on,
    )
