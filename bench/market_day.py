"""A market day at one counter: 300 households, one after the other, with a cut of the network.

Run with ``python -m bench.market_day``. The service runs as compose runs it: PostgreSQL, Redis, two
web workers, a projection worker. One counter takes along what waits, then serves household after
household over HTTP, as the tablet does: two of three come with a voucher and its digits, the third
shows the code on the phone and chooses. In the middle the network is cut: those who come then wait
in the counter's queue, which is sent twice. What must hold: each voucher once, stock and points
whole. A commanding figure is the system's part of a household; what people take is theirs.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from bootstrap.container import House
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.commands import Command
from ledger.kernel.ids import new_id, subject_of
from ledger.registry.commands import AssignRole, RegisterUnit
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, WalletKind
from people.access import TokenKind, TokenOrder
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.support import servers
from tests.support.service import Service

HOUSEHOLDS = 300
CUT_FROM, CUT_TO = 0.4, 0.6
"""Which part of the households comes while there is no network."""
UNIT = "150104003005"
POINTS, PRICE = 100, 2
PROJECTED_S_MAX = 30
RESULTS = Path(__file__).parent / "results" / "market_day.json"

Ask = Callable[[str, str, str, Any], tuple[int, Any]]
"""Posts as somebody: token, path, key and body to status and answer."""


@dataclass
class Stall:
    """A shop with stock, its keeper, and households that come."""

    house: House
    households: int
    settle: Callable[[], None]
    shop: UUID = field(init=False)
    item: UUID = field(init=False)
    token: str = field(init=False)
    comers: list[tuple[UUID, UUID, UUID | None]] = field(init=False)
    """Person, wallet, and the voucher if there is one."""
    _told: int = 0

    def __post_init__(self) -> None:
        since = local_date(self.house.services.clock()).replace(month=1, day=1)
        village = {"name": "大召社区", "level": "community", "parent_code": ""}
        self.tell(RegisterUnit, code=UNIT, valid_from=since, **village)
        self.shop = self._made("shop_id", OpenShop, unit_code=UNIT, name="大召积分超市")
        listed = {"shop_id": self.shop, "name": "肥皂", "price_points": PRICE}
        self.item = self._made("item_id", ListItem, **listed, offer=Offer("goods"))
        self.tell(ReceiveStock, item_id=self.item, quantity=self.households)
        self.token = self._keeper()
        self.comers = [self._comer(n) for n in range(self.households)]
        self.settle()

    def tell(self, command: type[Command], **values: Any) -> dict[str, Any]:
        """Have a command carried out."""
        self._told += 1
        key, at = f"market:{self._told}", self.house.services.clock()
        return self.house.ledger.execute(command(key=key, at=at, **values)).answer

    def _made(self, what: str, command: type[Command], **values: Any) -> UUID:
        return UUID(str(self.tell(command, **values)[what]))

    def _keeper(self) -> str:
        person_id, now = new_id(), self.house.services.clock()
        self.house.services.directory.enrol([Person(person_id, "白志强", UNIT)])
        today = local_date(now)
        term = {"from_day": today, "to_day": today + timedelta(days=30), "assigned_by": None}
        role = Role.SHOP_KEEPER
        self.tell(AssignRole, person_id=person_id, role=role.value, unit_code=UNIT, **term)
        order = TokenOrder(
            person_id=person_id,
            role=role,
            unit_code=UNIT,
            place_id=self.shop,
            kind=TokenKind.BEARER,
            ttl=timedelta(hours=4),
            label="bench",
        )
        return self.house.services.access.issue_many([order], now=now)[0][0]

    def _comer(self, n: int) -> tuple[UUID, UUID, UUID | None]:
        person_id = new_id()
        self.house.services.directory.enrol([Person(person_id, "张三", UNIT)])
        kind = WalletKind.HOUSEHOLD
        wallet = self._made("wallet_id", OpenWallet, owner_id=person_id, kind=kind, unit_code=UNIT)
        at = self.house.services.clock()
        why = {"reason": Reason.AWARD, "occurred_at": at}
        self.tell(CreditPoints, wallet_id=wallet, amount=POINTS, **why)
        if n % 3 == 2:
            return person_id, wallet, None
        basket = ((self.item, 1),)
        voucher = self._made("voucher_id", ReserveVoucher, basket=basket, wallet_id=wallet)
        return person_id, wallet, voucher


def hold(stall: Stall, ask: Ask) -> dict[str, Any]:
    """Serve everybody, and return what it took and what is wrong in the end."""
    counter, given = new_id(), stall.house.services
    began = time.perf_counter()
    path = f"/api/v1/shops/{stall.shop}/counter/take"
    status, taken = ask(stall.token, path, str(new_id()), {"counter_id": str(counter)})
    assert status == 200, taken
    take_s = time.perf_counter() - began
    waits: list[float] = []
    queue: list[dict[str, Any]] = []
    wrong = 0
    begun = time.perf_counter()
    for n, (person, _wallet, voucher) in enumerate(stall.comers):
        is_cut = CUT_FROM <= n / stall.households < CUT_TO
        if voucher is not None:
            one = _hand_over(stall, counter, voucher)
            if is_cut:
                queue.append(one)
                continue
            sent: tuple[str, Any] = ("/api/v1/hand-overs/bulk", {"hand_overs": [one]})
        else:
            token = given.maker.make(Kind.PERSON, subject_of(person), at=given.clock())
            basket = [{"item_id": str(stall.item), "quantity": 1}]
            sent = (f"/api/v1/shops/{stall.shop}/redemptions", {"code": token, "basket": basket})
        since = time.perf_counter()
        status, answer = ask(stall.token, sent[0], str(new_id()), sent[1])
        waits.append(time.perf_counter() - since)
        wrong += not _is_good(status, answer)
    took = time.perf_counter() - begun
    batch_s, twice = _send_twice(stall, ask, queue)
    ordered = sorted(waits)
    return {
        "households": stall.households,
        "taken_along": len(taken["vouchers"]),
        "take_s": round(take_s, 2),
        "commands": len(waits),
        "commands_per_s": round(len(waits) / took, 1),
        "p50_ms": round(median(ordered) * 1000, 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 1),
        "queued_in_the_cut": len(queue),
        "batch_s": round(batch_s, 2),
        "wrong": wrong + twice + _missing(stall),
    }


def _hand_over(stall: Stall, counter: UUID, voucher: UUID) -> dict[str, Any]:
    return {
        "key": str(new_id()),
        "voucher_id": str(voucher),
        "counter_id": str(counter),
        "digits": stall.house.services.maker.pickup(Kind.VOUCHER, subject_of(voucher)),
        "handed_at": stall.house.services.clock().isoformat(),
    }


def _is_good(status: int, answer: Any) -> bool:
    return status < 300 and all(it["status"] == 200 for it in answer.get("answers", ()))


def _send_twice(stall: Stall, ask: Ask, queue: list[dict[str, Any]]) -> tuple[float, int]:
    """Send what waited, and all of it again: the first answer was lost."""
    began = time.perf_counter()
    body = {"hand_overs": queue}
    _, first = ask(stall.token, "/api/v1/hand-overs/bulk", str(new_id()), body)
    took = time.perf_counter() - began
    _, again = ask(stall.token, "/api/v1/hand-overs/bulk", str(new_id()), body)
    good = [it["status"] == 200 and not it["duplicate"] for it in first["answers"]]
    same = [it["duplicate"] for it in again["answers"]]
    return took, good.count(False) + same.count(False)


def _missing(stall: Stall) -> int:
    """Count what is not as it must be: every piece gone, every household at the same points."""
    ends = time.monotonic() + PROJECTED_S_MAX
    while (found := _differences(stall)) and time.monotonic() < ends:
        stall.settle()
        time.sleep(0.2)
    return found


def _differences(stall: Stall) -> int:
    views = stall.house.services.views
    item = views.items.of(stall.item)
    stock = abs(item.on_hand) + item.reserved if item else stall.households
    balances = [views.balances.of(wallet) for _, wallet, _ in stall.comers]
    right = [it and (it.available, it.held) == (POINTS - PRICE, 0) for it in balances]
    return stock + len(right) - sum(map(bool, right))


def main() -> int:
    """Hold the market; print the figures, write the JSON."""
    with (
        servers.postgres() as base,
        servers.database(base) as url,
        servers.redis() as redis_url,
        tempfile.TemporaryDirectory() as folder,
    ):
        service = Service(Path(folder), url, redis_url)
        service.init()
        service.start_web(workers=2)
        service.start_worker()
        try:
            with service.house() as house:
                stall = Stall(house, HOUSEHOLDS, lambda: _followed(house))
                figures = hold(stall, lambda *it: _posted(service, *it))
        finally:
            service.stop()
    figures["measured_at"] = utc_now().date().isoformat()
    print(json.dumps(figures, ensure_ascii=False))
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print("kept" if not figures["wrong"] else "NOT KEPT")
    return 1 if figures["wrong"] else 0


def _posted(service: Service, token: str, path: str, key: str, body: Any) -> tuple[int, Any]:
    answer = service.client.post(token, path, key, body)
    return answer.status, json.loads(answer.raw)


def _followed(house: House) -> None:
    """Wait until the projection worker has seen the whole log."""
    last = house.ledger.store.max_notification_id() or 0
    ends = time.monotonic() + PROJECTED_S_MAX
    while not house.services.views.positions.wait_for(last) and time.monotonic() < ends:
        pass


if __name__ == "__main__":
    sys.exit(main())
