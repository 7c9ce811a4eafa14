"""Many callers, one log: every acknowledged command is there once, whoever races."""

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import count
from uuid import UUID

import pytest

from ledger.kernel import leader
from ledger.kernel.application import Ledger
from ledger.kernel.errors import BusyError, KeyReusedError
from ledger.kernel.ids import new_id
from ledger.shop.commands import ListItem, ReceiveStock
from ledger.shop.errors import OutOfStockError
from ledger.shop.offer import Offer
from ledger.wallets.commands import CreditPoints, ExpireLots, OpenWallet
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from tests.support.ledgers import (
    Village,
    accepted,
    at_once,
    hohhot,
    read_log,
    refusals,
)

CALLERS = 32


def _credit(village: Village, wallet_id: UUID, amount: int, key: str) -> Callable[[], object]:
    return partial(
        village.tell,
        CreditPoints,
        key=key,
        wallet_id=wallet_id,
        amount=amount,
        reason=Reason.AWARD,
        occurred_at=village.at,
    )


def test_every_acknowledged_command_is_stored_once(village: Village) -> None:
    wallets = [village.wallet() for _ in range(8)]
    rounds = 20

    def caller(place: int) -> object:
        told = [
            _credit(village, wallets[(place + n) % 8], 1, f"credit-{place}-{n}")()
            for n in range(rounds)
        ]
        positions.update((it.answer["entry_id"], it.position) for it in told)  # type: ignore[attr-defined]
        return told[-1]

    positions: dict[str, int] = {}
    accepted(at_once([partial(caller, place) for place in range(CALLERS)]))  # type: ignore[misc]

    events = read_log(village.ledger)
    stored = {
        str(it.entry_id): place
        for place, it in enumerate(events, start=1)
        if isinstance(it, Wallet.Credited)
    }
    assert len(stored) == CALLERS * rounds
    assert stored == positions, "an answer names the position of its own event"
    assert sum(village.load(it).available(village.at) for it in wallets) == CALLERS * rounds


def test_a_receipt_repeats_the_answer_byte_for_byte(village: Village, elsewhere: Ledger) -> None:
    item_id, wallet_id = village.item(price=30, stock=3), village.wallet(points=90)
    first = village.buy(item_id, wallet_id, key="phone-1:buy-1")
    village.buy(item_id, wallet_id)  # the state of the world moves on

    for ledger in (village.ledger, elsewhere):
        again = village.via(ledger).buy(item_id, wallet_id, key="phone-1:buy-1")
        assert (again.answer, again.position) == (first.answer, first.position)
        assert again.duplicate


def test_fifty_duplicates_through_two_processes_have_one_effect(
    village: Village, elsewhere: Ledger
) -> None:
    item_id, wallet_id = village.item(price=30, stock=50), village.wallet(points=3000)
    there = village.via(elsewhere)
    there.buy(item_id, wallet_id)
    village.buy(item_id, wallet_id)
    press = [partial(it.buy, item_id, wallet_id, key="one") for it in (village, there)] * 25

    answers = accepted(at_once(press))

    assert len(answers) == 50
    assert Counter(it.duplicate for it in answers) == {True: 49, False: 1}
    assert len({(str(it.answer), it.position) for it in answers}) == 1
    assert village.load(item_id).free == 47


def test_a_key_is_not_taken_for_another_command(village: Village, elsewhere: Ledger) -> None:
    wallet_id = village.wallet()
    _credit(village, wallet_id, 5, "key-a")()
    with pytest.raises(KeyReusedError):
        _credit(village, wallet_id, 6, "key-a")()
    with pytest.raises(KeyReusedError):
        village.via(elsewhere).tell(ExpireLots, key="key-a", wallet_id=wallet_id)
    assert village.load(wallet_id).available(village.at) == 5


def test_a_key_is_not_taken_for_another_command_of_the_same_moment(village: Village) -> None:
    wallet_id = village.wallet()
    outcomes = at_once([_credit(village, wallet_id, n, "key-a") for n in range(1, 17)])  # type: ignore[misc]
    assert len(accepted(outcomes)) == 1
    assert refusals(outcomes) == ["idempotency_key_reused"] * 15


def test_an_answer_without_events_is_kept_like_any_other(village: Village) -> None:
    wallet_id = village.wallet()
    expire = partial(village.tell, ExpireLots, key="job-1", wallet_id=wallet_id)
    first = expire(at=hohhot("2028-01-01 00:00"))
    village.credit(wallet_id, 20)

    again = expire(at=hohhot("2028-01-01 00:00"))

    assert first.answer == again.answer == {"expired": 0}
    assert (first.position, first.duplicate) == (again.position, False)
    assert again.duplicate
    with pytest.raises(KeyReusedError):
        village.tell(
            OpenWallet, key="job-1", owner_id=new_id(), kind=WalletKind.RIDER, unit_code="1501"
        )


def test_an_answer_without_events_rests_on_what_others_wrote(
    village: Village, elsewhere: Ledger
) -> None:
    wallet_id, there = village.wallet(), village.via(elsewhere)
    village.credit(wallet_id, 1, hohhot("2026-01-01 10:00"))  # in memory here from now on
    there.credit(wallet_id, 20, hohhot("2025-01-01 10:00"))
    told = village.tell(ExpireLots, wallet_id=wallet_id, at=hohhot("2027-01-01 00:00"))
    assert told.answer == {"expired": 20}


def test_a_refusal_from_memory_is_checked_against_the_log(
    village: Village, elsewhere: Ledger
) -> None:
    item_id, wallet_id = village.item(price=30, stock=1), village.wallet(points=90)
    village.buy(item_id, wallet_id)
    with pytest.raises(OutOfStockError):
        village.buy(item_id, wallet_id)

    village.via(elsewhere).tell(ReceiveStock, item_id=item_id, quantity=1)

    assert village.buy(item_id, wallet_id).answer["quantity"] == 1


def test_two_processes_racing_for_a_hot_item_refuse_only_when_it_is_gone(
    village: Village, elsewhere: Ledger
) -> None:
    stock, rounds = 60, 3
    item_id = village.item(price=10, stock=stock)
    wallets = [village.wallet(points=30) for _ in range(CALLERS)]
    sides = (village, village.via(elsewhere))
    codes = Counter[str]()

    def caller(place: int) -> None:
        for n in range(rounds):
            try:
                sides[place % 2].buy(item_id, wallets[place], key=f"buy-{place}-{n}")
                codes["bought"] += 1
            except OutOfStockError:
                codes["out_of_stock"] += 1

    outcomes = at_once([partial(caller, place) for place in range(CALLERS)])  # type: ignore[misc]

    assert [it for it in outcomes if it is not None] == []
    assert codes == {"bought": stock, "out_of_stock": CALLERS * rounds - stock}
    item = village.load(item_id)
    assert (item.free, sum(item.reserved.values())) == (0, stock)
    assert sum(village.load(it).held for it in wallets) == stock * 10
    read_log(village.ledger)


def test_two_processes_writing_to_the_same_wallets_lose_and_double_nothing(
    village: Village, elsewhere: Ledger
) -> None:
    wallets = [village.wallet() for _ in range(3)]
    sides = (village, village.via(elsewhere))

    def caller(place: int) -> object:
        for n in range(10):
            told = _credit(sides[place % 2], wallets[n % 3], 1, f"credit-{place}-{n}")()
        return told

    accepted(at_once([partial(caller, place) for place in range(CALLERS)]))  # type: ignore[misc]

    assert sum(village.load(it).available(village.at) for it in wallets) == CALLERS * 10
    read_log(village.ledger)


def test_more_callers_than_may_wait_are_told_to_come_back(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet_id = village.wallet()
    append, entered, release = village.ledger.store.append, threading.Event(), threading.Event()

    def slow(entries: object) -> object:
        entered.set()
        assert release.wait(60)
        return append(entries)  # type: ignore[arg-type]

    monkeypatch.setattr(village.ledger.store, "append", slow)
    monkeypatch.setattr(leader, "QUEUE_MAX", 3)
    numbers = count()

    def credit() -> None:
        _credit(village, wallet_id, 1, f"credit-{next(numbers)}")()

    leading = threading.Thread(target=credit, daemon=True)
    leading.start()
    assert entered.wait(60)
    waiting = [threading.Thread(target=credit, daemon=True) for _ in range(3)]
    for thread in waiting:
        thread.start()
    while len(village.ledger._leader._queue) < 3:
        threading.Event().wait(0.001)

    with pytest.raises(BusyError):
        credit()

    release.set()
    for thread in (leading, *waiting):
        thread.join(60)
    assert village.load(wallet_id).available(village.at) == 4


def test_a_stream_of_another_kind_is_not_found(village: Village) -> None:
    wallet_id = village.wallet(points=30)
    with pytest.raises(Exception, match="item_id") as told:
        village.buy(wallet_id, wallet_id)
    assert getattr(told.value, "code", None) == "item_not_found"
    with pytest.raises(Exception, match="shop_id"):
        village.tell(ListItem, shop_id=wallet_id, name="面", offer=Offer("goods"), price_points=1)
