"""The service as compose runs it: PostgreSQL, Redis, two web workers, one projection worker.

No Docker engine is needed: the same processes with the same settings, killed in the middle.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from bootstrap.container import House
from bootstrap.demo import cast
from bootstrap.demo.client import Answered
from bootstrap.demo.day import Day, Post
from bootstrap.demo.setup import Account, Rooms, set_up
from ledger.kernel.clock import utc_now
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from people.roles import Role
from projections.boards.board import Board
from projections.check import check
from tests.support import servers
from tests.support.private import PostgresServer, RedisServer
from tests.support.service import Service

pytestmark = pytest.mark.service

VOLUNTEERS = 60
RIDERS = 30
PATIENCE_S = 60


@pytest.fixture
def postgres() -> Iterator[PostgresServer]:
    with servers.private_postgres() as server:
        yield server


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with servers.private_redis() as server:
        yield server


@pytest.fixture
def service(tmp_path: Path, postgres: PostgresServer, redis: RedisServer) -> Iterator[Service]:
    it = Service(tmp_path, postgres.url(), redis.url())
    it.init()
    it.start_web(workers=2)
    it.start_worker()
    try:
        yield it
    finally:
        it.stop()


@pytest.fixture
def accounts(service: Service) -> list[Account]:
    with service.house() as house:
        rooms = Rooms(
            ledger=house.ledger,
            directory=house.services.directory,
            access=house.services.access,
            logins=house.services.logins,
            devices=house.services.devices,
            now=utc_now(),
        )
        made = set_up(rooms, volunteers=VOLUNTEERS, riders=RIDERS)
        last = house.ledger.store.max_notification_id() or 0
        eventually(lambda: house.services.views.positions.wait_for(last), "set-up projected")
        return made


def eventually(is_so: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends, f"never: {what}"
        time.sleep(0.1)


class InterruptedDay(Day):
    """The demo's day, with something happening between its scenes."""

    def __init__(self, *args: object, between: dict[str, Callable[[], None]]) -> None:
        super().__init__(*args)
        self._between = between
        self.sent: list[Post] = []

    def _scan_all(self, label: str, posts: list[Post]) -> list:
        if label in self._between:
            self._between[label]()
        self.sent += posts
        return super()._scan_all(label, posts)


def test_a_day_survives_the_death_of_worker_and_redis(
    service: Service, accounts: list[Account], redis: RedisServer
) -> None:
    day = InterruptedDay(
        service.client,
        accounts,
        utc_now(),
        between={
            "签退": lambda: service.kill("worker"),
            "驿站打卡": redis.kill,
            "意外情况": service.start_worker,
            "兑换": redis.start,
        },
    )
    tally = day.play()

    expected = {"qr_expired", "qr_invalid", "qr_kind_mismatch", "out_of_stock"}
    assert expected <= set(tally.refused)
    assert not {code for code in tally.refused if code.startswith("5")}, tally.refused
    with service.house() as house:
        last = house.ledger.store.max_notification_id() or 0
        eventually(lambda: house.services.views.positions.wait_for(last, 5), "projected")
        assert check(house.ledger, house.read_store) == []
        assert house.services.views.trial_balances.of("15").difference == 0
        repeated = [service.client.post(it.token, it.path, it.key, it.body) for it in day.sent[:50]]
        assert all(it.duplicate for it in repeated if it.is_ok)
        assert (house.ledger.store.max_notification_id() or 0) == last, "a repeat records nothing"
        eventually(lambda: _boards_agree(house), "Redis has what SQL has")


def _boards_agree(house: House) -> bool:
    boards = house.services.views.boards
    copy = house.boards
    seen = []
    for board in Board:
        from_redis = copy.top(board, cast.CITY, "all", 100, 0)
        seen.append(from_redis == boards.top(board, cast.CITY, "all", 100) and bool(from_redis))
    return all(seen)


def test_fifty_buyers_and_five_pieces_through_two_web_processes(
    service: Service, accounts: list[Account]
) -> None:
    buyers = [it for it in accounts if it.role is Role.VOLUNTEER][:50]
    clerk = next(it for it in accounts if it.role is Role.CLERK)
    with service.house() as house:
        for it in buyers:
            _credit(house, it, 30)
    item_id = _list_item(service, accounts, clerk)

    def buy(it: Account) -> Answered:
        body = {"item_id": item_id, "quantity": 1}
        return service.client.post(it.token, "/api/v1/vouchers", f"buy-{it.login}", body)

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(buy, buyers))

    codes = Counter(it.body.get("code", "reserved") for it in answers)
    assert codes == {"reserved": 5, "out_of_stock": 45}
    with service.house() as house:
        for it in buyers:
            wallet = house.ledger.repository.get(_wallet_id(it))
            assert wallet.available(utc_now()) in (0, 30)
            assert wallet.held in (0, 30)
        assert len({it.body["voucher_id"] for it in answers if it.is_ok}) == 5


def test_a_database_that_is_away_is_told_and_loses_nothing(
    service: Service, accounts: list[Account], postgres: PostgresServer
) -> None:
    rider = next(it for it in accounts if it.role is Role.RIDER)
    day = Day(service.client, accounts, utc_now())
    station = day._station_codes()[0]
    post = day._scan(rider, station, utc_now(), "away")
    postgres.kill()

    away = service.client.post(post.token, post.path, post.key, post.body)

    assert away.status == 503
    assert away.body["code"] in ("storage_unavailable", "people_unavailable")
    assert int(away.headers["Retry-After"]) > 0
    postgres.start()
    eventually(
        lambda: service.client.post(post.token, post.path, post.key, post.body).is_ok,
        "the same scan with the same key is taken once the database is back",
    )


def test_fifty_simultaneous_duplicates_through_two_processes_have_one_effect(
    service: Service, accounts: list[Account]
) -> None:
    rider = next(it for it in accounts if it.role is Role.RIDER)
    day = Day(service.client, accounts, utc_now())
    post = day._scan(rider, day._station_codes()[0], utc_now(), "fifty")
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: day._send(post), range(50)))

    assert {it.status for it in answers} == {200}
    assert len({it.raw for it in answers}) == 1, "byte for byte the same"
    assert sum(not it.duplicate for it in answers) == 1
    with service.house() as house:
        wallet = house.ledger.repository.get(_wallet_id(rider, WalletKind.RIDER))
        assert wallet.available(utc_now()) == 1


def _credit(house: House, it: Account, amount: int) -> None:
    now = utc_now()
    execute = house.ledger.execute
    assert it.person_id
    execute(
        OpenWallet(
            key=f"w-{it.login}",
            at=now,
            owner_id=it.person_id,
            kind=WalletKind.VOLUNTEER,
            unit_code=it.unit_code,
        )
    )
    execute(
        CreditPoints(
            key=f"c-{it.login}",
            at=now,
            wallet_id=_wallet_id(it),
            amount=amount,
            reason=Reason.AWARD,
            occurred_at=now,
        )
    )


def _wallet_id(it: Account, kind: WalletKind = WalletKind.VOLUNTEER) -> UUID:
    assert it.person_id
    return Wallet.create_id(it.person_id, kind)


def _list_item(service: Service, accounts: list[Account], clerk: Account) -> str:
    keeper = next(
        it for it in accounts if it.role is Role.SHOP_KEEPER and it.unit_code == cast.COMMUNITY
    )
    path = f"/api/v1/shops/{keeper.place_id}/items"
    body = {"name": "五件大米", "category": "goods", "price_points": 30}
    listed = service.client.post(clerk.token, path, "list-five", body)
    assert listed.is_ok, listed.body
    item_id: str = listed.body["item_id"]
    received = service.client.post(
        keeper.token, f"/api/v1/items/{item_id}/receipts", "receive-five", {"quantity": 5}
    )
    assert received.is_ok, received.body
    return item_id
