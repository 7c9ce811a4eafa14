"""How far what follows from consents (who is listed, whose ID number is kept) has come."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from people.minor_tables import consent_index
from people.store import People

_INDEX_ID = 1


@dataclass(frozen=True, slots=True)
class Followed:
    """The last position of the log that was acted on, and the last version of the notice."""

    position: int = 0
    notice_version: int = 0


class ConsentIndex:
    """Remembers it beside the people, so that it is right whenever they are restored."""

    def __init__(self, people: People) -> None:
        self._people = people

    def read(self) -> Followed:
        """Return how far it has come; from the beginning if nothing is known."""
        with self._people.reading() as connection:
            row = connection.execute(select(consent_index)).first()
        return Followed() if row is None else Followed(row.position, row.notice_version)

    def keep(self, followed: Followed) -> None:
        """Remember how far it has come."""
        values = {"position": followed.position, "notice_version": followed.notice_version}
        statement = self._people.insert(consent_index).values(index_id=_INDEX_ID, **values)
        statement = statement.on_conflict_do_update(index_elements=["index_id"], set_=values)
        with self._people.writing() as connection:
            connection.execute(statement)

    def forget(self) -> None:
        """Begin anew: the next one who follows acts on every consent again."""
        with self._people.writing() as connection:
            connection.execute(delete(consent_index))
