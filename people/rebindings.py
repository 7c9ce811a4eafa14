"""Giving a person another number at the desk: one of the staff proposes, another confirms."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, insert, select, update

from people.cells import DataKey
from people.desk_notices import Reach, below
from people.errors import (
    OwnPhoneError,
    RebindingExpiredError,
    RebindingNotFoundError,
    SecondClerkRequiredError,
    UnknownPersonError,
)
from people.formats import clean_phone
from people.phone_tables import REASON_LENGTH_MAX, phone_rebindings
from people.phones import Phones
from people.schema import person_keys, persons
from people.sealing import KEY_COLUMNS
from people.sessions import Sessions
from people.store import People

PROPOSAL_AGE_MAX = timedelta(days=1)
PROPOSALS_MAX = 200
PROPOSAL_DAYS_MAX = 90
"""So long a proposal is kept, confirmed or not; the audit log keeps who and when for longer."""

_table = phone_rebindings.c
_KEEPS_REASON = "rebinding_reason"
_query = select(phone_rebindings, *KEY_COLUMNS).select_from(
    phone_rebindings.join(person_keys, _table.person_id == person_keys.c.person_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebinding:
    """A proposed change of number. Its repr shows neither number nor reason."""

    rebinding_id: UUID
    person_id: UUID
    unit_code: str
    phone: str = field(repr=False)
    reason: str = field(repr=False)
    proposed_by: UUID
    proposed_at: datetime

    @property
    def expires_at(self) -> datetime:
        """When it is too old to be confirmed."""
        return self.proposed_at + PROPOSAL_AGE_MAX


class Rebindings:
    """Proposes, lists and confirms changes of numbers."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._vault = people.vault
        self._phones = Phones(people)
        self._sessions = Sessions(people)

    def propose_with(
        self,
        connection: Connection,
        person_id: UUID,
        phone: str,
        *,
        reason: str,
        by: UUID,
        now: datetime,
    ) -> Rebinding:
        """Propose a number for a person as part of a larger change; former proposals end.

        Raise OwnPhoneError when it is the proposer's own, UnknownPersonError, PhoneInvalidError.
        """
        cleaned = clean_phone(phone)
        if by == person_id:
            raise OwnPhoneError("nobody changes their own number here")
        key, unit_code = self._opened(connection, person_id)
        new = Rebinding(
            rebinding_id=uuid4(),
            person_id=person_id,
            unit_code=unit_code,
            phone=cleaned,
            reason=reason[:REASON_LENGTH_MAX],
            proposed_by=by,
            proposed_at=now,
        )
        open_ones = (_table.person_id == person_id, _table.confirmed_at.is_(None))
        connection.execute(delete(phone_rebindings).where(*open_ones))
        old = _table.proposed_at < now - timedelta(days=PROPOSAL_DAYS_MAX)
        connection.execute(delete(phone_rebindings).where(old))
        row = {
            "rebinding_id": new.rebinding_id,
            "person_id": person_id,
            "unit_code": unit_code,
            "phone_sealed": key.seal("phone", cleaned),
            "phone_hash": self._phones.hash_of(cleaned),
            "reason_sealed": key.seal(_KEEPS_REASON, new.reason),
            "proposed_by": by,
            "proposed_at": now,
        }
        connection.execute(insert(phone_rebindings), row)
        return new

    def confirm_with(
        self,
        connection: Connection,
        rebinding_id: UUID,
        reach: Reach,
        *,
        by: UUID,
        now: datetime,
    ) -> Rebinding:
        """Give the person the number, and end all their sessions, as part of a larger change.

        Raise RebindingNotFoundError, RebindingExpiredError, SecondClerkRequiredError when who
        confirms has proposed, OwnPhoneError. Call `Sessions.forget_recent` afterwards.
        """
        query = _query.where(_table.rebinding_id == rebinding_id, *_waiting(reach))
        row = connection.execute(query.with_for_update(of=phone_rebindings)).one_or_none()
        if row is None:
            raise RebindingNotFoundError("no such change of number waits here")
        found = self._rebinding(row)
        if found.expires_at <= now:
            raise RebindingExpiredError("proposed too long ago")
        if by == found.proposed_by:
            raise SecondClerkRequiredError("who proposed may not confirm")
        if by == found.person_id:
            raise OwnPhoneError("nobody changes their own number here")
        mine = update(phone_rebindings).where(_table.rebinding_id == rebinding_id)
        connection.execute(mine.values(confirmed_by=by, confirmed_at=now))
        # Sealed for the same cell, so it is moved as it is.
        renumbering = update(persons).where(persons.c.person_id == found.person_id)
        connection.execute(
            renumbering.values(phone_sealed=row.phone_sealed, phone_hash=row.phone_hash)
        )
        self._phones.bind_with(connection, found.person_id, bytes(row.phone_hash), now=now)
        self._sessions.end_all_with(connection, found.person_id, now=now)
        return found

    def waiting(self, reach: Reach, *, now: datetime) -> list[Rebinding]:
        """Return what waits to be confirmed within reach, the newest first."""
        young = _table.proposed_at > now - PROPOSAL_AGE_MAX
        query = _query.where(*_waiting(reach), young)
        query = query.order_by(_table.proposed_at.desc(), _table.rebinding_id)
        with self._people.reading() as connection:
            rows = connection.execute(query.limit(PROPOSALS_MAX)).all()
        return [self._rebinding(row) for row in rows]

    def _opened(self, connection: Connection, person_id: UUID) -> tuple[DataKey, str]:
        query = select(persons.c.person_id, persons.c.unit_code, *KEY_COLUMNS).select_from(
            persons.join(person_keys, persons.c.person_id == person_keys.c.person_id)
        )
        found = connection.execute(query.where(persons.c.person_id == person_id))
        row: Any = found.one_or_none()
        if row is None:
            raise UnknownPersonError("nobody with this ID is enrolled")
        return self._vault.open_key(row), str(row.unit_code)

    def _rebinding(self, row: Any) -> Rebinding:
        key = self._vault.open_key(row)
        return Rebinding(
            rebinding_id=row.rebinding_id,
            person_id=row.person_id,
            unit_code=row.unit_code,
            phone=key.open("phone", row.phone_sealed),
            reason=key.open(_KEEPS_REASON, row.reason_sealed),
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
        )


def _waiting(reach: Reach) -> tuple[Any, ...]:
    return (below(_table.unit_code, reach), _table.confirmed_at.is_(None))
