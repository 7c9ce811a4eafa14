"""Persons as rows that show nothing, and back."""

from datetime import date
from typing import Any

from sqlalchemy import Row, func

from people.cells import DataKey
from people.person import Person
from people.schema import person_keys, persons
from people.vault import Vault

KEY_COLUMNS = (person_keys.c.master_key_id, person_keys.c.wrapped)
"""What a query of persons brings besides, so that `Vault.open_key` can open them."""
LOOKED_UP = ("phone", "id_number")
"""What people are found by, through a keyed hash."""

_REQUIRED = ("display_name_sealed", "unit_code")
_OPTIONAL = (
    "phone_sealed",
    "phone_hash",
    "id_number_sealed",
    "id_number_hash",
    "born_on_sealed",
)
_p = persons.c


def sealed_row(person: Person, key: DataKey, vault: Vault) -> dict[str, Any]:
    """Return a person as the table keeps them."""
    row: dict[str, Any] = {
        "person_id": person.person_id,
        "unit_code": person.unit_code,
        "listed": person.listed,
        "display_name_sealed": key.seal("display_name", person.display_name),
        **dict.fromkeys(_OPTIONAL),
    }
    for column in LOOKED_UP:
        text = getattr(person, column)
        if text is not None:
            row[f"{column}_sealed"] = key.seal(column, text)
            row[f"{column}_hash"] = vault.index_hash(column, text)
    if person.born_on is not None:
        row["born_on_sealed"] = key.seal("born_on", person.born_on.isoformat())
    return row


def changes_of(excluded: Any) -> dict[str, Any]:
    """Return what enrolling somebody again changes: what is not said this time stays."""
    changes = {name: excluded[name] for name in _REQUIRED}
    for name in _OPTIONAL:
        changes[name] = func.coalesce(excluded[name], _p[name])
    return changes


def opened_name(row: Any, vault: Vault) -> str:
    """Return the name in a row of a query with KEY_COLUMNS."""
    return vault.open_key(row).open("display_name", row.display_name_sealed)


def opened_person(row: Row[Any], vault: Vault) -> Person:
    """Return the person in a row of a query with KEY_COLUMNS."""
    key = vault.open_key(row)
    said = {
        column: key.open(column, sealed)
        for column in (*LOOKED_UP, "born_on")
        if (sealed := row._mapping[f"{column}_sealed"]) is not None  # noqa: SLF001 - SQLAlchemy's public name
    }
    born_on = said.get("born_on")
    return Person(
        row.person_id,
        key.open("display_name", row.display_name_sealed),
        row.unit_code,
        row.listed,
        phone=said.get("phone"),
        id_number=said.get("id_number"),
        born_on=date.fromisoformat(born_on) if born_on else None,
    )
