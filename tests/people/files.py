"""Looks into the files of a database, as a thief of its disk would."""

from pathlib import Path
from uuid import UUID

import psycopg
from sqlalchemy import select
from sqlalchemy.engine import make_url

from people.schema import person_keys, persons
from people.store import People


def found_on_disk(url: str, planted: list[bytes]) -> list[bytes]:
    """Return what of the planted bytes is in any file, the log of pages included."""
    if url.startswith("sqlite"):
        folder = Path(str(make_url(url).database)).parent
        files = [file.read_bytes() for file in folder.iterdir() if "sqlite3" in file.name]
        return [it for it in planted if any(it in file for file in files)]
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as server:
        server.execute("CHECKPOINT")
        return [it for it in planted if _in_tables(server, it) or _in_log(server, it)]


def in_tables_of_postgres(url: str, planted: list[bytes]) -> list[bytes]:
    """Return what of the planted bytes is in a table or index; the log keeps it a while longer."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as server:
        server.execute("CHECKPOINT")
        return [it for it in planted if _in_tables(server, it)]


def sealed_bytes(people: People, person_id: UUID) -> list[bytes]:
    """Return what the tables keep of a person: the wrapped key and the sealed cells."""
    with people.reading() as connection:
        row = connection.execute(select(persons).where(persons.c.person_id == person_id)).one()
        key = select(person_keys.c.wrapped).where(person_keys.c.person_id == person_id)
        wrapped = connection.execute(key).scalar_one()
    return [wrapped, *(it for it in row if isinstance(it, bytes))]


def _in_tables(server: "psycopg.Connection[tuple[object, ...]]", planted: bytes) -> bool:
    query = (
        "SELECT bool_or(position(%s::bytea IN pg_read_binary_file(pg_relation_filepath(oid))) > 0)"
        " FROM pg_class WHERE relnamespace = 'people'::regnamespace AND relkind IN ('r', 'i')"
    )
    return bool(server.execute(query, [planted]).fetchone() == (True,))


def _in_log(server: "psycopg.Connection[tuple[object, ...]]", planted: bytes) -> bool:
    query = (
        "SELECT bool_or(position(%s::bytea IN pg_read_binary_file('pg_wal/' || name)) > 0)"
        " FROM pg_ls_waldir()"
    )
    return bool(server.execute(query, [planted]).fetchone() == (True,))
