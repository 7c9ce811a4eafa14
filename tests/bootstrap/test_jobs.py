"""Jobs: vouchers and lots run out by themselves, once, whatever dies when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bootstrap import paging
from bootstrap.background import Jobs
from bootstrap.container import House
from ledger.kernel.ids import new_id
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, WalletKind
from tests.support.houses import StandingClock, run_jobs

VILLAGE = "150104003005"
RESERVED_AT = datetime(2026, 12, 28, 2, tzinfo=UTC)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(RESERVED_AT)


@pytest.fixture
def wallet_id(house: House) -> UUID:
    return open_wallet(house, "")


def open_wallet(house: House, name: str) -> UUID:
    opened = house.ledger.execute(
        OpenWallet(
            key=f"open{name}",
            at=RESERVED_AT,
            owner_id=new_id(),
            kind=WalletKind.HOUSEHOLD,
            unit_code=VILLAGE,
        )
    )
    wallet = UUID(opened.answer["wallet_id"])
    for key, year in (("last-year", 2025), ("this-year", 2026)):
        house.ledger.execute(
            CreditPoints(
                key=f"{key}{name}",
                at=RESERVED_AT,
                wallet_id=wallet,
                amount=30,
                reason=Reason.AWARD,
                occurred_at=datetime(year, 6, 1, tzinfo=UTC),
            )
        )
    return wallet


def reserve(house: House, wallet_id: UUID) -> UUID:
    def do(command: object) -> dict[str, str]:
        return house.ledger.execute(command).answer

    shop = do(OpenShop(key="shop", at=RESERVED_AT, unit_code=VILLAGE, name="超市"))["shop_id"]
    item = do(
        ListItem(
            key="item",
            at=RESERVED_AT,
            shop_id=UUID(shop),
            name="米",
            offer=Offer("goods"),
            price_points=30,
        )
    )["item_id"]
    do(ReceiveStock(key="stock", at=RESERVED_AT, item_id=UUID(item), quantity=1))
    order = ReserveVoucher(
        key="buy", at=RESERVED_AT, wallet_id=wallet_id, basket=((UUID(item), 1),)
    )
    return UUID(do(order)["voucher_id"])


def available(house: House, wallet_id: UUID, at: datetime) -> int:
    return house.ledger.repository.get(wallet_id).available(at)


def test_a_voucher_runs_out_by_itself_and_its_points_come_back_with_grace(
    house: House, wallet_id: UUID, clock: StandingClock
) -> None:
    reserve(house, wallet_id)
    clock.now = datetime(2027, 1, 4, 15, 59, 59, tzinfo=UTC)
    run_jobs(house)
    wallet = house.ledger.repository.get(wallet_id)
    assert wallet.held == 30, "not before 24:00 of the last day"

    clock.now += timedelta(seconds=1)
    run_jobs(house)

    wallet = house.ledger.repository.get(wallet_id)
    assert wallet.held == 0
    last_moment = datetime(2027, 2, 4, 15, 59, 59, tzinfo=UTC)
    assert wallet.available(last_moment) == 60
    assert wallet.available(last_moment + timedelta(seconds=1)) == 30


def test_lots_run_out_once_however_often_the_job_runs(
    house: House, wallet_id: UUID, clock: StandingClock
) -> None:
    clock.now = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert [run_jobs(house) for _ in range(3)] == [1, 0, 0]
    assert available(house, wallet_id, clock.now) == 30
    house.runner().catch_up()
    balance = house.services.views.trial_balances.of(VILLAGE)
    assert (balance.expired, balance.available, balance.difference) == (30, 30, 0)


def test_one_round_lets_the_lots_of_a_whole_village_go_at_new_year(
    house: House, clock: StandingClock, wallet_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_MAX", 2)
    wallets = [wallet_id, *(open_wallet(house, f"n{n}") for n in range(5))]
    clock.now = datetime(2026, 12, 31, 16, tzinfo=UTC)
    house.runner().catch_up()
    assert Jobs(house).run_due() == 6
    assert [available(house, it, clock.now) for it in wallets] == [30] * 6
    events = house.ledger.store.max_notification_id()
    assert Jobs(house).run_due() == 6, "answered from the receipts, by read models behind"
    assert house.ledger.store.max_notification_id() == events
    assert run_jobs(house) == 0
