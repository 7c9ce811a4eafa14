"""The stores: positions without gaps, events for ever, receipts for a while."""

import re
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.kernel.postgres import PostgresStore
from ledger.kernel.sqlite import SqliteStore
from ledger.kernel.store import Entry, Store
from tests.support.ledgers import (
    OpenStore,
    Village,
    accepted,
    at_once,
    read_log,
    refusals,
)

CHANGES = (
    "UPDATE {events} SET state = state",
    "UPDATE {events} SET topic = 'x' WHERE position = 1",
    "DELETE FROM {events} WHERE position = 1",
    "DELETE FROM {events}",
)
DELAY = """
CREATE FUNCTION ledger.dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_sleep(random() * 0.004); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON ledger.events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.dawdle();
"""


def _event(stream_id: UUID, version: int) -> StoredEvent:
    return StoredEvent(
        originator_id=stream_id, originator_version=version, topic="t", state=b"\x80"
    )


def _entry(key: str, *events: StoredEvent) -> Entry:
    return Entry(events, key, b"f", b"a")


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store()


def test_what_does_not_follow_is_left_out_with_all_that_rests_on_it(store: Store) -> None:
    a, b, c, d = (new_id() for _ in range(4))
    store.append([_entry("k0", _event(a, 1), _event(b, 1))])

    done = store.append(
        [
            _entry("k0", _event(d, 1)),  # 0: known
            _entry("k1", _event(a, 1), _event(c, 1)),  # 1: a has a first event already
            _entry("k2", _event(c, 2)),  # 2: decided on top of 1
            _entry("k3", _event(b, 2)),  # 3: follows
            _entry("k4", _event(b, 3), _event(d, 2)),  # 4: d was begun by 0, which is left out
            _entry("k5", _event(b, 4)),  # 5: decided on top of 4
            _entry("k6", _event(a, 3)),  # 6: jumps over a version
            _entry("k7"),  # 7: an answer without events
        ]
    )

    assert done.known == {0}
    assert done.guilty == {1, 2, 4, 5, 6}
    assert done.positions == {3: 3, 7: 3}
    assert [it.originator_id for it in store.select_notifications(1, 10)] == [a, b, b]
    receipts = store.load([], ["k0", "k1", "k3", "k7"]).receipts
    assert {key: it.position for key, it in receipts.items()} == {"k0": 2, "k3": 3, "k7": 3}


def test_no_stream_ever_gets_a_hole(store: Store) -> None:
    a, b = new_id(), new_id()
    store.append([_entry("k1", _event(a, 1))])
    done = store.append([_entry("k2", _event(a, 3)), _entry("k3", _event(b, 2))])
    assert (done.positions, done.guilty) == ({}, {0, 1})
    assert store.max_notification_id() == 1


def test_of_two_entries_that_claim_a_version_the_first_wins(store: Store) -> None:
    a = new_id()
    done = store.append([_entry("k1", _event(a, 1)), _entry("k2", _event(a, 1))])
    assert (done.positions, done.guilty) == ({0: 1}, {1})


def test_bare_events_are_written_all_or_none(store: Store) -> None:
    a, b = new_id(), new_id()
    assert list(store.insert_events([_event(a, 1), _event(a, 2)]) or []) == [1, 2]
    with pytest.raises(IntegrityError):
        store.insert_events([_event(b, 1), _event(a, 2)])
    assert store.max_notification_id() == 2


def test_two_connections_append_at_once_without_gaps(open_store: OpenStore) -> None:
    stores = [open_store(), open_store()]
    streams = [new_id() for _ in range(8)]

    def writer(place: int) -> None:
        for version in range(1, 21):
            key = f"{place}-{version}"
            done = stores[place % 2].append([_entry(key, _event(streams[place], version))])
            assert list(done.positions) == [0]

    outcomes = at_once([partial(writer, place) for place in range(8)])  # type: ignore[misc]

    assert outcomes == [None] * 8
    log = stores[0].select_notifications(1, 1000)
    assert [it.id for it in log] == list(range(1, 161))


def test_pages_of_the_log_can_be_chosen(store: Store) -> None:
    a = new_id()
    store.insert_events([_event(a, n) for n in range(1, 6)])
    pages = partial(store.select_notifications, 2, 10)
    assert [it.id for it in pages()] == [2, 3, 4, 5]
    assert [it.id for it in pages(stop=3)] == [2, 3]
    assert [it.id for it in pages(inclusive_of_start=False)] == [3, 4, 5]
    assert [it.id for it in pages(topics=["t", "u"])] == [2, 3, 4, 5]
    assert list(pages(topics=["u"])) == []
    versions = partial(store.select_events, a)
    assert [it.originator_version for it in versions(gt=1, lte=3)] == [2, 3]
    assert [it.originator_version for it in versions(desc=True, limit=2)] == [5, 4]
    assert list(versions(lte=0)) == []


@pytest.mark.parametrize("alone", [False, True])
def test_a_reader_never_skips_a_position(
    open_store: OpenStore, request: pytest.FixtureRequest, *, alone: bool
) -> None:
    reading, *writing = (open_store() for _ in range(3))
    if isinstance(reading, PostgresStore):
        url = request.getfixturevalue("postgres_url")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(DELAY.encode())
    writers, rounds = 6, 15
    streams = [new_id() for _ in range(writers)]

    def writer(place: int) -> None:
        store = writing[place % 2]
        for version in range(1, rounds + 1):
            entry = _entry(f"{place}-{version}", _event(streams[place], version))
            if alone:
                with store.alone():
                    store.append([entry])
            else:
                store.append([entry])

    def reader() -> None:
        while len(seen) < writers * rounds:
            reading.wait(len(seen), timeout_s=0.05)
            page = reading.select_notifications(len(seen) + 1, 7)
            seen.extend(it.id for it in page)
            if page:
                assert page[0].id == len(seen) - len(page) + 1, "a position was skipped"

    seen: list[int] = []
    calls = [partial(writer, place) for place in range(writers)]
    assert at_once([*calls, reader]) == [None] * (writers + 1)  # type: ignore[list-item]
    assert seen == list(range(1, writers * rounds + 1))


def test_an_insert_by_hand_cannot_slip_in_between(postgres_url: str) -> None:
    store = PostgresStore(postgres_url)
    store.create()
    ledger = Ledger(store)
    village = Village(ledger)
    wallet_id = village.wallet()
    last = store.max_notification_id() or 0
    insert = "INSERT INTO ledger.events VALUES (%s, %s, 1, 'by.hand', '\\x80')"
    with psycopg.connect(postgres_url) as connection:
        connection.execute(insert, (last + 1, new_id()))
        waiting: list[object] = []
        press = partial(village.buy, new_id(), wallet_id)
        credit = threading.Thread(
            target=lambda: waiting.extend(at_once([partial(_credit_once, village, wallet_id)]))
        )
        credit.start()
        assert [it.id for it in store.select_notifications(last + 1, 10)] == []
        connection.commit()
    credit.join(60)
    assert refusals(waiting) in ([], ["storage_unavailable"])  # type: ignore[arg-type]
    _credit_once(village, wallet_id)
    assert village.load(wallet_id).available(village.at) == 7
    assert refusals(at_once([press])) == ["item_not_found"]
    positions = [it.id for it in store.select_notifications(1, 100)]
    assert positions == list(range(1, len(positions) + 1))
    ledger.close()


def _credit_once(village: Village, wallet_id: UUID) -> object:
    from ledger.wallets.commands import CreditPoints  # noqa: PLC0415
    from ledger.wallets.wallet import Reason  # noqa: PLC0415

    return village.tell(
        CreditPoints,
        key="the-one",
        wallet_id=wallet_id,
        amount=7,
        reason=Reason.AWARD,
        occurred_at=village.at,
    )


@pytest.mark.parametrize("change", [*CHANGES, "TRUNCATE {events}", "TRUNCATE {events} CASCADE"])
def test_postgresql_refuses_to_change_events(postgres_url: str, change: str) -> None:
    store = PostgresStore(postgres_url)
    store.create()
    store.insert_events([_event(new_id(), 1)])
    with (
        psycopg.connect(postgres_url) as connection,
        pytest.raises(psycopg.Error, match="never edited"),
    ):
        connection.execute(change.format(events="ledger.events").encode())
    assert store.max_notification_id() == 1
    store.close()


REPLACE = (
    "INSERT OR REPLACE INTO events SELECT position, stream_id, version, 'x', state FROM events"
)
GAP = "INSERT INTO events SELECT position + 2, zeroblob(16), 1, 'x', state FROM events"
HOLE = "INSERT INTO events SELECT position + 1, stream_id, 3, 'x', state FROM events"


@pytest.mark.parametrize("change", [*CHANGES, REPLACE, GAP, HOLE])
def test_sqlite_refuses_to_change_events(tmp_path: Path, change: str) -> None:
    path = tmp_path / "ledger.sqlite3"
    store = SqliteStore(path)
    store.create()
    store.insert_events([_event(new_id(), 1)])
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match=re.compile("never|without gaps")):
        connection.execute(change.format(events="events"))
    connection.close()
    assert [it.topic for it in store.select_notifications(1, 10)] == ["t"]
    store.close()


def test_receipts_are_forgotten_only_when_they_are_old(store: Store) -> None:
    store.append([_entry("k1", _event(new_id(), 1))])
    now = datetime.now(UTC)
    assert store.prune_receipts(now - timedelta(days=1)) == 0
    assert list(store.load([], ["k1"]).receipts) == ["k1"]
    assert store.prune_receipts(now + timedelta(days=1)) == 1
    assert store.load([], ["k1"]).receipts == {}
    assert store.max_notification_id() == 1


def test_who_waits_is_woken_by_the_next_event(open_store: OpenStore) -> None:
    here, there = open_store(), open_store()
    assert here.wait(0, timeout_s=0.01) == 0
    told: list[int] = []
    for writer in (here, there):
        waiting = threading.Thread(
            target=lambda: told.append(here.wait(len(told), timeout_s=60)), daemon=True
        )
        waiting.start()
        writer.insert_events([_event(new_id(), 1)])
        waiting.join(60)
    assert told == [1, 2]
    assert here.wait(1, timeout_s=60) == 2


def test_creating_the_tables_again_changes_nothing(village: Village) -> None:
    village.wallet(points=5)
    before = len(read_log(village.ledger))
    village.ledger.store.create()
    assert len(read_log(village.ledger)) == before
    accepted(at_once([village.ledger.store.create] * 4))  # type: ignore[list-item]
