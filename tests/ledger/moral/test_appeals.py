"""Appeals: what was taken off comes back by a new entry, decided by whoever had no part."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from ledger.households.errors import HouseholdMemberRequiredError
from ledger.kernel.ids import new_id
from ledger.moral.appeal import Appeal, AppealReason, AppealState
from ledger.moral.appeal_commands import (
    DecideAppeal,
    EscalateAppeal,
    FileAppeal,
    WithdrawAppeal,
)
from ledger.moral.appeal_errors import (
    AlreadyAppealedError,
    AppealClosedError,
    AppealNotFoundError,
    AppealNotPossibleError,
    AppealWindowClosedError,
)
from ledger.moral.book_commands import ApproveAdjustment, RequestAdjustment
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.notice_commands import DeliverNotice, PostClaim, PublishNotice
from ledger.moral.notice_kinds import Delivery
from ledger.moral.score_year import ScoreYear
from ledger.registry.errors import OwnRequestError, ReviewerRecusedError
from ledger.wallets.commands import CreditPoints
from ledger.wallets.kinds import Reason, WalletKind
from ledger.wallets.wallet import Wallet
from tests.support.books import Books
from tests.support.claims import put, reviewed
from tests.support.holidays import built_in_years
from tests.support.ledgers import UNIT, Village, hohhot, read_log
from tests.support.moral import MoralVillage
from tests.support.rules import item

COMMITTEE, TOWNSHIP = new_id(), new_id()
POSTED_AT = hohhot("2026-11-17 00:00")


class Case:
    """A household of which ten points were taken off on 17 November."""

    def __init__(self, village: Village) -> None:
        heap = item("95", 10, is_deduction=True)
        self.village = village
        self.moral = MoralVillage(village).settle(extra=(heap,))
        self.home = self.moral.homes["0147"]
        self.member = self.moral.people["0147"][0]
        self.wallet_id = Wallet.create_id(self.home, WalletKind.HOUSEHOLD)
        gain = self.posted("21", 4, "2026-11-02 09:00", "2026-11-06 00:00")
        assert gain.points == 4
        self.tell(
            CreditPoints,
            "2026-11-06 12:00",
            wallet_id=self.wallet_id,
            amount=56,
            reason=Reason.OPENING,
            occurred_at=hohhot("2026-11-06 12:00"),
        )
        self.claim_id = self.posted("95", 10, "2026-11-06 09:00", "2026-11-17 00:00").id

    def tell(self, command: Any, at: str | datetime, **values: Any) -> dict[str, Any]:
        moment = hohhot(at) if isinstance(at, str) else at
        return self.moral.tell(command, at=moment, **values)

    def posted(self, code: str, points: int, published: str, due: str) -> Any:
        """Post an act whose notice was published then, and was due at that moment."""
        less = code == "95"
        claim = reviewed(
            self.home,
            hohhot("2026-11-01 09:00"),
            item_code=code,
            points=points,
            is_deduction=less,
            notice_days=7 if less else 3,
            occurred_on=date(2026, 10, 20),
        )
        put(self.moral.ledger, claim)
        said = {"unit_code": UNIT, "published_by": self.moral.clerk, "number_from": 1}
        self.tell(PublishNotice, published, claim_ids=(claim.id,), **said)
        if less:
            on = {"delivered_by": self.moral.clerk, "on": date(2026, 11, 9)}
            told = {"claim_id": claim.id, "method": Delivery.HANDED_OVER}
            self.tell(DeliverNotice, "2026-11-09 10:00", **told, **on)
        self.tell(PostClaim, due, claim_id=claim.id, round=1)
        return self.moral.claim(claim.id)

    def appeal(self, at: str = "2026-11-20 09:00", by: UUID | None = None, **more: Any) -> Any:
        said: dict[str, Any] = {"reason": AppealReason.PUT_RIGHT_BEFORE} | more
        return self.tell(FileAppeal, at, claim_id=self.claim_id, filed_by=by or self.member, **said)

    def decide(self, at: str, by: UUID = COMMITTEE, *, upheld: bool, township: bool = False) -> Any:
        said = {"claim_id": self.claim_id, "is_upheld": upheld, "by_township": township}
        return self.tell(DecideAppeal, at, decided_by=by, **said)

    @property
    def balance(self) -> int:
        wallet: Wallet = self.moral.ledger.repository.get(self.wallet_id)
        return wallet.available(hohhot("2026-11-25 00:00"))

    @property
    def score(self) -> int:
        found: ScoreYear = self.moral.ledger.repository.get(ScoreYear.create_id(self.home, 2026))
        return found.score

    @property
    def state(self) -> AppealState:
        found: Appeal = self.moral.ledger.repository.get(Appeal.create_id(self.claim_id))
        return found.state


@pytest.fixture
def case(village: Village) -> Case:
    return Case(village)


def test_a11_an_upheld_appeal_gives_back_points_and_score(case: Case) -> None:
    assert (case.balance, case.score) == (50, 94)
    thing = case.village.item(price=45, stock=1)
    case.village.buy(thing, case.wallet_id, at=hohhot("2026-11-18 10:00"))
    assert case.balance == 5
    before = read_log(case.moral.ledger)
    told = case.appeal()
    assert told["answer_due_on"] == "2026-11-27"
    answered = case.decide("2026-11-24 15:00", upheld=True)
    assert answered["points_back"] == 10
    assert (case.balance, case.score) == (15, 104)
    assert case.moral.claim(case.claim_id).state is ClaimState.REVERSED
    assert read_log(case.moral.ledger)[: len(before)] == before, "nothing earlier has changed"


def test_the_township_answers_on_the_second_level(case: Case) -> None:
    case.appeal()
    told = case.decide("2026-11-24 15:00", upheld=False)
    assert told["may_escalate_until"] == "2026-12-01"
    with pytest.raises(AppealNotFoundError):
        case.decide("2026-11-25 09:00", TOWNSHIP, upheld=True, township=True)
    said = {"claim_id": case.claim_id, "escalated_by": case.moral.people["0147"][1]}
    asked = case.tell(EscalateAppeal, "2026-12-01 23:59", **said)
    assert asked["answer_due_on"] == "2026-12-15"
    with pytest.raises(AppealNotFoundError):
        case.decide("2026-12-02 09:00", new_id(), upheld=True)
    with pytest.raises(OwnRequestError):
        case.decide("2026-12-02 09:00", COMMITTEE, upheld=True, township=True)
    case.decide("2026-12-02 09:00", TOWNSHIP, upheld=True, township=True)
    assert (case.state, case.score) == (AppealState.UPHELD, 104)


def test_after_the_township_there_is_no_further_level(case: Case) -> None:
    case.appeal()
    case.decide("2026-11-24 15:00", upheld=False)
    said = {"claim_id": case.claim_id, "escalated_by": case.member}
    with pytest.raises(AppealClosedError):
        case.tell(EscalateAppeal, "2026-12-02 00:00", **said)
    case.tell(EscalateAppeal, "2026-11-30 09:00", **said)
    case.decide("2026-12-02 09:00", TOWNSHIP, upheld=False, township=True)
    assert (case.state, case.score) == (AppealState.ENDED, 94)
    with pytest.raises(AppealClosedError):
        case.tell(EscalateAppeal, "2026-12-02 10:00", **said)


@pytest.mark.parametrize("at", ["2026-11-24 23:59:59", "2026-11-25 00:00"])
def test_the_window_closes_at_the_end_of_the_seventh_day(case: Case, at: str) -> None:
    if at.endswith("00:00"):
        with pytest.raises(AppealWindowClosedError):
            case.appeal(at)
    else:
        case.appeal(at)


def test_a_household_appeals_also_while_the_next_year_is_not_announced(case: Case) -> None:
    year = built_in_years()[-1]
    on = date(year, 12, 21)
    claim = reviewed(case.home, hohhot(f"{year}-12-01 09:00"), item_code="95", is_deduction=True)
    claim.trigger_event(
        claim.Posted,
        **claim.about,
        entry_id=new_id(),
        points=10,
        taken=10,
        uncollected=0,
        is_deduction=True,
        occurred_on=on,
        posted_at=hohhot(f"{year}-12-29 00:00"),
        period=f"{year}-12",
    )
    put(case.moral.ledger, claim)
    case.claim_id = claim.id
    assert case.appeal(f"{year}-12-30 09:00")["answer_due_on"] is None


def test_what_was_undone_as_a_posting_error_is_not_undone_twice(case: Case) -> None:
    case.appeal()
    of = {"unit_code": UNIT, "household_id": case.home, "claim_id": case.claim_id}
    entry_id = case.moral.claim(case.claim_id).entry_id
    asked = of | {"entry_id": entry_id, "requested_by": case.moral.clerk}
    case.tell(RequestAdjustment, "2026-11-21 09:00", **asked)
    decided = {"unit_code": UNIT, "number": 1, "approved_by": new_id()}
    case.tell(ApproveAdjustment, "2026-11-21 10:00", **decided)
    assert (case.balance, case.score) == (60, 104)
    assert case.decide("2026-11-24 15:00", upheld=True)["points_back"] == 0
    assert (case.state, case.balance, case.score) == (AppealState.UPHELD, 60, 104)


def test_a_household_appeals_once_and_nobody_else_for_it(case: Case) -> None:
    with pytest.raises(HouseholdMemberRequiredError):
        case.appeal(by=case.moral.people["0148"][0])
    case.appeal()
    with pytest.raises(AlreadyAppealedError):
        case.appeal(by=case.moral.people["0147"][1])


def test_whoever_took_part_does_not_decide(case: Case) -> None:
    typist = new_id()
    case.appeal(entered_by=typist)
    claim = case.moral.claim(case.claim_id)
    for hand in (*claim.hands(), case.moral.people["0147"][1]):
        with pytest.raises(ReviewerRecusedError):
            case.decide("2026-11-24 15:00", hand, upheld=True)
    with pytest.raises(OwnRequestError):
        case.decide("2026-11-24 15:00", typist, upheld=True)
    kin = case.moral.panel[4]
    case.moral.kin(COMMITTEE, "0147")
    with pytest.raises(ReviewerRecusedError):
        case.decide("2026-11-24 15:00", COMMITTEE, upheld=True)
    assert kin not in claim.hands()


def test_kin_of_a_household_that_was_taken_in_do_not_decide(case: Case) -> None:
    case.appeal()
    case.moral.kin(COMMITTEE, "0148")
    books = Books(case.moral.ledger)
    books.merge(case.moral.homes["0148"], case.home, hohhot("2026-11-21 09:00"))
    with pytest.raises(ReviewerRecusedError):
        case.decide("2026-11-24 15:00", upheld=True)


def test_what_is_withdrawn_is_not_decided(case: Case) -> None:
    case.appeal()
    with pytest.raises(AppealNotFoundError):
        case.tell(WithdrawAppeal, "2026-11-21 09:00", claim_id=case.claim_id, withdrawn_by=new_id())
    case.tell(WithdrawAppeal, "2026-11-21 09:00", claim_id=case.claim_id, withdrawn_by=case.member)
    with pytest.raises(AppealNotFoundError):
        case.decide("2026-11-24 15:00", upheld=True)
    assert (case.balance, case.score) == (50, 94)


def test_a_gain_is_not_appealed_against(case: Case) -> None:
    case.claim_id = case.posted("21", 4, "2026-11-10 09:00", "2026-11-14 00:00").id
    with pytest.raises(AppealNotPossibleError):
        case.appeal()
