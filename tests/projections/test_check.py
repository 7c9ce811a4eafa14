import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import BigInteger, Boolean, Column, Date, Table, Text, and_, select

from ledger.kernel.ids import new_id
from projections.catalogue import PROJECTIONS
from projections.check import check
from projections.columns import Identifier, Moment, Words
from projections.difference import DIFFERENCES_MAX
from projections.projection import Projection
from projections.rebuild import rebuild
from tests.projections.setting import Setting, running
from tests.support.village import MORNING

TABLES = [
    (projection, name) for projection in PROJECTIONS for name in projection.tables_of_build("_b1")
]


_OTHERS: dict[type, Callable[[Any], Any]] = {
    Identifier: lambda _: new_id(),
    Moment: lambda value: (value or MORNING) + timedelta(seconds=1),
    Words: lambda value: (*value, "x"),
    Text: lambda value: f"{value}x",
    BigInteger: lambda value: value + 1_000_000,
    Date: lambda value: (
        (value or MORNING.date()) - timedelta(days=1)
    ),  # FOREVER has no day after it
    Boolean: lambda value: not value,
}


def other_than(value: Any, column: Column[Any]) -> Any:
    """Return a value of the same column that is another one."""
    return _OTHERS[type(column.type)](value)


class Vandal:
    """Changes one table behind the projections' back, and puts it right again."""

    def __init__(self, setting: Setting, projection: Projection, name: str) -> None:
        self.setting = setting
        self.table: Table = setting.store.live_tables(projection)[name]
        self.keys = list(self.table.primary_key.columns)
        with setting.store.reading() as connection:
            found = connection.execute(select(self.table).order_by(*self.keys)).mappings().first()
        assert found is not None, "a day in the village leaves rows in every table"
        self.row = dict(found)

    def _write(self, statement: Any) -> None:
        with self.setting.store.writing() as connection:
            connection.execute(statement)

    def _is(self, row: dict[str, Any]) -> Any:
        return and_(*(column == row[column.name] for column in self.keys))

    @contextmanager
    def changed(self, column: Column[Any]) -> Iterator[None]:
        value = other_than(self.row[column.name], column)
        update = self.table.update().where(self._is(self.row))
        self._write(update.values({column.name: value}))
        try:
            yield
        finally:
            self._write(update.values({column.name: self.row[column.name]}))

    @contextmanager
    def deleted(self) -> Iterator[None]:
        self._write(self.table.delete().where(self._is(self.row)))
        try:
            yield
        finally:
            self._write(self.table.insert().values(self.row))

    @contextmanager
    def added(self) -> Iterator[None]:
        extra = self.row | {it.name: other_than(self.row[it.name], it) for it in self.keys}
        self._write(self.table.insert().values(extra))
        try:
            yield
        finally:
            self._write(self.table.delete().where(self._is(extra)))


def found_in(setting: Setting, *only: Projection) -> list[str]:
    """Check some read models, or all: one alone is derived thirty times as fast."""
    return [it.where for it in check(setting.ledger, setting.store, only or PROJECTIONS)]


def test_a_store_that_follows_the_log_has_no_differences(shared_setting: Setting) -> None:
    assert check(shared_setting.ledger, shared_setting.store) == []


@pytest.mark.parametrize(
    ("projection", "name"), TABLES, ids=[f"{it.name}.{name}" for it, name in TABLES]
)
def test_one_wrong_row_is_found_in_any_table(
    shared_setting: Setting, projection: Projection, name: str
) -> None:
    vandal = Vandal(shared_setting, projection, name)
    where = [f"{projection.name}.{name}"]
    with vandal.deleted():
        assert found_in(shared_setting, projection) == where
    with vandal.added():
        assert found_in(shared_setting, projection) == where
    rest = [it for it in vandal.table.columns if not it.primary_key]
    for column in rest[-1:]:
        with vandal.changed(column):
            assert found_in(shared_setting, projection) == where


def test_a_difference_tells_both_rows(shared_setting: Setting) -> None:
    wallets = next(it for it in PROJECTIONS if it.name == "wallets")
    vandal = Vandal(shared_setting, wallets, "balances")
    with vandal.changed(vandal.table.c.available):
        (difference,) = check(shared_setting.ledger, shared_setting.store)
    wallet_id, available = vandal.row["wallet_id"], vandal.row["available"]
    assert str(difference) == (
        f"wallets.balances [wallet_id={wallet_id}]: stored available={available + 1_000_000};"
        f" the log says available={available}"
    )


def test_only_the_first_differences_of_a_table_are_told(setting: Setting) -> None:
    for amount in range(1, DIFFERENCES_MAX + 6):
        setting.village.credit(setting.village.household_wallet, amount)
    setting.runner().catch_up()
    wallets = next(it for it in PROJECTIONS if it.name == "wallets")
    with setting.store.writing() as connection:
        connection.execute(setting.store.live_tables(wallets)["entries"].delete())
    assert found_in(setting) == ["wallets.entries"] * DIFFERENCES_MAX


def test_a_check_in_the_middle_of_writes_raises_no_false_alarm(setting: Setting) -> None:
    setting.runner().catch_up()
    with running(setting.runner(page_events=10)):
        for _ in range(5):
            setting.village.play_day()
            assert check(setting.ledger, setting.store) == []


def test_read_models_that_stand_apart_are_checked_each_where_it_is(setting: Setting) -> None:
    setting.runner().catch_up()
    setting.village.play_day()
    rebuild(setting.ledger, setting.store, "shop")
    assert setting.store.position() < setting.village.position
    assert check(setting.ledger, setting.store) == []


def test_a_store_that_was_never_built_is_told(setting: Setting) -> None:
    names = [str(it) for it in check(setting.ledger, setting.store)]
    assert len(names) == len(PROJECTIONS)
    version = PROJECTIONS[0].version
    assert names[0] == f"read_models [registry]: stored nothing; the log says version {version}"


def test_progress_is_told_up_to_the_end(shared_setting: Setting) -> None:
    told: list[tuple[int, int]] = []
    check(
        shared_setting.ledger,
        shared_setting.store,
        on_progress=lambda position, end: told.append((position, end)),
    )
    assert told[-1] == (shared_setting.village.position, shared_setting.village.position)


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        ("DELETE FROM events WHERE position = 40", "log.position"),
        ("UPDATE events SET version = version + 1 WHERE position = 72", "log.stream"),
        ("DELETE FROM events WHERE position > 60", "log"),
    ],
)
def test_a_log_that_is_not_whole_is_told(setting: Setting, damage: str, where: str) -> None:
    setting.village.play_day()
    setting.runner().catch_up()
    if setting.store.is_postgres:
        with psycopg.connect(setting.events, options="-c search_path=ledger") as superuser:
            superuser.execute("ALTER TABLE events DISABLE TRIGGER USER")
            superuser.execute(damage.encode())
    else:
        with closing(sqlite3.connect(setting.events)) as connection, connection:
            for trigger in ("events_are_kept", "events_are_for_ever"):
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute(damage)
    assert found_in(setting)[0] == where
