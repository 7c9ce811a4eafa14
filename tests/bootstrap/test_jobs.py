"""Jobs: vouchers and lots run out by themselves, once, whatever dies when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from bootstrap import paging
from bootstrap.background import Jobs
from bootstrap.config import Config
from bootstrap.container import House, build, prepare
from bootstrap.reminders import last_day_due
from ledger.kernel.ids import new_id
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.registry.working_days import WorkingDays
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock, ReserveVoucher
from ledger.volunteering.activity_commands import PublishActivity
from ledger.volunteering.commands import RegisterVolunteer, ScanActivity
from ledger.volunteering.evidence import Evidence
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, WalletKind

VILLAGE = "150104003005"
RESERVED_AT = datetime(2026, 12, 28, 2, tzinfo=UTC)


class Clock:
    now = RESERVED_AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    config = Config.from_env({"REDBEE_DATA_DIR": str(tmp_path)})
    prepare(config)
    it = build(config, clock)
    yield it
    it.close()


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
            category="goods",
            price_points=30,
        )
    )["item_id"]
    do(ReceiveStock(key="stock", at=RESERVED_AT, item_id=UUID(item), quantity=1))
    order = ReserveVoucher(
        key="buy", at=RESERVED_AT, item_id=UUID(item), wallet_id=wallet_id, quantity=1
    )
    return UUID(do(order)["voucher_id"])


def available(house: House, wallet_id: UUID, at: datetime) -> int:
    return house.ledger.repository.get(wallet_id).available(at)


def run(house: House) -> int:
    house.runner().catch_up()
    return Jobs(house).run_due()


def test_a_voucher_runs_out_by_itself_and_its_points_come_back_with_grace(
    house: House, wallet_id: UUID, clock: Clock
) -> None:
    reserve(house, wallet_id)
    clock.now = datetime(2027, 1, 4, 15, 59, 59, tzinfo=UTC)
    run(house)
    wallet = house.ledger.repository.get(wallet_id)
    assert wallet.held == 30, "not before 24:00 of the last day"

    clock.now += timedelta(seconds=1)
    run(house)

    wallet = house.ledger.repository.get(wallet_id)
    assert wallet.held == 0
    last_moment = datetime(2027, 2, 4, 15, 59, 59, tzinfo=UTC)
    assert wallet.available(last_moment) == 60
    assert wallet.available(last_moment + timedelta(seconds=1)) == 30


def test_lots_run_out_once_however_often_the_job_runs(
    house: House, wallet_id: UUID, clock: Clock
) -> None:
    clock.now = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert [run(house) for _ in range(3)] == [1, 0, 0]
    assert available(house, wallet_id, clock.now) == 30
    house.runner().catch_up()
    balance = house.services.views.trial_balances.of(VILLAGE)
    assert (balance.expired, balance.available, balance.difference) == (30, 30, 0)


def test_one_round_lets_the_lots_of_a_whole_village_go_at_new_year(
    house: House, clock: Clock, wallet_id: UUID, monkeypatch: pytest.MonkeyPatch
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
    assert run(house) == 0


def test_an_activity_nobody_ended_is_ended_two_hours_later(house: House, clock: Clock) -> None:
    starts_at = datetime(2026, 12, 30, 1, tzinfo=UTC)
    told = house.ledger.execute(
        PublishActivity(
            key="activity",
            at=RESERVED_AT,
            unit_code=VILLAGE,
            title="清洁家园",
            place="九龙湾街",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
        )
    )
    activity_id = UUID(told.answer["activity_id"])
    clock.now = starts_at + timedelta(hours=4) - timedelta(seconds=1)
    assert run(house) == 0
    clock.now += timedelta(seconds=1)
    assert [run(house) for _ in range(3)] == [1, 0, 0]
    ended = house.ledger.repository.get(activity_id)
    assert (ended.state, ended.ended_at) == ("ended", starts_at + timedelta(hours=2))


def test_a_leader_is_reminded_once_of_what_is_not_recorded(house: House, clock: Clock) -> None:
    starts_at = datetime(2026, 9, 28, 7, tzinfo=UTC)
    leader = new_id()
    house.ledger.execute(
        PublishActivity(
            key="publish",
            at=starts_at - timedelta(days=1),
            unit_code=VILLAGE,
            title="清洁家园",
            place="大召社区",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            led_by=leader,
        )
    )
    told = []
    for day in (9, 10, 13, 14, 20):
        clock.now = datetime(2026, 10, day, 2, tzinfo=UTC)
        told.append(run(house))
    # It ends by itself first; the fifth working day is 10 October, the eighth the 14th.
    assert told == [1, 1, 0, 1, 0]
    house.runner().catch_up()
    messages = house.services.views.messages.of_person(leader)
    assert [it.amount for it in messages] == [8, 5]


def lead(house: House, clock: Clock, *leaders: UUID) -> None:
    """Activities of 28 September, over and ended."""
    clock.now = datetime(2026, 9, 28, 7, tzinfo=UTC)
    for n, leader in enumerate(leaders):
        house.ledger.execute(
            PublishActivity(
                key=f"lead-{n}",
                at=clock.now,
                unit_code=VILLAGE,
                title="清洁家园",
                place="大召社区",
                starts_at=clock.now,
                ends_at=clock.now + timedelta(hours=2),
                led_by=leader,
            )
        )
    clock.now += timedelta(hours=5)
    run(house)


def announce(house: House, at: datetime, *holidays: date) -> None:
    """Say which days off 2026 has instead of those that are built in."""
    notice = {"holidays": holidays, "workdays": (), "source": "通知", "proposed_by": new_id()}
    house.ledger.execute(ProposeHolidays(key="propose", at=at, year=2026, **notice))
    house.ledger.execute(
        ApproveHolidays(key="approve", at=at, year=2026, version=1, approved_by=new_id())
    )


def test_reminders_are_looked_for_once_a_day_and_once_a_calendar(
    house: House, clock: Clock
) -> None:
    lead(house, clock, new_id())
    jobs, engine, seen = Jobs(house), house.services.views.paperwork._store._engine, []

    def remember(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append("FROM paperwork_activities" in " ".join(statement.split()))

    def looks() -> tuple[int, int]:
        house.runner().catch_up()
        seen.clear()
        event.listen(engine, "before_cursor_execute", remember)
        done = jobs.run_due()
        event.remove(engine, "before_cursor_execute", remember)
        return done, sum(seen)

    clock.now = datetime(2026, 10, 9, 2, tzinfo=UTC)
    assert [looks(), looks()] == [(0, 1), (0, 0)]
    clock.now += timedelta(days=1)
    assert [looks(), looks()] == [(1, 1), (0, 0)]
    announce(house, clock.now, *(date(2026, 1, day) for day in range(1, 14)))
    house.runner().catch_up()
    house.services.views.calendar.forget()
    # Without the days off around 1 October the eighth working day has passed.
    assert [looks(), looks()] == [(1, 1), (0, 0)]


def test_a_round_goes_on_where_the_one_before_stopped(
    house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaders = [new_id(), new_id()]
    lead(house, clock, *leaders)
    for name in (
        "bootstrap.reminders.PAGE_MAX",
        "projections.volunteering.paperwork.views.PAGE_MAX",
    ):
        monkeypatch.setattr(name, 1)
    monkeypatch.setattr("bootstrap.reminders.REMIND_PAGES_MAX", 1)
    clock.now = datetime(2026, 10, 10, 2, tzinfo=UTC)
    house.runner().catch_up()
    jobs = Jobs(house)
    assert [jobs.run_due() for _ in range(3)] == [1, 1, 0]


def test_the_last_day_that_is_due_is_the_fifth_working_day_before() -> None:
    calendar = WorkingDays()
    for n in range(300):
        today = date(2026, 2, 1) + timedelta(days=n)
        last = last_day_due(today, calendar)
        assert calendar.workdays_between(last, today) == 5
        assert calendar.workdays_between(last + timedelta(days=1), today) < 5


def test_an_attendance_that_nobody_saw_end_is_closed_once(house: House, clock: Clock) -> None:
    """A5: two hours after the end, at no minutes."""
    person = new_id()
    starts_at = RESERVED_AT
    register = RegisterVolunteer(
        key="register", at=starts_at, person_id=person, number="V000001", unit_code=VILLAGE
    )
    house.ledger.execute(register)
    published = house.ledger.execute(
        PublishActivity(
            key="publish",
            at=starts_at,
            unit_code=VILLAGE,
            title="河道清理",
            place="大黑河",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
        )
    )
    activity = UUID(published.answer["activity_id"])
    came = house.ledger.execute(
        ScanActivity(
            key="come",
            at=starts_at,
            activity_id=activity,
            person_id=person,
            evidence=Evidence.OWN_SCAN,
            occurred_at=starts_at,
        )
    )
    house.runner().catch_up()
    clock.now = starts_at + timedelta(hours=3, minutes=59)
    assert Jobs(house).run_due() == 0
    clock.now = starts_at + timedelta(hours=4)
    assert Jobs(house).run_due() >= 1
    again = Jobs(house).run_due()  # before the read model has seen it: the same key
    house.runner().catch_up()
    row = house.services.views.attendances.of(UUID(came.answer["attendance_id"]))
    assert row is not None
    assert (row.closed_at, row.minutes) == (clock.now, 0)
    assert again >= 0
    assert house.services.views.attendances.to_close(clock.now) == []
