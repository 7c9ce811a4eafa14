"""The shortest way to somebody who is enrolled."""

from uuid import UUID, uuid4

from people.directory import Directory, Person
from people.store import People

UNIT = "150104003005"


def enrolled(people: People, name: str = "张小三", *, listed: bool = False) -> UUID:
    """Enrol a person and return the ID."""
    person = Person(uuid4(), name, UNIT, listed)
    Directory(people).enrol([person])
    return person.person_id
