"""Feeds: the secret in the address at which a calendar program fetches somebody's shifts.

Whoever knows the address sees the shifts, for calendar programs cannot sign in. So it is shown
once, kept as a hash, replaced or withdrawn at will, and gone with the person.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from people.feed_tables import shift_feeds
from people.store import People
from people.tokens import hash_of, looks_like_secret, new_secret

_table = shift_feeds.c


class ShiftFeeds:
    """Makes, replaces and withdraws the addresses of feeds; a person has one at most."""

    def __init__(self, people: People) -> None:
        self._people = people

    def renew(self, person_id: UUID, now: datetime) -> str:
        """Make a new secret and return it; the old one opens nothing any more."""
        secret = new_secret()
        row = {"person_id": person_id, "secret_hash": hash_of(secret), "made_at": now}
        adding = self._people.insert(shift_feeds)
        changes = {name: adding.excluded[name] for name in ("secret_hash", "made_at")}
        statement = adding.on_conflict_do_update(index_elements=["person_id"], set_=changes)
        with self._people.writing() as connection:
            connection.execute(statement, row)
        return secret

    def withdraw(self, person_id: UUID) -> bool:
        """End the feed of somebody; say whether there was one."""
        with self._people.writing() as connection:
            gone = connection.execute(delete(shift_feeds).where(_table.person_id == person_id))
        return gone.rowcount > 0

    def made_at(self, person_id: UUID) -> datetime | None:
        """Tell since when somebody has a feed."""
        query = select(_table.made_at).where(_table.person_id == person_id)
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def person_of(self, secret: str) -> UUID | None:
        """Tell whose shifts a secret opens; None for any other text."""
        if not looks_like_secret(secret):
            return None
        query = select(_table.person_id).where(_table.secret_hash == hash_of(secret))
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one_or_none()
