"""Whoever is erased is erased from every table: rows that name a person go with the person."""

import pytest
from sqlalchemy import Table

from people.audit_tables import audit_entries
from people.schema import person_keys, persons
from people.tables import metadata

WITHOUT = {audit_entries.name: "IDs and codes outlive the person, who they lead to no more"}
DESTROYED_BY_NAME = {person_keys.name, persons.name}


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda it: it.name)
def test_a_row_that_names_a_person_goes_with_the_person(table: Table) -> None:
    if table.name in DESTROYED_BY_NAME or table.name in WITHOUT or "person_id" not in table.c:
        return
    (key,) = table.c.person_id.foreign_keys
    assert key.column.table is persons
    assert key.ondelete == "CASCADE", f"{table.name} would keep somebody who was forgotten"


def test_what_is_sealed_is_in_tables_that_go_with_the_person() -> None:
    sealed = {
        table.name
        for table in metadata.sorted_tables
        if any(column.name.endswith("_sealed") for column in table.columns)
    }
    assert persons.name in sealed
    assert all("person_id" in metadata.tables[name].c for name in sealed)
