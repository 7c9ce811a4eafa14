"""What goes wrong is told to whom it concerns, and leaves nothing half-done."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import OperationalError

from ledger.kernel.application import Ledger
from ledger.kernel.commands import HANDLERS, Command
from ledger.kernel.errors import LedgerError, StorageUnavailableError
from ledger.kernel.leader import Job
from ledger.kernel.store import Appended, Entry
from ledger.shop.errors import OutOfStockError
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.wallets.commands import CreditPoints
from ledger.wallets.wallet import Reason
from tests.ledger.trouble import StumbleAfterCredit
from tests.support import servers
from tests.support.ledgers import OpenStore, Village, accepted, at_once, read_log, refusals
from tests.support.private import PostgresServer

BUGS = [("bug", ZeroDivisionError), ("unwritable answer", TypeError), ("refusal", OutOfStockError)]


def _credit(village: Village, wallet_id: UUID, key: str) -> CreditPoints:
    return CreditPoints(
        key=key,
        at=village.at,
        wallet_id=wallet_id,
        amount=1,
        reason=Reason.AWARD,
        occurred_at=village.at,
    )


def _batch(ledger: Ledger, *commands: Command) -> list[Job]:
    """Carry commands out as one batch, as if they had come at the same moment."""
    jobs = [Job(it, frozenset(HANDLERS[type(it)].streams(it))) for it in commands]
    ledger._leader._carry_out(jobs)
    return jobs


@pytest.mark.parametrize(("how", "error"), BUGS)
def test_a_command_that_fails_half_way_leaves_nothing_and_spares_the_others(
    village: Village, how: str, error: type[Exception]
) -> None:
    shared, other = village.wallet(points=5), village.wallet(points=5)
    stumble = StumbleAfterCredit(key="bad", at=village.at, wallet_id=shared, how=how)
    before, after = _credit(village, shared, "before"), _credit(village, shared, "after")

    jobs = _batch(village.ledger, before, stumble, after, _credit(village, other, "other"))

    assert [type(it.error) for it in jobs] == [type(None), error, type(None), type(None)]
    assert village.load(shared).available(village.at) == 7
    assert village.load(other).available(village.at) == 6
    with pytest.raises(error):
        village.ledger.execute(stumble)
    village.credit(shared, 1)
    assert village.load(shared).available(village.at) == 8
    read_log(village.ledger)


def test_a_time_without_a_zone_is_never_recorded(village: Village) -> None:
    person_id, station_id = village.rider(), village.station()
    naive = village.at.replace(tzinfo=None)
    outcomes = at_once(
        [
            partial(village.visit, person_id, station_id, naive),
            partial(village.visit, person_id, station_id, naive, at=village.at),
        ]
    )
    assert {type(it) for it in outcomes} <= {AssertionError, TypeError}
    assert village.visit(person_id, station_id, village.at).answer["visits_today"] == 1


class Unplugged:
    """Takes the place of a store's append: writes or not, and fails."""

    def __init__(self, append: Any, *, after_writing: bool, error: BaseException) -> None:
        self._append = append
        self._after_writing = after_writing
        self._error = error

    def __call__(self, entries: Sequence[Entry]) -> Appended:
        if self._after_writing:
            self._append(entries)
        raise self._error


@pytest.mark.parametrize("after_writing", [False, True], ids=["lost", "written but not told"])
def test_when_the_store_fails_every_caller_is_told_and_may_send_again(
    village: Village, monkeypatch: pytest.MonkeyPatch, *, after_writing: bool
) -> None:
    item_id = village.item(price=30, stock=50)
    wallets = [village.wallet(points=30) for _ in range(20)]
    press = [partial(village.buy, item_id, it, key=f"buy-{it}") for it in wallets]
    append = village.ledger.store.append
    with monkeypatch.context() as patch:
        cut = Unplugged(append, after_writing=after_writing, error=OperationalError("cut"))
        patch.setattr(village.ledger.store, "append", cut)
        outcomes = at_once(press)
    assert refusals(outcomes) == ["storage_unavailable"] * 20

    again = accepted(at_once(press))

    assert [it.duplicate for it in again] == [after_writing] * 20
    assert village.load(item_id).free == 30
    assert sum(village.load(it).held for it in wallets) == 600
    read_log(village.ledger)


@pytest.mark.parametrize("after_writing", [False, True], ids=["before", "after"])
def test_an_unforeseen_error_of_the_store_is_told_and_forgotten(
    village: Village, monkeypatch: pytest.MonkeyPatch, *, after_writing: bool
) -> None:
    wallet_id = village.wallet(points=5)
    with monkeypatch.context() as patch:
        bug = Unplugged(
            village.ledger.store.append, after_writing=after_writing, error=MemoryError()
        )
        patch.setattr(village.ledger.store, "append", bug)
        with pytest.raises(MemoryError):
            village.ledger.execute(_credit(village, wallet_id, "one"))
    assert village.ledger.execute(_credit(village, wallet_id, "one")).duplicate is after_writing
    assert village.load(wallet_id).available(village.at) == 6


def test_a_leader_that_is_interrupted_leaves_the_others_an_answer(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet_id = village.wallet()
    queue = village.ledger._leader._queue
    batches: list[int] = []

    def interrupted(entries: Sequence[Entry]) -> Appended:
        while not batches and len(queue) < 19:
            threading.Event().wait(0.001)
        batches.append(len(entries))
        raise KeyboardInterrupt

    credits_ = [_credit(village, wallet_id, f"credit-{n}") for n in range(20)]
    press = [partial(village.ledger.execute, it) for it in credits_]
    with monkeypatch.context() as patch:
        patch.setattr(village.ledger.store, "append", interrupted)
        outcomes = at_once(press)
    assert batches == [1, 19]
    assert Counter(type(it) for it in outcomes) == {
        KeyboardInterrupt: 2,
        StorageUnavailableError: 18,
    }
    assert refusals(at_once(press)) == []
    assert village.load(wallet_id).available(village.at) == 20


def test_a_batch_of_poor_buyers_is_read_once_and_refused_together(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    item_id = village.item(price=30, stock=40)
    wallets = [village.wallet(points=29) for _ in range(20)]
    load, loads = village.ledger.store.load, Counter[str]()

    def counted(*args: Any) -> Any:
        loads["made"] += 1
        return load(*args)

    monkeypatch.setattr(village.ledger.store, "load", counted)
    buys = [
        ReserveVoucher(key=f"buy-{it}", at=village.at, wallet_id=it, basket=((item_id, 1),))
        for it in wallets
    ]
    jobs = _batch(village.ledger, *buys)

    assert refusals([it.error for it in jobs if it.error]) == ["insufficient_points"] * 20
    assert loads["made"] <= 2


def test_a_rival_who_is_always_quicker_cannot_starve_us(
    village: Village, elsewhere: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet_id, store, there = village.wallet(), village.ledger.store, village.via(elsewhere)
    append, alone, held, rounds = store.append, store.alone, threading.Event(), Counter[str]()

    @contextmanager
    def keeping_out() -> Iterator[None]:
        with alone():
            held.set()
            yield

    def overtaken(entries: Sequence[Entry]) -> Appended:
        rounds["tried"] += 1
        if not held.is_set():
            there.credit(wallet_id, 1)
        return append(entries)

    monkeypatch.setattr(store, "alone", keeping_out)
    monkeypatch.setattr(store, "append", overtaken)
    told = village.ledger.execute(_credit(village, wallet_id, "mine"))

    assert not told.duplicate
    assert village.load(wallet_id).available(village.at) == rounds["tried"] == 3


def test_an_unreadable_stream_stops_only_those_who_need_it(
    village: Village, open_store: OpenStore
) -> None:
    damaged, sound = village.wallet(points=5), village.wallet(points=5)
    (latest,) = village.ledger.store.select_events(damaged, desc=True, limit=1)
    unknown = type(latest)(
        originator_id=damaged, originator_version=3, topic=latest.topic, state=b"\x81\xa1a\x01"
    )
    village.ledger.store.insert_events([unknown])
    ledger = Ledger(open_store())

    jobs = _batch(ledger, _credit(village, damaged, "one"), _credit(village, sound, "two"))

    assert jobs[0].error is not None
    assert not isinstance(jobs[0].error, LedgerError)
    assert "wallet.credited" in str(jobs[0].error)
    assert jobs[1].error is None


@pytest.mark.service
def test_commands_go_on_after_postgresql_was_stopped_and_started() -> None:
    from ledger.kernel.postgres import PostgresStore  # noqa: PLC0415 - only this drill needs it

    with servers.private_postgres() as server:
        store = PostgresStore(server.url())
        store.create()
        ledger = Ledger(store)
        try:
            _drill(Village(ledger), server)
        finally:
            ledger.close()


def _drill(village: Village, server: PostgresServer) -> None:
    item_id = village.item(price=1, stock=100)
    wallets = [village.wallet(points=10) for _ in range(8)]
    press = [partial(village.buy, item_id, it, key=f"first-{it}") for it in wallets]
    accepted(at_once(press))

    server.stop()
    outcomes = at_once([partial(village.buy, item_id, it, key=f"down-{it}") for it in wallets])
    assert refusals(outcomes) == ["storage_unavailable"] * 8
    server.start()
    back = at_once([partial(village.buy, item_id, it, key=f"down-{it}") for it in wallets])
    assert refusals(back) == []

    server.kill()  # as a power cut: nothing acknowledged may be missing
    server.start()
    again = accepted(at_once(press))
    assert [it.duplicate for it in again] == [True] * 8
    assert village.load(item_id).free == 84
    assert village.ledger.store.wait(10**9, timeout_s=0.1) == len(read_log(village.ledger))
