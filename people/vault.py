"""The vault: every person's own key, wrapped by the master key, and the index to find people by.

Whoever destroys a person's key has erased what was sealed with it, wherever copies are.
"""

import hmac
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from enum import Enum, auto
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from people.batches import BATCH_MAX
from people.cells import KEY_BYTES, DataKey, new_secret
from people.engines import insert_for
from people.errors import MasterKeyError
from people.keys import MasterKey, MasterKeys
from people.schema import POSTGRES_SCHEMA, person_keys, vault_state

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""
Lends = Callable[[], AbstractContextManager[Connection]]

VAULT_ID = 1
INDEX_PLACE = b"vault_state/index_secret"

_keys = person_keys.c
_SAVE = (
    update(person_keys)
    .where(_keys.person_id == bindparam("whose"))
    .values(master_key_id=bindparam("new_id"), wrapped=bindparam("new_wrapped"))
)


class Lock(Enum):
    """How the state is read. On SQLite whoever writes is alone anyway."""

    NONE = auto()
    SHARED = auto()
    ALONE = auto()


class Vault:
    """Opens and makes the keys of persons. Lends of connections are those of `People`."""

    def __init__(self, master_keys: MasterKeys, *, reading: Lends, writing: Lends) -> None:
        self._master_keys = master_keys
        self._reading = reading
        self._writing = writing
        self._index_secret: bytes | None = None

    def sealed_with(self) -> str | None:
        """Return the name of the master key this database needs; None while it needs none."""
        with self._reading() as connection:
            return state.master_key_id if (state := _state(connection)) else None

    def check(self) -> None:
        """Return when the master key is the one this database needs, or raise MasterKeyError."""
        with self._reading() as connection:
            self._index_secret = self._open_index(connection)

    def found(self, connection: Connection) -> None:
        """Seal a new database with the newest master key; check the key of a sealed one."""
        if _state(connection) is None:
            if connection.execute(select(person_keys).limit(1)).first() is not None:
                raise MasterKeyError("the vault has lost its state: restore the table vault_state")
            key = self._master_keys.newest
            wrapped = key.wrap(new_secret(), INDEX_PLACE)
            state = {"vault_id": VAULT_ID, "master_key_id": key.key_id, "index_secret": wrapped}
            connection.execute(insert(vault_state), state)
        self._index_secret = self._open_index(connection)

    def make_keys(self, connection: Connection, ids: Iterable[UUID]) -> dict[UUID, DataKey]:
        """Return the persons' keys, new ones for newcomers; nobody erases them meanwhile."""
        # Shared with other imports; a rotation waits for them, and they for it.
        state = _required(_state(connection, lock=Lock.SHARED))
        master = self._master_keys.find(state.master_key_id)
        self._index_secret = master.unwrap(state.index_secret, INDEX_PLACE)
        # Always in the same order, or two imports at once could wait for each other.
        rows = [_new_row(person_id, master) for person_id in sorted(set(ids))]
        making = insert_for(connection.dialect.name, person_keys).on_conflict_do_update(
            index_elements=[_keys.person_id],
            # Changes nothing, but locks the row and returns the key that is there.
            set_={"master_key_id": _keys.master_key_id},
        )
        found = connection.execute(making.returning(*_keys), rows) if rows else ()
        return {row.person_id: self.open_key(row) for row in found}

    def open_key(self, row: Row[Any]) -> DataKey:
        """Return the key that a row with the columns of `person_keys` holds."""
        master = self._master_keys.find(row.master_key_id)
        return DataKey(row.person_id, master.unwrap(row.wrapped, _place(row.person_id)))

    def index_hash(self, column: str, text: str) -> bytes:
        """Return what a look-up by this column compares; tells nothing without the master key."""
        return hmac.digest(self._derived(f"people/index/{column}"), text.encode(), "sha256")

    def house_secret(self, purpose: str) -> bytes:
        """Return the secret to seal with what is about nobody; a rotation leaves it as it is."""
        return self._derived(f"people/house/{purpose}")

    def _derived(self, info: str) -> bytes:
        if self._index_secret is None:
            self.check()
        assert self._index_secret is not None
        derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=info.encode())
        return derived.derive(self._index_secret)

    def rotate(self, new: MasterKey, on_progress: Progress = lambda _done, _total: None) -> int:
        """Wrap everything with a new master key; return how many keys it had to wrap anew.

        In batches that are each kept whole; when it is interrupted the next one goes on. People
        are read, enrolled and erased meanwhile, so the old master key must be there until this
        returns, and the new one must be where every process looks for keys before it is called.
        """
        self._rewrap_index(new)
        total = self._count_of_others(new)
        done = 0
        last: UUID | None = None
        while batch := self._rewrap_batch(new, last):
            done, last = done + len(batch), batch[-1].person_id
            on_progress(done, max(done, total))
        # Whoever called drops the old key next: better asked once too often.
        if self._count_of_others(new):
            raise MasterKeyError("some keys are wrapped with an old master key: rotate again")
        return done

    def _count_of_others(self, new: MasterKey) -> int:
        query = select(func.count()).select_from(person_keys)
        with self._reading() as connection:
            return connection.execute(query.where(_keys.master_key_id != new.key_id)).scalar_one()

    def _rewrap_index(self, new: MasterKey) -> None:
        """From the end of this transaction on, whoever makes keys wraps them with the new one."""
        with self._writing() as connection:
            secret = self._open_index(connection, lock=Lock.ALONE)
            values = {
                "master_key_id": new.key_id,
                "index_secret": new.wrap(secret, INDEX_PLACE),
            }
            connection.execute(update(vault_state).values(values))

    def _rewrap_batch(self, new: MasterKey, last: UUID | None) -> Sequence[Row[Any]]:
        query = select(*_keys).where(_keys.master_key_id != new.key_id)
        if last is not None:
            query = query.where(_keys.person_id > last)
        query = query.order_by(_keys.person_id).limit(BATCH_MAX).with_for_update()
        with self._writing() as connection:
            batch = connection.execute(query).all()
            rows = [self._rewrapped(row, new) for row in batch]
            if rows:
                connection.execute(_SAVE, rows)
        return batch

    def _rewrapped(self, row: Row[Any], new: MasterKey) -> dict[str, Any]:
        place = _place(row.person_id)
        secret = self._master_keys.find(row.master_key_id).unwrap(row.wrapped, place)
        wrapped = new.wrap(secret, place)
        return {"whose": row.person_id, "new_id": new.key_id, "new_wrapped": wrapped}

    def _open_index(self, connection: Connection, *, lock: Lock = Lock.NONE) -> bytes:
        state = _required(_state(connection, lock=lock))
        master = self._master_keys.find(state.master_key_id)
        return master.unwrap(state.index_secret, INDEX_PLACE)


def _state(connection: Connection, *, lock: Lock = Lock.NONE) -> Row[Any] | None:
    schema = POSTGRES_SCHEMA if connection.dialect.name == "postgresql" else None
    if not connection.dialect.has_table(connection, vault_state.name, schema=schema):
        return None
    query = select(vault_state)
    if lock is not Lock.NONE:
        query = query.with_for_update(read=lock is Lock.SHARED)
    return connection.execute(query).one_or_none()


def _required(state: Row[Any] | None) -> Row[Any]:
    if state is None:
        raise MasterKeyError("the database of people is not sealed yet: run `redbee init` first")
    return state


def _new_row(person_id: UUID, master: MasterKey) -> dict[str, Any]:
    wrapped = master.wrap(new_secret(), _place(person_id))
    return {"person_id": person_id, "master_key_id": master.key_id, "wrapped": wrapped}


def _place(person_id: UUID) -> bytes:
    return b"person_keys/" + person_id.bytes
