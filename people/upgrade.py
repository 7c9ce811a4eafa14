"""Brings a database from before the vault over: names in plain are sealed, then gone."""

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    String,
    Table,
    Uuid,
    bindparam,
    func,
    inspect,
    select,
    text,
    update,
)

from people.batches import BATCH_MAX
from people.schema import POSTGRES_SCHEMA, access_tokens, persons
from people.vault import Vault

PLAIN = "display_name"
"""The column that kept names as they are."""
NAMED_IN_PLAIN = (persons, access_tokens)
"""Tables whose old pages may hold names."""

_before = Table(
    persons.name,
    MetaData(),
    Column("person_id", Uuid, primary_key=True),
    Column(PLAIN, String),
    Column("display_name_sealed", persons.c.display_name_sealed.type),
)
_SEAL = (
    update(_before)
    .where(_before.c.person_id == bindparam("whose"))
    .values({"display_name_sealed": bindparam("sealed"), PLAIN: ""})
)

# Tokens issued at the command line were labelled with the name.
_CLEAR_LABEL = (
    update(access_tokens)
    .where(access_tokens.c.person_id == bindparam("whose"))
    .where(func.trim(access_tokens.c.label) == bindparam("name"))
    .values(label="")
)


class Upgrade:
    """The steps, each a transaction of its own, so that each may be repeated."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def begin(self, connection: Connection) -> bool:
        """Add the columns that are missing; say whether there are names in plain to seal."""
        there = _columns(connection)
        for column in persons.columns:
            if column.name not in there:
                kind = column.type.compile(connection.dialect)
                table = _address(connection)
                connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column.name} {kind}"))
        for index in persons.indexes:
            index.create(connection, checkfirst=True)
        return PLAIN in there

    def seal_batch(self, connection: Connection) -> bool:
        """Seal some names, and empty their place; say whether there were any."""
        if PLAIN not in _columns(connection):
            return False  # another process was faster
        waiting = (
            select(_before.c.person_id, _before.c[PLAIN])
            .where(_before.c.display_name_sealed.is_(None))
            .order_by(_before.c.person_id)
            .limit(BATCH_MAX)
        )
        batch = connection.execute(waiting).all()
        keys = self._vault.make_keys(connection, (row.person_id for row in batch))
        rows = [
            {
                "whose": row.person_id,
                "sealed": keys[row.person_id].seal(PLAIN, row.display_name),
            }
            for row in batch
        ]
        if rows:
            connection.execute(_SEAL, rows)
            labels = [{"whose": row.person_id, "name": row.display_name} for row in batch]
            connection.execute(_CLEAR_LABEL, labels)
        return bool(rows)

    def finish(self, connection: Connection) -> None:
        """Drop the column of plain names."""
        if PLAIN not in _columns(connection):
            return
        table = _address(connection)
        connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {PLAIN}"))
        if connection.dialect.name == "postgresql":  # SQLite cannot add this to a column
            sealed = persons.c.display_name_sealed.name
            connection.execute(text(f"ALTER TABLE {table} ALTER COLUMN {sealed} SET NOT NULL"))


def _address(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        return f"{POSTGRES_SCHEMA}.{persons.name}"
    return persons.name


def _columns(connection: Connection) -> set[str]:
    schema = POSTGRES_SCHEMA if connection.dialect.name == "postgresql" else None
    return {it["name"] for it in inspect(connection).get_columns(persons.name, schema=schema)}
