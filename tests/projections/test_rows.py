from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, Table, select
from sqlalchemy.exc import IntegrityError

from projections.columns import day, flag, identifier, moment, number, text, words
from projections.rows import Rows
from projections.store import ReadStore
from tests.projections.setting import Setting

NOTES = Table(
    "notes",
    MetaData(),
    text("code", key=True),
    day("day", key=True),
    number("amount"),
    identifier("owner_id", optional=True),
    moment("seen_at", optional=True),
    flag("is_open"),
    words("tags"),
)
CODES = st.text("a中é_Z", min_size=1, max_size=3)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
RECORDS = st.fixed_dictionaries(
    {
        "code": CODES,
        "day": DAYS,
        "amount": st.integers(-(2**62), 2**62),
        "owner_id": st.none() | st.uuids(),
        "seen_at": st.none()
        | st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the bounds of a strategy are naive
        "is_open": st.booleans(),
        "tags": st.lists(st.text(max_size=3).filter(lambda it: "\0" not in it)).map(tuple),
    }
)
STEPS = st.lists(st.tuples(st.sampled_from(["put", "remove"]), RECORDS), max_size=12)


def stored(store: ReadStore) -> list[dict[str, Any]]:
    with store.reading() as connection:
        rows = connection.execute(select(NOTES).order_by(NOTES.c.code, NOTES.c.day)).mappings()
        return [dict(row) for row in rows]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(batches=st.lists(STEPS, max_size=4))
def test_rows_are_kept_like_a_dictionary(setting: Setting, batches: list[Any]) -> None:
    model: dict[tuple[str, date], dict[str, Any]] = {}
    with setting.store.writing() as connection:
        NOTES.create(connection, checkfirst=True)
        connection.execute(NOTES.delete())
    for batch in batches:
        with setting.store.writing() as connection:
            rows = Rows(connection, NOTES)
            rows.load((record["code"], record["day"]) for _, record in batch)
            for step, record in batch:
                key = (record["code"], record["day"])
                assert rows.get(key) == model.get(key)
                if step == "put":
                    rows.put(dict(record))
                    model[key] = record
                else:
                    rows.remove(key)
                    model.pop(key, None)
            rows.write()
    # Keys come back in one order, whatever the database and its locale.
    assert stored(setting.store) == [model[key] for key in sorted(model)]


def test_appending_a_key_twice_is_a_bug_that_shows(setting: Setting) -> None:
    record = {
        "code": "a",
        "day": date(2026, 1, 1),
        "amount": 1,
        "owner_id": None,
        "seen_at": None,
        "is_open": True,
        "tags": (),
    }
    with setting.store.writing() as connection:
        NOTES.create(connection)
    for _ in range(2):
        rows_before = stored(setting.store)
        try:
            with setting.store.writing() as connection:
                rows = Rows(connection, NOTES)
                rows.append(record)
                rows.write()
        except IntegrityError:
            assert rows_before == [record]
            break
    else:
        pytest.fail("the second row took the place of the first")
