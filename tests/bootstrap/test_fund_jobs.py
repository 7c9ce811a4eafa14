"""Gains wait where no money is behind them, one by one let through; nothing else ever waits."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bootstrap.container import House, event_store
from bootstrap.moral_jobs import FundJobs, NoticeJobs
from ledger.kernel.application import Ledger
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import DeclareKinship
from ledger.moral.gain_approving import ApproveGain
from ledger.moral.notice_commands import DeliverNotice, PostClaim, PublishNotice
from ledger.moral.notice_kinds import Delivery
from ledger.registry.errors import ReviewerRecusedError
from ledger.shop.fund_errors import (
    BudgetExhaustedError,
    BudgetFreeError,
    GainApprovedError,
    GainNotWaitingError,
)
from projections.check import check as find_differences
from tests.support.claims import home, put, reviewed
from tests.support.funds import Money
from tests.support.houses import BOTH_STORES, StandingClock, a_house, run_jobs, store_of
from tests.support.ledgers import UNIT, hohhot
from tests.support.rules import enact_rules

FRIDAY, ENDS = hohhot("2026-11-13 09:00"), hohhot("2026-11-17 00:00")
OTHER = "150104003006"
LATER = hohhot("2026-12-02 09:00")


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with a_house(tmp_path, StandingClock(FRIDAY), store_of(request)) as it:
        enact_rules(
            lambda command, **values: tell(it, command, **values),
            UNIT,
            hohhot("2026-03-01 09:00"),
            deductions_on=True,
        )
        yield it


@pytest.fixture
def money(house: House) -> Money:
    """A fund of 40 points' money, at 1 yuan a point."""
    money = Money(house.ledger).open(FRIDAY)
    money.receive(4_000, FRIDAY)
    return money


@pytest.fixture
def homes(house: House) -> list[UUID]:
    registered = [home(f"{n:04}", new_id()) for n in range(1, 13)]
    put(house.ledger, *registered)
    return [it.id for it in registered]


def tell(house: House, command: type[Command], /, at: Any = FRIDAY, **values: Any) -> Any:
    return house.ledger.execute(command(key=f"test-{new_id()}", at=at, **values))


def publish(house: House, *claims: Claim, unit_code: str = UNIT) -> None:
    put(house.ledger, *claims)
    ids = tuple(it.id for it in claims)
    of = {"unit_code": unit_code, "published_by": new_id(), "number_from": 1}
    tell(house, PublishNotice, claim_ids=ids, **of)


def run(house: House, at: Any = ENDS) -> int:
    clock: Any = house.services.clock
    clock.now = at
    return run_jobs(house)


def states(house: House, claims: list[Claim]) -> list[str]:
    found: list[Claim] = [house.ledger.repository.get(it.id) for it in claims]
    return [it.state.value for it in found]


def approve(house: House, claim: Claim, by: UUID | None = None, at: Any = ENDS) -> None:
    tell(house, ApproveGain, at, unit_code=UNIT, claim_id=claim.id, approved_by=by or new_id())


def at_limit(house: House, homes: list[UUID], gains: int = 12) -> list[Claim]:
    """Publish gains of 5 points each; of 40 points' money eight fit, and the rest waits."""
    claims = [reviewed(it) for it in homes[:gains]]
    publish(house, *claims)
    assert run(house) == 8
    assert run(house) == 1, "the limit is stated"
    return sorted(claims, key=lambda it: states(house, [it]) == ["publicised"])


def test_gains_that_come_due_together_are_posted_as_far_as_money_goes(
    house: House, money: Money, homes: list[UUID]
) -> None:
    claims = at_limit(house, homes)
    assert states(house, claims) == ["posted"] * 8 + ["publicised"] * 4
    row = house.services.views.funds.of(UNIT)
    assert row is not None
    assert row.meter.promised_fen == row.meter.budget_fen == 4_000
    assert money.fund.is_at_limit
    assert [run(house) for _ in range(3)] == [0, 0, 0], "nothing spins"
    assert find_differences(house.ledger, house.read_store) == []


def test_the_gain_that_uses_the_money_up_is_the_last_of_its_round(
    house: House, money: Money, homes: list[UUID]
) -> None:
    money.receive(200, FRIDAY)
    claims = [reviewed(it) for it in homes[:10]]
    publish(house, *claims)
    assert run(house) == 9
    assert run(house) == 1
    row = house.services.views.funds.of(UNIT)
    assert row is not None
    assert (row.outstanding_points, row.meter.permille) == (45, 1_071)


def test_a_gain_that_is_let_through_is_posted_with_the_next_round(
    house: House, money: Money, homes: list[UUID]
) -> None:
    waiting = at_limit(house, homes)[8:]
    supervisor = new_id()
    approve(house, waiting[1], supervisor)
    assert house.services.views.notices.count_gains_due(UNIT, ENDS) == 4
    assert run(house, LATER) == 1
    assert states(house, waiting) == ["publicised", "posted", "publicised", "publicised"]
    entry: Claim = house.ledger.repository.get(waiting[1].id)
    assert entry.posted_at == ENDS, "as of the moment its notice ended, however late"
    assert money.fund.approved == {}
    house.runner().catch_up()
    assert house.services.views.gain_approvals.waiting() == []
    assert run(house, LATER) == 0
    assert find_differences(house.ledger, house.read_store) == []


def test_new_money_lets_all_gains_go_on_by_themselves(
    house: House, money: Money, homes: list[UUID]
) -> None:
    waiting = at_limit(house, homes)[8:]
    money.receive(100_000, ENDS)
    assert run(house, LATER) == 1, "the limit is cleared"
    assert run(house, LATER) == 4
    assert states(house, waiting) == ["posted"] * 4
    assert not money.fund.is_at_limit


def test_a_gain_let_through_before_new_money_came_is_posted_once(
    house: House, money: Money, homes: list[UUID]
) -> None:
    waiting = at_limit(house, homes)[8:]
    approve(house, waiting[0])
    money.receive(100_000, ENDS)
    assert [run(house, LATER) for _ in range(3)] == [2, 3, 0]
    assert states(house, waiting) == ["posted"] * 4
    assert money.fund.approved == {}


def test_deductions_never_wait_for_money(house: House, money: Money, homes: list[UUID]) -> None:
    at_limit(house, homes, 10)
    fall = reviewed(homes[0], item_code="92", is_deduction=True, points=3)
    publish(house, fall)
    on = {"delivered_by": new_id(), "on": FRIDAY.date()}
    tell(house, DeliverNotice, claim_id=fall.id, method=Delivery.HANDED_OVER, **on)
    assert run(house, LATER) == 1
    assert states(house, [fall]) == ["posted"]


def test_what_waits_in_one_village_keeps_nobody_waiting_in_another(
    house: House, money: Money, homes: list[UUID]
) -> None:
    at_limit(house, homes)
    at = hohhot("2026-03-01 09:00")
    enact_rules(lambda command, **values: tell(house, command, **values), OTHER, at)
    there = home("0001", new_id(), unit_code=OTHER)
    put(house.ledger, there)
    claim = reviewed(there.id, unit_code=OTHER)
    publish(house, claim, unit_code=OTHER)
    assert run(house) == 1
    assert states(house, [claim]) == ["posted"]


def test_a_village_without_a_fund_is_not_limited(house: House, homes: list[UUID]) -> None:
    claims = [reviewed(it) for it in homes]
    publish(house, *claims)
    assert run(house) == 12
    assert states(house, claims) == ["posted"] * 12


def test_a_fund_that_never_got_money_limits_nothing(house: House, homes: list[UUID]) -> None:
    Money(house.ledger).open(FRIDAY)
    publish(house, *(reviewed(it) for it in homes))
    assert run(house) == 12
    assert run(house) == 0


def test_the_ledger_refuses_what_the_job_would_skip(
    house: House, money: Money, homes: list[UUID]
) -> None:
    waiting = at_limit(house, homes)[8]
    before = money.fund.version
    with pytest.raises(BudgetExhaustedError):
        tell(house, PostClaim, ENDS, claim_id=waiting.id, round=1)
    approve(house, waiting)
    tell(house, PostClaim, ENDS, claim_id=waiting.id, round=1)
    assert states(house, [waiting]) == ["posted"]
    assert money.fund.version == before + 2


def test_two_workers_state_a_crossing_and_post_a_gain_once(
    house: House, money: Money, homes: list[UUID]
) -> None:
    waiting = at_limit(house, homes)[8:]
    money.receive(100_000, ENDS)
    approve(house, waiting[0])
    house.runner().catch_up()
    told: list[Command] = []

    def twice(command: Command) -> bool:
        told.append(command)
        first, second = house.ledger.execute(command), house.ledger.execute(command)
        return (first.position, first.answer) == (second.position, second.answer)

    before = money.fund.version
    assert FundJobs(house.services.views, twice).run(ENDS) == 1
    assert NoticeJobs(house.services.views, twice).run(ENDS) == 1
    assert [type(it).__name__ for it in told] == ["MeasureFund", "PostClaim"]
    assert money.fund.version == before + 2


def test_a_job_whose_limit_is_not_stated_yet_is_told_no_by_nobody(
    house: House, money: Money, homes: list[UUID]
) -> None:
    """Between the last posting and the statement of the limit no gain is even tried."""
    publish(house, *(reviewed(it) for it in homes))
    assert run(house) == 8
    house.runner().catch_up()
    refused: list[Command] = []
    assert NoticeJobs(house.services.views, lambda it: bool(refused.append(it))).run(ENDS) == 0
    assert refused == []


def test_no_process_posts_past_a_limit_that_another_has_stated(
    house: House, money: Money, homes: list[UUID]
) -> None:
    """A process remembers the fund as it was; the ledger finds out before anything is written."""
    first, second = reviewed(homes[0]), reviewed(homes[1])
    publish(house, first, second)
    elsewhere = Ledger(event_store(house.config))
    elsewhere.execute(PostClaim(key="remembers", at=ENDS, claim_id=first.id, round=1))
    assert money.measure(40, ENDS), "stated by this process"
    with pytest.raises(BudgetExhaustedError):
        elsewhere.execute(PostClaim(key="too late", at=ENDS, claim_id=second.id, round=1))
    elsewhere.close()
    assert states(house, [first, second]) == ["posted", "publicised"]


def test_gains_that_wait_are_listed_page_by_page(
    house: House, money: Money, homes: list[UUID]
) -> None:
    waiting = at_limit(house, homes)[8:]
    notices, found, place = house.services.views.notices, [], None
    while page := notices.gains_due(UNIT, ENDS, 3, place):
        found += [it.claim_id for it in page]
        place = page[-1].position
    assert sorted(found) == sorted(it.id for it in waiting)
    assert notices.gains_due(UNIT, ENDS - timedelta(seconds=1)) == []
    assert notices.gains_due(OTHER, ENDS) == []
    full = notices.due(ENDS, 50, without_gains_of={UNIT})
    assert full == []
    assert len(notices.due(ENDS, 50, without_gains_of={OTHER})) == 4


def test_posting_a_gain_reads_the_store_twice_whatever_it_rests_on(
    house: House, money: Money, homes: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The act itself, and then at once its household, money, rules, month, year and wallet."""
    claim = reviewed(homes[0])
    publish(house, claim)
    store = event_store(house.config)
    elsewhere, loads, load = Ledger(store), [], store.load

    def counting(*streams: Any) -> Any:
        loads.append(streams)
        return load(*streams)

    monkeypatch.setattr(store, "load", counting)
    elsewhere.execute(PostClaim(key="elsewhere", at=ENDS, claim_id=claim.id, round=1))
    elsewhere.close()
    assert len(loads) == 2


@pytest.mark.parametrize("hand", ["proposed_by", "screened_by", "voter"])
def test_nobody_who_had_a_hand_in_a_gain_lets_it_through(
    house: House, money: Money, homes: list[UUID], hand: str
) -> None:
    waiting: Any = at_limit(house, homes)[8]
    who = UUID(next(iter(waiting.votes))) if hand == "voter" else getattr(waiting, hand)
    with pytest.raises(ReviewerRecusedError):
        approve(house, waiting, who)


def test_nobody_of_the_household_nor_kin_lets_its_gain_through(
    house: House, money: Money, homes: list[UUID]
) -> None:
    waiting = at_limit(house, homes)[8]
    cousin = new_id()
    tell(house, DeclareKinship, person_id=cousin, household_id=waiting.household_id)
    own: Any = house.ledger.repository.get(waiting.household_id)
    for who in (UUID(next(iter(own.members))), cousin):
        with pytest.raises(ReviewerRecusedError):
            approve(house, waiting, who)


def test_only_what_waits_and_needs_it_is_let_through(
    house: House, money: Money, homes: list[UUID]
) -> None:
    early = reviewed(homes[0], item_code="22")
    publish(house, early)
    with pytest.raises(GainNotWaitingError):
        approve(house, early, at=ENDS - timedelta(seconds=1))
    with pytest.raises(BudgetFreeError):
        approve(house, early)
    posted, *_, waiting = at_limit(house, homes[1:], 11)
    with pytest.raises(GainNotWaitingError):
        approve(house, posted)
    approve(house, waiting)
    with pytest.raises(GainApprovedError):
        approve(house, waiting)
    money.take_back(next(UUID(it) for it in money.fund.receipts), ENDS)
    with pytest.raises(LedgerError):
        tell(house, ApproveGain, ENDS, unit_code="1", claim_id=waiting.id, approved_by=new_id())
