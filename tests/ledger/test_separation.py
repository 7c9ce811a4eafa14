"""Who must be somebody else: the rules, and the handlers that keep them on both stores."""

from uuid import UUID

import pytest

from ledger.kernel.errors import ForbiddenError
from ledger.kernel.ids import new_id
from ledger.registry.errors import (
    KeeperOwnHouseholdError,
    OwnEntryError,
    OwnMinutesError,
    OwnProposalError,
    ReviewerRecusedError,
)
from ledger.registry.separation import Hands, Step
from ledger.volunteering.attendance import Evidence
from ledger.volunteering.commands import PublishActivity, RegisterVolunteer, ScanActivity
from ledger.wallets.commands import CreditPoints, OpenWallet, ReverseCredit
from ledger.wallets.wallet import Reason, WalletKind
from tests.support.ledgers import UNIT, Village, hohhot, read_log

OWNER, CLERK, OTHER = new_id(), new_id(), new_id()
NOON = hohhot("2026-03-05 12:00")


@pytest.mark.parametrize(
    ("hands", "step", "refusal"),
    [
        (Hands.of(OWNER), Step.RECORD, OwnMinutesError),
        (Hands.of(OWNER), Step.POST, OwnEntryError),
        (Hands.of(OWNER), Step.REVERSE, OwnEntryError),
        (Hands.of(CLERK, post=OWNER), Step.REVERSE, OwnEntryError),
        (Hands.of(OWNER), Step.REVIEW, ReviewerRecusedError),
        (Hands.of(CLERK, propose=OWNER), Step.REVIEW, OwnProposalError),
        (Hands.of(CLERK, record=OWNER), Step.REVIEW, OwnProposalError),
        (Hands.of(OWNER), Step.KEEP, KeeperOwnHouseholdError),
        (Hands.of(CLERK, propose=OWNER), Step.KEEP, OwnProposalError),
        (Hands.of(CLERK, review=OWNER), Step.KEEP, OwnProposalError),
    ],
)
def test_proposer_reviewer_and_keeper_are_three_people(
    hands: Hands, step: Step, refusal: type[ForbiddenError]
) -> None:
    with pytest.raises(refusal):
        hands.refuse(step, OWNER)
    hands.refuse(step, OTHER)
    hands.refuse(step, None)


def test_people_may_propose_what_is_their_own() -> None:
    Hands.of(OWNER).refuse(Step.PROPOSE, OWNER)


@pytest.fixture
def wallet(village: Village) -> UUID:
    """The owner's wallet."""
    told = village.tell(OpenWallet, owner_id=OWNER, kind=WalletKind.HOUSEHOLD, unit_code=UNIT)
    return UUID(told.answer["wallet_id"])


def credit(village: Village, wallet: UUID, by: UUID | None) -> UUID:
    told = village.tell(
        CreditPoints,
        wallet_id=wallet,
        amount=5,
        reason=Reason.AWARD,
        occurred_at=NOON,
        credited_by=by,
    )
    return UUID(told.answer["entry_id"])


def reverse(village: Village, wallet: UUID, entry: UUID, by: UUID | None) -> None:
    village.tell(
        ReverseCredit,
        wallet_id=wallet,
        entry_id=entry,
        reason=Reason.POSTING_ERROR,
        reversed_by=by,
    )


def test_nobody_posts_to_the_own_account(village: Village, wallet: UUID) -> None:
    before = len(read_log(village.ledger))
    with pytest.raises(OwnEntryError):
        credit(village, wallet, OWNER)
    assert len(read_log(village.ledger)) == before
    credit(village, wallet, CLERK)


@pytest.mark.parametrize("who", [OWNER, CLERK])
def test_neither_the_owner_nor_who_posted_it_undoes_an_entry(
    village: Village, wallet: UUID, who: UUID
) -> None:
    entry = credit(village, wallet, CLERK)
    with pytest.raises(OwnEntryError):
        reverse(village, wallet, entry, who)
    reverse(village, wallet, entry, OTHER)


def test_another_process_knows_who_posted_an_entry(
    village: Village, wallet: UUID, elsewhere: object
) -> None:
    entry = credit(village, wallet, CLERK)
    there = village.via(elsewhere)  # type: ignore[arg-type]
    with pytest.raises(OwnEntryError):
        reverse(there, wallet, entry, CLERK)


def test_a_leader_does_not_scan_the_own_card(village: Village) -> None:
    for number, person in (("V1", OWNER), ("V2", OTHER)):
        village.tell(RegisterVolunteer, person_id=person, number=number, unit_code=UNIT)
    activity = village.tell(
        PublishActivity,
        unit_code=UNIT,
        title="清扫楼道",
        place="活动室",
        starts_at=NOON,
        ends_at=hohhot("2026-03-05 14:00"),
        led_by=OWNER,
    ).answer["activity_id"]
    scan = {
        "activity_id": UUID(activity),
        "evidence": Evidence.STAFF_SCAN,
        "occurred_at": NOON,
        "recorded_by": OWNER,
    }
    with pytest.raises(OwnMinutesError):
        village.tell(ScanActivity, person_id=OWNER, at=NOON, **scan)
    village.tell(ScanActivity, person_id=OTHER, at=NOON, **scan)
