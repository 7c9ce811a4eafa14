"""What was written down stays written down, and shows when somebody tampered with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from people.audit import DONE, AuditAction, AuditEntry, AuditLog
from people.audit_tables import audit_entries
from people.store import People
from tests.people.conftest import NOW

CLERK = uuid4()
TODAY = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def read(target: UUID | None = None, *, at: datetime = NOW, **more: Any) -> AuditEntry:
    more = {"action": AuditAction.PERSON_READ, "purpose": "rewrite_paper_sheet"} | more
    return AuditEntry(at=at, actor_id=CLERK, actor_role="clerk", target_id=target, **more)


def test_everybody_sees_who_read_theirs(people: People) -> None:
    log, one, other = AuditLog(people), uuid4(), uuid4()
    log.append(read(one), read(other))
    log.append(read(one, at=NOW + timedelta(hours=1), purpose="visit"))
    found = [it.entry for it in log.about(one)]
    assert [(it.purpose, it.at, it.actor_id) for it in found] == [
        ("visit", NOW + timedelta(hours=1), CLERK),
        ("rewrite_paper_sheet", NOW, CLERK),
    ]
    assert log.about(uuid4()) == []


def test_pages_follow_each_other_and_can_be_narrowed(people: People) -> None:
    log = AuditLog(people)
    results = (DONE, "role_required", DONE, "outside_unit")
    for result in results:
        log.append(read(result=result))
    log.append(read(action=AuditAction.SIGNED_IN))
    first = log.page(limit=2)
    rest = log.page(before=first[-1].entry_id)
    assert [it.entry.result for it in first + rest] == [DONE, *reversed(results)]
    assert [it.entry.result for it in log.page(refused=True)] == ["outside_unit", "role_required"]
    assert len(log.page(action=AuditAction.SIGNED_IN)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        update(audit_entries).values(result="done"),
        delete(audit_entries),
    ],
)
def test_neither_changed_nor_deleted(people: People, statement: Any) -> None:
    log = AuditLog(people)
    log.append(read(at=TODAY))
    with pytest.raises(DatabaseError, match="append-only"), people.writing() as connection:
        connection.execute(statement)
    assert len(log.page()) == 1


@pytest.mark.parametrize("people_url", ["postgresql"], indirect=True)
def test_emptying_the_table_is_refused(people: People) -> None:
    with pytest.raises(DatabaseError, match="append-only"), people.writing() as connection:
        connection.execute(text("TRUNCATE people.audit_entries"))


def tamper(people: People, statement: Any) -> None:
    """Do as somebody who owns the database can."""
    with people.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE people.audit_entries DISABLE TRIGGER USER"))
        else:
            for it in ("changed", "deleted"):
                connection.execute(text(f"DROP TRIGGER audit_entries_not_{it}"))
        connection.execute(statement)


@pytest.mark.parametrize("column", ["result", "purpose", "actor_role", "actor_id"])
def test_a_changed_entry_is_found(people: People, column: str) -> None:
    log = AuditLog(people)
    log.append(*(read(result=f"n{i}") for i in range(5)))
    assert log.first_flaw() is None
    third = log.page()[2].entry_id
    value = uuid4() if column == "actor_id" else "x"
    which = audit_entries.c.entry_id == third
    tamper(people, update(audit_entries).where(which).values({column: value}))
    assert log.first_flaw() == third


def test_a_missing_entry_is_found(people: People) -> None:
    log = AuditLog(people)
    log.append(*(read(result=f"n{i}") for i in range(5)))
    newest = [it.entry_id for it in log.page()]
    tamper(people, delete(audit_entries).where(audit_entries.c.entry_id == newest[2]))
    assert log.first_flaw() == newest[1]


def test_the_oldest_go_after_three_years_and_the_rest_still_verifies(people: People) -> None:
    log, old = AuditLog(people), TODAY - timedelta(days=3 * 366)
    log.append(read(at=old), read(at=old), read(at=TODAY))
    assert log.due(TODAY) == 2
    assert log.prune(TODAY) == 2
    assert log.prune(TODAY) == 0
    log.append(read(at=TODAY))
    assert [it.entry.at for it in log.page()] == [TODAY, TODAY]
    assert log.first_flaw() is None
    log.append(read(at=TODAY))
    first_kept = log.page()[-1].entry_id
    tamper(people, delete(audit_entries).where(audit_entries.c.entry_id == first_kept))
    assert log.first_flaw() == first_kept + 1


def test_an_old_entry_after_a_young_one_waits(people: People) -> None:
    log = AuditLog(people)
    log.append(read(at=TODAY), read(at=TODAY - timedelta(days=2000)))
    assert log.prune(TODAY) == 0


def test_many_at_once_make_one_chain(people: People, elsewhere: People) -> None:
    logs = AuditLog(people), AuditLog(elsewhere)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: logs[i % 2].append(read()), range(60)))
    assert len(logs[0].page()) == 60
    assert logs[1].first_flaw() is None
