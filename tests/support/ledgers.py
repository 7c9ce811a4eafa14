"""Real ledgers on both stores, a village to play in, and callers that come all at once."""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import Notification

from ledger import catalogue
from ledger.kernel.application import Ledger
from ledger.kernel.clock import SHANGHAI
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.kernel.postgres import PostgresStore
from ledger.kernel.receipts import Recorded
from ledger.kernel.sqlite import SqliteStore
from ledger.kernel.store import Store
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_day import Method
from ledger.volunteering.attendance import Evidence
from ledger.volunteering.commands import PublishActivity, RegisterVolunteer, ScanActivity
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, Wallet, WalletKind

STORES = ("sqlite", "postgresql")
UNIT = "150104003005"
ANSWER_S_MAX = 60
PAGE = 5000
OpenStore = Callable[[], Store]
Outcome = Recorded | BaseException


def hohhot(text: str) -> datetime:
    """Read a moment as people in Hohhot say it: `hohhot("2026-03-05 09:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


MORNING = hohhot("2026-03-05 09:00")


@pytest.fixture(params=STORES)
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    """Open one log as often as wanted, each time as another process would."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    opened: list[Store] = []

    def another() -> Store:
        store = PostgresStore(url) if url else SqliteStore(tmp_path / "ledger.sqlite3")
        opened.append(store)
        store.create()
        return store

    yield another
    for store in opened:
        store.close()


@pytest.fixture
def ledger(open_store: OpenStore) -> Ledger:
    """A ledger with an empty log, on each of the stores."""
    return Ledger(open_store())


@pytest.fixture
def elsewhere(ledger: Ledger, open_store: OpenStore) -> Ledger:
    """The same log, opened as by another process."""
    assert ledger
    return Ledger(open_store())


@pytest.fixture
def village(ledger: Ledger) -> "Village":
    """A village of the ledger."""
    return Village(ledger)


class Village:
    """Says commands the short way; every key is new unless one is given."""

    _names = itertools.count(1)

    def __init__(self, ledger: Ledger, at: datetime = MORNING) -> None:
        assert catalogue.AGGREGATES
        self.ledger = ledger
        self.at = at

    def via(self, ledger: Ledger) -> "Village":
        """Speak to the same village through another process."""
        return Village(ledger, self.at)

    def tell(
        self, command: type[Command], *, key: str = "", at: datetime | None = None, **values: Any
    ) -> Recorded:
        """Have a command carried out."""
        return self.ledger.execute(
            command(key=key or f"key-{next(self._names)}", at=at or self.at, **values)
        )

    def wallet(
        self, points: int = 0, kind: WalletKind = WalletKind.HOUSEHOLD, unit_code: str = UNIT
    ) -> UUID:
        """Open somebody's wallet and post points to it."""
        opened = self.tell(OpenWallet, owner_id=new_id(), kind=kind, unit_code=unit_code)
        wallet_id = UUID(opened.answer["wallet_id"])
        if points:
            self.credit(wallet_id, points)
        return wallet_id

    def credit(self, wallet_id: UUID, amount: int, occurred_at: datetime | None = None) -> UUID:
        """Post points; return the entry."""
        moment = occurred_at or self.at
        told = self.tell(
            CreditPoints,
            at=moment,
            wallet_id=wallet_id,
            amount=amount,
            reason=Reason.AWARD,
            occurred_at=moment,
        )
        return UUID(told.answer["entry_id"])

    def shop(self, unit_code: str = UNIT) -> UUID:
        """Open a shop."""
        name = f"积分超市{next(self._names)}"
        return UUID(self.tell(OpenShop, unit_code=unit_code, name=name).answer["shop_id"])

    def item(self, *, price: int, stock: int, shop_id: UUID | None = None) -> UUID:
        """List an item and fill the shelf."""
        listed = self.tell(
            ListItem,
            shop_id=shop_id or self.shop(),
            name=f"大米{next(self._names)}",
            offer=Offer("goods"),
            price_points=price,
        )
        item_id = UUID(listed.answer["item_id"])
        if stock:
            self.tell(ReceiveStock, item_id=item_id, quantity=stock)
        return item_id

    def buy(
        self,
        item_id: UUID,
        wallet_id: UUID,
        *,
        key: str = "",
        quantity: int = 1,
        at: datetime | None = None,
    ) -> Recorded:
        """Reserve a voucher."""
        return self.tell(
            ReserveVoucher, key=key, at=at, wallet_id=wallet_id, basket=((item_id, quantity),)
        )

    def station(self) -> UUID:
        """Register a station."""
        told = self.tell(
            RegisterStation,
            unit_code=UNIT,
            name=f"红蜂驿站{next(self._names)}",
            services=("water",),
            hours="08:00-22:00",
        )
        return UUID(told.answer["station_id"])

    def rider(self) -> UUID:
        """Register a rider."""
        person_id = new_id()
        self.tell(RegisterRider, person_id=person_id, number="R1", unit_code="1501")
        return person_id

    def visit(
        self,
        rider_id: UUID,
        station_id: UUID,
        occurred_at: datetime,
        *,
        at: datetime | None = None,
        method: Method = Method.SCREEN,
        key: str = "",
    ) -> Recorded:
        """Scan at a station; uploaded at once unless ``at`` says later."""
        return self.tell(
            ScanStation,
            key=key,
            at=at or occurred_at,
            station_id=station_id,
            rider_id=rider_id,
            method=method,
            occurred_at=occurred_at,
        )

    def volunteer(self) -> UUID:
        """Register a volunteer."""
        person_id = new_id()
        self.tell(RegisterVolunteer, person_id=person_id, number="V1", unit_code=UNIT)
        return person_id

    def activity(
        self,
        starts_at: datetime,
        ends_at: datetime,
        *,
        service: bool = True,
        led_by: UUID | None = None,
    ) -> UUID:
        """Publish an activity."""
        told = self.tell(
            PublishActivity,
            at=min(self.at, starts_at),
            unit_code=UNIT,
            title="清扫楼道",
            place="大召社区",
            starts_at=starts_at,
            ends_at=ends_at,
            is_volunteer_service=service,
            led_by=led_by,
        )
        return UUID(told.answer["activity_id"])

    def scan(
        self, activity_id: UUID, person_id: UUID, occurred_at: datetime, *, key: str = ""
    ) -> Recorded:
        """Scan the code of an activity."""
        return self.tell(
            ScanActivity,
            key=key,
            at=occurred_at,
            activity_id=activity_id,
            person_id=person_id,
            evidence=Evidence.OWN_SCAN,
            occurred_at=occurred_at,
        )

    def load(self, identifier: UUID) -> Any:
        """Replay an aggregate from the log, past every cache and snapshot."""
        aggregate: Aggregate = self.ledger.repository.get(identifier)
        return aggregate

    def household_wallet(self, owner_id: UUID) -> Wallet:
        """Replay the wallet of a household."""
        wallet: Wallet = self.load(Wallet.create_id(owner_id, WalletKind.HOUSEHOLD))
        return wallet


def read_log(ledger: Ledger) -> list[Any]:
    """Read every event of the log, having checked that nothing is missing or out of order."""
    notifications: list[Notification] = []
    while page := ledger.store.select_notifications(len(notifications) + 1, PAGE):
        notifications.extend(page)
    assert [it.id for it in notifications] == list(range(1, len(notifications) + 1))
    heads: dict[Any, int] = {}
    for it in notifications:
        assert it.originator_version == heads.get(it.originator_id, 0) + 1, "a stream has a hole"
        heads[it.originator_id] = it.originator_version
    return [ledger.mapper.to_domain_event(it) for it in notifications]


def at_once(calls: Sequence[Callable[[], Recorded]]) -> list[Outcome]:
    """Make all calls in threads of their own at the same moment; return answers and errors."""
    barrier = threading.Barrier(len(calls), timeout=ANSWER_S_MAX)
    outcomes: dict[int, Outcome] = {}

    def run(place: int, call: Callable[[], Recorded]) -> None:
        barrier.wait()
        try:
            outcomes[place] = call()
        except BaseException as error:  # noqa: BLE001 - the test judges it
            outcomes[place] = error

    threads = [threading.Thread(target=run, args=it, daemon=True) for it in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(ANSWER_S_MAX)
    assert len(outcomes) == len(calls), "somebody was never answered"
    return [outcomes[place] for place in range(len(calls))]


def accepted(outcomes: Sequence[Outcome]) -> list[Recorded]:
    """Return the answers among the outcomes; whatever is neither answer nor refusal is raised."""
    for it in outcomes:
        if isinstance(it, BaseException) and not isinstance(it, LedgerError):
            raise it
    return [it for it in outcomes if isinstance(it, Recorded)]


def refusals(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the codes among the outcomes."""
    return [it.code for it in outcomes if isinstance(it, LedgerError)]
