"""An act from the household's claim to its points, by the commands everybody uses (A9, A10)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from bootstrap.background import Jobs
from bootstrap.container import House
from ledger.kernel.ids import new_id
from ledger.moral.notice_commands import DecideObjection, ObjectToClaim, PublishNotice
from ledger.moral.notice_kinds import ObjectionMethod
from ledger.registry.errors import ReviewerRecusedError
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from tests.support.houses import BOTH_STORES, StandingClock, a_house, store_of
from tests.support.ledgers import UNIT, hohhot
from tests.support.moral import ENACTED_AT, MoralVillage

PUBLISHED_AT, ENDS = hohhot("2026-11-13 09:00"), hohhot("2026-11-17 00:00")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(ENACTED_AT)


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock) -> Iterator[House]:
    with a_house(tmp_path, clock, store_of(request)) as it:
        yield it


@pytest.fixture
def moral(house: House) -> MoralVillage:
    """A village whose household 0147 has 60 points."""
    village = MoralVillage(house).settle()
    owner = {"owner_id": village.homes["0147"], "kind": WalletKind.HOUSEHOLD, "unit_code": UNIT}
    opened = village.tell(OpenWallet, at=ENACTED_AT, **owner)
    wallet = {"wallet_id": UUID(str(opened["wallet_id"])), "occurred_at": ENACTED_AT}
    village.tell(CreditPoints, at=ENACTED_AT, **wallet, amount=60, reason=Reason.AWARD)
    return village


def balance(moral: MoralVillage, at: datetime) -> int:
    identifier = Wallet.create_id(moral.homes["0147"], WalletKind.HOUSEHOLD)
    wallet: Wallet = moral.ledger.repository.get(identifier)
    return wallet.available(at)


def run(house: House, clock: StandingClock, at: datetime) -> int:
    clock.now = at
    house.runner().catch_up()
    return Jobs(house).run_due()


def reviewed(moral: MoralVillage) -> UUID:
    claim_id = moral.filed()
    moral.screened(claim_id)
    moral.votes(claim_id, "recused", "for", "for", "against", "for")
    return claim_id


def publish(moral: MoralVillage, claim_id: UUID) -> None:
    of = {"unit_code": UNIT, "claim_ids": (claim_id,), "published_by": moral.clerk}
    moral.tell(PublishNotice, at=PUBLISHED_AT, **of, number_from=1)


def test_a9_from_the_claim_to_the_points_not_a_second_earlier(
    house: House, clock: StandingClock, moral: MoralVillage
) -> None:
    claim_id = reviewed(moral)
    publish(moral, claim_id)
    assert run(house, clock, ENDS - timedelta(seconds=1)) == 0
    assert balance(moral, ENDS) == 60
    assert run(house, clock, ENDS) == 1
    assert balance(moral, ENDS) == 65
    assert moral.claim(claim_id).posted_at == ENDS


def test_a10_kept_by_somebody_who_took_no_part_and_posted_a_whole_period_later(
    house: House, clock: StandingClock, moral: MoralVillage
) -> None:
    claim_id = reviewed(moral)
    publish(moral, claim_id)
    said = moral.tell(
        ObjectToClaim,
        at=hohhot("2026-11-15 10:00"),
        claim_id=claim_id,
        objected_by=moral.people["0148"][0],
        method=ObjectionMethod.PHONE_PAGE,
        text_id=new_id(),
    )
    assert run(house, clock, ENDS) == 0
    decision = {
        "at": hohhot("2026-11-18 16:20"),
        "claim_id": claim_id,
        "objection_id": UUID(str(said["objection_id"])),
        "is_upheld": False,
        "text_id": None,
    }
    for took_part in (moral.panel[0], moral.grid_worker, *moral.people["0147"]):
        with pytest.raises(ReviewerRecusedError):
            moral.tell(DecideObjection, **decision, decided_by=took_part)
    moral.tell(DecideObjection, **decision, decided_by=new_id())
    assert run(house, clock, hohhot("2026-11-23 23:59")) == 0
    assert run(house, clock, hohhot("2026-11-24 00:00")) == 1
    assert balance(moral, clock.now) == 65
