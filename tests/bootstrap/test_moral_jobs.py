"""Acts are posted by themselves at the second their notice ends: once, whatever dies when."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bootstrap.background import Jobs
from bootstrap.container import House
from ledger.kernel.commands import Command
from ledger.kernel.ids import new_id
from ledger.kernel.receipts import Recorded
from ledger.moral.claim import Claim
from ledger.moral.notice_commands import (
    DecideObjection,
    DeliverNotice,
    ObjectToClaim,
    PublishNotice,
)
from ledger.moral.notice_kinds import Delivery, ObjectionMethod
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from projections.check import check as find_differences
from tests.support.claims import home, put, reviewed
from tests.support.houses import BOTH_STORES, StandingClock, a_house, run_jobs, store_of
from tests.support.ledgers import UNIT, hohhot
from tests.support.rules import enact_rules

FRIDAY, ENDS = hohhot("2026-11-13 09:00"), hohhot("2026-11-17 00:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(FRIDAY)


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock) -> Iterator[House]:
    with a_house(tmp_path, clock, store_of(request)) as it:
        enact_rules(
            lambda command, **values: tell(it, command, **values),
            UNIT,
            hohhot("2026-03-01 09:00"),
            deductions_on=True,
        )
        yield it


@pytest.fixture
def household(house: House) -> UUID:
    """A household with 60 points to spend (A9)."""
    registered = home("0147")
    put(house.ledger, registered)
    opened = tell(
        house,
        OpenWallet,
        owner_id=registered.id,
        kind=WalletKind.HOUSEHOLD,
        unit_code=UNIT,
    )
    tell(
        house,
        CreditPoints,
        wallet_id=UUID(opened.answer["wallet_id"]),
        amount=60,
        reason=Reason.AWARD,
        occurred_at=FRIDAY,
    )
    return registered.id


def tell(house: House, command: type[Command], /, at: datetime = FRIDAY, **values: Any) -> Recorded:
    return house.ledger.execute(command(key=f"test-{new_id()}", at=at, **values))


def publish(house: House, *claims: Claim, at: datetime = FRIDAY) -> None:
    put(house.ledger, *claims)
    ids = tuple(it.id for it in claims)
    tell(
        house,
        PublishNotice,
        at,
        unit_code=UNIT,
        claim_ids=ids,
        published_by=new_id(),
        number_from=1,
    )


def run(house: House, clock: StandingClock, at: datetime) -> int:
    clock.now = at
    return run_jobs(house)


def balance(house: House, household: UUID, at: datetime) -> int:
    identifier = Wallet.create_id(household, WalletKind.HOUSEHOLD)
    wallet: Wallet = house.ledger.repository.get(identifier)
    return wallet.available(at)


def entry(house: House, claim: Claim) -> Any:
    house.runner().catch_up()
    return house.services.views.notices.entry(claim.id)


def test_a9_an_act_is_posted_at_the_second_its_notice_ends_and_not_before(
    house: House, clock: StandingClock, household: UUID
) -> None:
    claim = reviewed(household, points=5)
    publish(house, claim)
    assert run(house, clock, ENDS - SECOND) == 0
    assert balance(house, household, ENDS) == 60
    assert [run(house, clock, ENDS) for _ in range(3)] == [1, 0, 0]
    assert balance(house, household, ENDS) == 65
    posted = house.ledger.repository.get(claim.id)
    assert (posted.state, posted.posted_at) == ("posted", ENDS)
    assert entry(house, claim).posted_points == 5
    assert find_differences(house.ledger, house.read_store) == []


def test_a9_over_holidays_the_notice_ends_on_the_next_working_day(
    house: House, clock: StandingClock, household: UUID
) -> None:
    publish(house, reviewed(household), at=hohhot("2026-09-29 09:00"))
    assert run(house, clock, hohhot("2026-10-08 23:59")) == 0
    assert run(house, clock, hohhot("2026-10-09 00:00")) == 1


def test_a_job_that_runs_late_posts_as_of_the_moment_the_notice_ended(
    house: House, clock: StandingClock, household: UUID
) -> None:
    claim = reviewed(household)
    publish(house, claim)
    assert run(house, clock, ENDS + timedelta(days=3)) == 1
    assert entry(house, claim).posted_at == ENDS


def test_a10_an_objection_stops_one_act_and_the_others_go_on(
    house: House, clock: StandingClock, household: UUID
) -> None:
    stopped, other = reviewed(household), reviewed(household, item_code="23")
    publish(house, stopped, other)
    said = tell(
        house,
        ObjectToClaim,
        hohhot("2026-11-15 10:00"),
        claim_id=stopped.id,
        objected_by=new_id(),
        method=ObjectionMethod.PHONE_PAGE,
        text_id=new_id(),
    )
    assert run(house, clock, ENDS) == 1
    assert balance(house, household, ENDS) == 65
    tell(
        house,
        DecideObjection,
        hohhot("2026-11-18 16:20"),
        claim_id=stopped.id,
        objection_id=UUID(str(said.answer["objection_id"])),
        is_upheld=False,
        decided_by=new_id(),
        text_id=None,
    )
    assert run(house, clock, hohhot("2026-11-23 23:59")) == 0
    assert [run(house, clock, hohhot("2026-11-24 00:00")) for _ in range(2)] == [1, 0]
    assert balance(house, household, clock.now) == 70


def test_a_deduction_waits_until_its_household_has_the_notice(
    house: House, clock: StandingClock, household: UUID
) -> None:
    claim = reviewed(household, is_deduction=True, item_code="90", notice_days=7)
    publish(house, claim)
    assert run(house, clock, hohhot("2026-11-24 10:00")) == 0
    tell(
        house,
        DeliverNotice,
        hohhot("2026-11-24 10:00"),
        claim_id=claim.id,
        method=Delivery.HANDED_OVER,
        delivered_by=new_id(),
        on=datetime(2026, 11, 24).date(),  # noqa: DTZ001 - a day
    )
    assert run(house, clock, hohhot("2026-12-01 23:59")) == 0
    assert run(house, clock, hohhot("2026-12-02 00:00")) == 1
    assert balance(house, household, clock.now) == 55
    assert (entry(house, claim).taken, entry(house, claim).left_over) == (5, 0)


def test_the_caps_are_counted_again_when_it_is_posted(
    house: House, clock: StandingClock, household: UUID
) -> None:
    """Item 01 gives 2 points a month: what one of two acts gave is not there for the other."""
    first, second = (reviewed(household, item_code="01", points=2) for _ in range(2))
    publish(house, first, second)
    assert run(house, clock, ENDS) == 2
    assert balance(house, household, ENDS) == 62
    assert sorted(
        (entry(house, it).left_over, entry(house, it).state) for it in (first, second)
    ) == [
        (0, "posted"),
        (2, "posted"),
    ]
    assert run(house, clock, ENDS) == 0


def test_a_job_killed_between_two_acts_posts_the_rest_when_it_comes_back(
    house: House, clock: StandingClock, household: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [reviewed(household, item_code=code, points=2) for code in ("02", "03", "11")]
    publish(house, *claims)
    clock.now = ENDS
    house.runner().catch_up()
    really, told = house.ledger.execute, []

    def dies_after_one(command: Command) -> Recorded:
        if told:
            raise SystemExit
        told.append(command)
        return really(command)

    monkeypatch.setattr(type(house.ledger), "execute", lambda _self, it: dies_after_one(it))
    with pytest.raises(SystemExit):
        Jobs(house).run_due()
    monkeypatch.undo()
    # Before the read models have seen it, and in two processes: the ledger posts each act once.
    assert Jobs(house).run_due() == 3
    assert balance(house, household, ENDS) == 66
    assert run(house, clock, ENDS) == 0
    assert balance(house, household, ENDS) == 66
