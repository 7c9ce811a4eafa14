"""Who somebody of a city's single sign-on is here: links an administrator made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from people.errors import LoginTakenError
from people.oidc_tables import oidc_links
from people.store import People

SUBJECT_LENGTH_MAX = 255
"""As OpenID Connect bounds it."""

_table = oidc_links.c


class OidcLinks:
    """Links between subjects and persons; a subject leads to one person at most."""

    def __init__(self, people: People) -> None:
        self._people = people

    def link(
        self, issuer: str, subject: str, person_id: UUID, *, linked_by: UUID | None, now: datetime
    ) -> None:
        """Let a subject sign in as a person; raise LoginTakenError if it is another's."""
        subject_hash = self._hash(issuer, subject)
        row = {
            "subject_hash": subject_hash,
            "person_id": person_id,
            "linked_at": now,
            "linked_by": linked_by,
        }
        statement = self._people.insert(oidc_links).values(row).on_conflict_do_nothing()
        query = select(_table.person_id).where(_table.subject_hash == subject_hash)
        with self._people.writing_for_persons() as connection:
            connection.execute(statement)
            if connection.execute(query).scalar_one() != person_id:
                raise LoginTakenError("the subject is linked to another person")

    def unlink(self, person_id: UUID) -> int:
        """Take all links of a person away; return how many there were."""
        with self._people.writing() as connection:
            statement = delete(oidc_links).where(_table.person_id == person_id)
            return connection.execute(statement).rowcount

    def find(self, issuer: str, subject: str) -> UUID | None:
        """Return whom a subject signs in as."""
        if not 0 < len(subject) <= SUBJECT_LENGTH_MAX:
            return None
        query = select(_table.person_id).where(_table.subject_hash == self._hash(issuer, subject))
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def _hash(self, issuer: str, subject: str) -> bytes:
        return self._people.vault.index_hash("oidc_links/subject", f"{issuer}\x1f{subject}")
