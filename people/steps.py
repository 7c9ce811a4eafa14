"""Steps of a sign-in: what somebody holds who has shown a code and has more to say.

A step opens nothing but the rest of the sign-in, on the device it began on, for some minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from people.phone_tables import sign_in_steps
from people.store import People
from people.tokens import hash_of, looks_like_secret, new_secret

STEP_AGE_MAX = timedelta(minutes=10)
FORGOTTEN_AT_ONCE_MAX = 100

_table = sign_in_steps.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A sign-in under way. ``person_id`` is set once it is known who it is."""

    step_hash: bytes
    phone_hash: bytes
    person_id: UUID | None


class Steps:
    """Begins, finds and ends steps."""

    def __init__(self, people: People) -> None:
        self._people = people

    def begin_with(
        self,
        connection: Connection,
        *,
        phone_hash: bytes,
        device_secret: str,
        person_id: UUID | None = None,
        now: datetime,
    ) -> str:
        """Begin a step as part of a larger change; return its secret."""
        old = select(_table.step_hash).where(_table.expires_at <= now).limit(FORGOTTEN_AT_ONCE_MAX)
        connection.execute(delete(sign_in_steps).where(_table.step_hash.in_(old)))
        secret = new_secret()
        row = {
            "step_hash": hash_of(secret),
            "device_hash": hash_of(device_secret),
            "phone_hash": phone_hash,
            "person_id": person_id,
            "expires_at": now + STEP_AGE_MAX,
        }
        connection.execute(insert(sign_in_steps), row)
        return secret

    def find(self, secret: str, device_secret: str, *, now: datetime) -> Step | None:
        """Return a step that goes on, on its own device; else None."""
        if not looks_like_secret(secret):
            return None
        query = select(sign_in_steps).where(
            _table.step_hash == hash_of(secret),
            _table.device_hash == hash_of(device_secret),
            _table.expires_at > now,
        )
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Step(
            step_hash=bytes(row.step_hash),
            phone_hash=bytes(row.phone_hash),
            person_id=row.person_id,
        )

    def name_with(self, connection: Connection, step: Step, person_id: UUID) -> None:
        """Keep who it is, as part of a larger change."""
        statement = update(sign_in_steps).where(_table.step_hash == step.step_hash)
        connection.execute(statement.values(person_id=person_id))

    def end_with(self, connection: Connection, step: Step) -> bool:
        """End a step as part of a larger change; False when somebody else just did."""
        ending = delete(sign_in_steps).where(_table.step_hash == step.step_hash)
        return connection.execute(ending).rowcount > 0
