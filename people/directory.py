"""The directory: who a person ID is, for as long as that person wants to be known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, true, update

from people.batches import in_batches
from people.errors import UnknownPersonError
from people.masks import clean_name, mask_name
from people.schema import UNIT_CODE_LENGTH_MAX, passcodes, persons, sign_in_attempts
from people.store import People


@dataclass(frozen=True, slots=True)
class Person:
    """A person: a name and the unit they belong to. `listed`: agreed to be shown on leaderboards.

    The name is kept composed and trimmed; what is no name is a ValueError.
    """

    person_id: UUID
    display_name: str
    unit_code: str
    listed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "display_name", clean_name(self.display_name))
        if not 1 <= len(self.unit_code) <= UNIT_CODE_LENGTH_MAX:
            raise ValueError(f"a unit code has 1 to {UNIT_CODE_LENGTH_MAX} characters")


class Directory:
    """Finds, enrols and erases persons."""

    def __init__(self, people: People) -> None:
        self._people = people

    def enrol(self, newcomers: Iterable[Person]) -> None:
        """Add persons, or bring name and unit of known ones up to date; safe to repeat.

        Works in batches, each kept whole. `listed` counts only for newcomers: a repeated import
        must not overrule what somebody has decided with `set_listed` since.
        """
        statement = self._people.insert(persons)
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=[persons.c.person_id],
            set_={"display_name": new.display_name, "unit_code": new.unit_code},
        )
        for batch in in_batches(newcomers):
            # Always in the same order, or two imports at once could wait for each other.
            rows = [_row_of(person) for person in sorted(batch, key=lambda it: it.person_id)]
            with self._people.writing() as connection:
                connection.execute(statement, rows)

    def find(self, person_id: UUID) -> Person | None:
        """Return the person, or None when nobody (any more) has this ID."""
        with self._people.reading() as connection:
            row = connection.execute(
                select(persons).where(persons.c.person_id == person_id)
            ).one_or_none()
        if row is None:
            return None
        return Person(row.person_id, row.display_name, row.unit_code, row.listed)

    def names(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Return the full names of those who are known; for pages of people entitled to them."""
        return self._names(ids, true())

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

    def erase(self, person_id: UUID) -> bool:
        """Erase a person with all tokens and passcodes; say whether there was one.

        Their tokens stop working here at once, and in other processes within seconds.
        """
        logins = select(passcodes.c.login_hash).where(passcodes.c.person_id == person_id)
        with self._people.writing() as connection:
            connection.execute(
                delete(sign_in_attempts).where(sign_in_attempts.c.login_hash.in_(logins))
            )
            # Tokens and passcodes go with the row they name.
            erased = connection.execute(delete(persons).where(persons.c.person_id == person_id))
        self._people.recent_grants.clear()
        self._people.drop_traces()
        return erased.rowcount > 0

    def _names(self, ids: Iterable[UUID], which: ColumnElement[bool]) -> dict[UUID, str]:
        found: dict[UUID, str] = {}
        query = select(persons.c.person_id, persons.c.display_name).where(which)
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                rows = connection.execute(query.where(persons.c.person_id.in_(batch)))
                found.update((row.person_id, row.display_name) for row in rows)
        return found


def _row_of(person: Person) -> dict[str, Any]:
    return {
        "person_id": person.person_id,
        "display_name": person.display_name,
        "unit_code": person.unit_code,
        "listed": person.listed,
    }
