"""Set-up codes: how somebody gets a staff account without anybody else knowing its password."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from people.staff_errors import SetupCodeExpiredError, SetupCodeWrongError
from people.staff_tables import setup_codes, staff_accounts
from people.store import People
from people.typed_codes import code_hash, new_code

SETUP_CODE_AGE_MAX = timedelta(hours=24)
SETUP_CODE_SIGNS = 16
"""80 random bits: nobody guesses one in its day, at any rate."""
GROUP_SIGNS = 4
KEPT_AFTER_END = timedelta(days=30)
"""How long a code that was not used is told to be expired rather than wrong."""

_table = setup_codes.c


@dataclass(frozen=True, slots=True)
class Setup:
    """A set-up code that is good. `person_id` is None before the first one has said a name."""

    person_id: UUID | None
    is_first: bool


class SetupCodes:
    """Issues set-up codes and checks them. Kept as keyed hashes only."""

    def __init__(self, people: People, pepper: bytes) -> None:
        self._people = people
        self._key = hmac.digest(pepper, b"people/setup-code", "sha256")

    def issue_first(self, *, now: datetime) -> str | None:
        """Return a code for the first administrator in place of an earlier one.

        None once somebody has finished a set-up: from then on administrators add the others.
        """
        code = new_code(SETUP_CODE_SIGNS, GROUP_SIGNS)
        ready = select(staff_accounts.c.person_id).where(staff_accounts.c.ready_at.is_not(None))
        with self._people.writing() as connection:
            if connection.execute(ready.limit(1)).first() is not None:
                return None
            connection.execute(delete(setup_codes).where(_table.is_first == 1))
            self._insert(connection, code, None, is_first=True, now=now)
        return code

    def issue(self, person_id: UUID, *, now: datetime) -> str:
        """Return a code for somebody's account in place of an earlier one."""
        code = new_code(SETUP_CODE_SIGNS, GROUP_SIGNS)
        with self._people.writing_for_persons() as connection:
            connection.execute(delete(setup_codes).where(_table.person_id == person_id))
            self._insert(connection, code, person_id, is_first=False, now=now)
        return code

    def check(self, code: str, *, now: datetime) -> Setup:
        """Return what a code is for and leave it good, or raise; both refusals hint at nothing."""
        query = select(setup_codes).where(_table.code_hash == code_hash(self._key, code))
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise SetupCodeWrongError("no set-up code is waiting under this text")
        if row.expires_at <= now:
            raise SetupCodeExpiredError("the set-up code is too old")
        return Setup(row.person_id, bool(row.is_first))

    def claim_first(self, code: str, person_id: UUID, *, now: datetime) -> UUID:
        """Bind the first code to a person; return whose it is, which may be an earlier one's."""
        which = _table.code_hash == code_hash(self._key, code)
        binding = update(setup_codes).where(which, _table.is_first == 1, _table.expires_at > now)
        with self._people.writing_for_persons() as connection:
            connection.execute(
                binding.where(_table.person_id.is_(None)).values(person_id=person_id)
            )
            query = select(_table.person_id).where(which, _table.expires_at > now)
            found: UUID | None = connection.execute(query).scalar_one_or_none()
        if found is None:
            raise SetupCodeWrongError("no set-up code is waiting under this text")
        return found

    def is_first_of(self, person_id: UUID) -> bool:
        """Tell whether the first code of the house waits for this person."""
        query = select(_table.code_hash).where(_table.person_id == person_id, _table.is_first == 1)
        with self._people.reading() as connection:
            return connection.execute(query).first() is not None

    def _insert(
        self,
        connection: Connection,
        code: str,
        person_id: UUID | None,
        *,
        is_first: bool,
        now: datetime,
    ) -> None:
        connection.execute(delete(setup_codes).where(_table.expires_at <= now - KEPT_AFTER_END))
        row = {
            "code_hash": code_hash(self._key, code),
            "person_id": person_id,
            "is_first": int(is_first),
            "created_at": now,
            "expires_at": now + SETUP_CODE_AGE_MAX,
        }
        connection.execute(insert(setup_codes), row)


def use_up(connection: Connection, person_id: UUID) -> None:
    """Let a person's set-up code end, as part of a larger change."""
    connection.execute(delete(setup_codes).where(_table.person_id == person_id))
