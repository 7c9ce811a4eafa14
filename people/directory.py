"""The directory: who a person ID is, for as long as that person wants to be known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, true, update

from people.batches import in_batches
from people.errors import UnknownPersonError
from people.formats import clean_id_number, clean_phone, today_in_china
from people.masks import mask_name
from people.minors import Minors, with_birthday
from people.person import Person
from people.schema import passcodes, person_keys, persons, sign_in_attempts
from people.sealing import KEY_COLUMNS, changes_of, opened_name, opened_person, sealed_row
from people.store import People

__all__ = ["Directory", "Person"]

FOUND_MAX = 50
"""People returned for one number; more share none."""

# Whose key is destroyed is not found, whatever else may be left of them.
_with_keys = persons.join(person_keys, persons.c.person_id == person_keys.c.person_id)


class Directory:
    """Finds, enrols and erases persons."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._vault = people.vault
        self.minors = Minors(people.vault, people.reading)

    def enrol(self, newcomers: Iterable[Person], *, today: date | None = None) -> None:
        """Add persons, or bring known ones up to date; safe to repeat.

        Works in batches, each kept whole. `listed` counts only for newcomers: a repeated import
        must not overrule what somebody has decided with `set_listed` since. A phone number, ID
        number or birthday that is not said stays as it was. Who is a minor is told by `today`.
        """
        day = today or today_in_china()
        statement = self._people.insert(persons)
        statement = statement.on_conflict_do_update(
            index_elements=[persons.c.person_id], set_=changes_of(statement.excluded)
        )
        for batch in in_batches(with_birthday(it, day) for it in newcomers):
            # Always in the same order, or two imports at once could wait for each other.
            batch.sort(key=lambda it: it.person_id)
            with self._people.writing() as connection:
                keys = self._vault.make_keys(connection, (it.person_id for it in batch))
                rows = [sealed_row(it, keys[it.person_id], self._vault) for it in batch]
                connection.execute(statement, rows)
                self.minors.note(connection, batch, day)
        self.minors.forget()

    def find(self, person_id: UUID) -> Person | None:
        """Return the person, or None when nobody (any more) has this ID."""
        query = select(persons, *KEY_COLUMNS).select_from(_with_keys)
        with self._people.reading() as connection:
            row = connection.execute(query.where(persons.c.person_id == person_id)).one_or_none()
        return opened_person(row, self._vault) if row is not None else None

    def known(self, ids: Iterable[UUID]) -> list[UUID]:
        """Return those of some IDs that are somebody's, or have left a row or a key behind."""
        found: set[UUID] = set()
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                for table in (persons, person_keys):
                    query = select(table.c.person_id).where(table.c.person_id.in_(batch))
                    found.update(connection.execute(query).scalars())
        return sorted(found)

    def find_by_phone(self, phone: str) -> list[UUID]:
        """Return who has said this number. It proves nobody: numbers are shared and reissued."""
        return self._find_by("phone", clean_phone(phone))

    def find_by_id_number(self, id_number: str) -> list[UUID]:
        """Return who has said this ID number; more than one is for staff to clear up."""
        return self._find_by("id_number", clean_id_number(id_number))

    def names(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Return the full names of those who are known; for pages of people entitled to them."""
        return self._names(ids, true())

    def masked_names(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Return the masked names of those who are known; for lists of people at work."""
        return {person_id: mask_name(name) for person_id, name in self.names(ids).items()}

    def listed_names(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Return the masked names of those who agreed to be listed; for public boards."""
        names = self._names(ids, persons.c.listed)
        return {person_id: mask_name(name) for person_id, name in names.items()}

    def set_listed(self, person_id: UUID, listed: bool) -> None:
        """Record that a person agrees, or no longer agrees, to be shown on leaderboards."""
        statement = update(persons).where(persons.c.person_id == person_id).values(listed=listed)
        with self._people.writing() as connection:
            if connection.execute(statement).rowcount == 0:
                raise UnknownPersonError("nobody with this ID is enrolled")

    def keep_id_number(self, person_id: UUID, id_number: str) -> None:
        """Seal somebody's ID number, and let them be found by it."""
        person = self.find(person_id)
        if person is None:
            raise UnknownPersonError("nobody with this ID is enrolled")
        self.enrol([replace(person, id_number=id_number)])

    def destroy_id_number(self, person_id: UUID) -> bool:
        """Destroy the sealed ID number and what it is found by; say whether there was one."""
        gone = {"id_number_sealed": None, "id_number_hash": None}
        statement = update(persons).where(
            persons.c.person_id == person_id, persons.c.id_number_sealed.is_not(None)
        )
        with self._people.writing() as connection:
            destroyed = connection.execute(statement.values(**gone)).rowcount > 0
        if destroyed:
            self._people.drop_traces()
        return destroyed

    def erase(self, person_id: UUID) -> bool:
        """Destroy a person's key, row, tokens and passcodes; say whether there was one.

        Their tokens stop working here at once, and in other processes within seconds.
        """
        logins = select(passcodes.c.login_hash).where(passcodes.c.person_id == person_id)
        with self._people.writing() as connection:
            connection.execute(
                delete(sign_in_attempts).where(sign_in_attempts.c.login_hash.in_(logins))
            )
            connection.execute(delete(person_keys).where(person_keys.c.person_id == person_id))
            # Tokens and passcodes go with the row they name.
            erased = connection.execute(delete(persons).where(persons.c.person_id == person_id))
        self._people.recent_grants.clear()
        self.minors.forget()
        self._people.drop_traces()
        return erased.rowcount > 0

    def _find_by(self, column: str, text: str) -> list[UUID]:
        hashed = self._vault.index_hash(column, text)
        query = select(persons.c.person_id).select_from(_with_keys)
        query = query.where(persons.c[f"{column}_hash"] == hashed)
        with self._people.reading() as connection:
            found = query.order_by(persons.c.person_id).limit(FOUND_MAX)
            return list(connection.execute(found).scalars())

    def _names(self, ids: Iterable[UUID], which: ColumnElement[bool]) -> dict[UUID, str]:
        found: dict[UUID, str] = {}
        query = select(persons.c.person_id, persons.c.display_name_sealed, *KEY_COLUMNS)
        query = query.select_from(_with_keys).where(which)
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                rows = connection.execute(query.where(persons.c.person_id.in_(batch)))
                found.update((row.person_id, opened_name(row, self._vault)) for row in rows)
        return found
