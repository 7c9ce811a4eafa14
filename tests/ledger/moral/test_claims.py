"""Claims until the panel votes: who may file what and when, never twice, screened by another."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.households.commands import JoinScheme, LeaveScheme
from ledger.households.errors import (
    HouseholdMemberRequiredError,
    HouseholdNotInSchemeError,
    NotInHouseholdError,
)
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import PutRight, ReturnClaim, TakeBackScreening, WithdrawClaim
from ledger.moral.claim_errors import (
    ClaimAlreadyFiledError,
    ClaimDayInvalidError,
    ClaimPointsInvalidError,
    ClaimStepError,
    ClaimWithdrawalError,
    EvidenceRequiredError,
    PaperEntryTooLateError,
    PhotoAlreadyUsedError,
    ProposerNotAllowedError,
    ReasonRequiredError,
    ScreeningFinalError,
    WarningRequiredError,
)
from ledger.moral.claim_kinds import ClaimState, Source
from ledger.moral.claim_photo import ClaimPhoto
from ledger.moral.claim_proposal import ACT_DAYS_AGO_MAX, PAPER_DAYS_AGO_MAX
from ledger.moral.items import EvidenceKind, Proposer
from ledger.moral.rulebook_errors import (
    DeductionsOffError,
    RulebookNotInForceError,
    RuleItemNotFoundError,
)
from ledger.moral.score_errors import ItemCapReachedError
from ledger.moral.score_year import ScoreYear
from ledger.moral.template import built_in
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.errors import OwnProposalError, ReviewerRecusedError
from tests.support.claims import put
from tests.support.ledgers import UNIT, Village, hohhot, read_log
from tests.support.moral import FILED_AT, SCREENED_AT, TUESDAY, MoralVillage

PICTURE, OTHER_PICTURE = "a" * 64, "b" * 64


def with_photo(picture: str = PICTURE, **more: Any) -> dict[str, Any]:
    return {"photo_ids": (new_id(),), "photo_hashes": (picture,), "evidence": ()} | more


def test_a_household_files_by_the_version_of_the_day_of_the_act(moral: MoralVillage) -> None:
    answer = moral.file()
    claim = moral.claim(UUID(answer["claim_id"]))
    assert (claim.state, claim.points, claim.rule_version) == (ClaimState.PROPOSED, 5, 1)
    (said,) = [it for it in read_log(moral.ledger) if isinstance(it, Claim.Proposed)]
    assert (said.proposer_role, said.evidence, said.kind) == ("household", ["record"], "frugal")
    with pytest.raises(RulebookNotInForceError):
        moral.file(at=hohhot("2026-10-20 09:00"), occurred_on=date(2026, 10, 4))
    with pytest.raises(RuleItemNotFoundError):
        moral.file(item_code="99")


def test_nothing_is_filed_about_a_household_that_left_the_scheme(moral: MoralVillage) -> None:
    on_the_way = moral.filed()
    of = {"household_id": moral.homes["0147"], "agreed_by": moral.people["0147"][0]}
    moral.tell(LeaveScheme, at=FILED_AT, **of, age=AgeBand.ADULT)
    with pytest.raises(HouseholdNotInSchemeError):
        moral.filed(item_code="31")
    with pytest.raises(HouseholdNotInSchemeError):
        moral.by_grid_worker("92")
    moral.screened(on_the_way)
    assert moral.claim(on_the_way).state is ClaimState.SCREENED, "what is on its way goes on"
    moral.tell(JoinScheme, at=FILED_AT, **of, age=AgeBand.ADULT)
    moral.filed(item_code="31")


def test_nobody_files_what_is_to_come_or_long_gone(moral: MoralVillage) -> None:
    oldest = TUESDAY - timedelta(days=ACT_DAYS_AGO_MAX)
    moral.file(occurred_on=oldest)
    for day in (TUESDAY + timedelta(days=1), oldest - timedelta(days=1)):
        with pytest.raises(ClaimDayInvalidError):
            moral.file(occurred_on=day)


def test_a_paper_sheet_is_typed_in_within_ten_days_and_with_its_picture(
    moral: MoralVillage,
) -> None:
    paper = {"source": Source.PAPER_SHEET, "entered_by": moral.clerk}
    oldest = TUESDAY - timedelta(days=PAPER_DAYS_AGO_MAX)
    moral.file(occurred_on=oldest, **paper, **with_photo())
    with pytest.raises(PaperEntryTooLateError):
        moral.file(occurred_on=oldest - timedelta(days=1), **paper, **with_photo(OTHER_PICTURE))
    with pytest.raises(EvidenceRequiredError):
        moral.file(**paper)


def test_an_item_says_who_proposes_and_by_what(moral: MoralVillage) -> None:
    stranger, (member, _) = new_id(), moral.people["0148"]
    with pytest.raises(ProposerNotAllowedError):
        moral.file(item_code="23")
    with pytest.raises(HouseholdMemberRequiredError):
        moral.file(proposed_by=stranger)
    with pytest.raises(HouseholdMemberRequiredError):
        moral.file(proposed_by=stranger, proposer_role=Proposer.NEIGHBOUR)
    with pytest.raises(NotInHouseholdError):
        moral.file(person_id=member)
    with pytest.raises(EvidenceRequiredError):
        moral.file(evidence=(EvidenceKind.WITNESS,))
    with pytest.raises(EvidenceRequiredError):
        moral.file(item_code="66", evidence=(EvidenceKind.PHOTO,))
    moral.file(item_code="65", evidence=())
    neighbour = {"proposed_by": member, "proposer_household_id": moral.homes["0148"]}
    moral.file(proposer_role=Proposer.NEIGHBOUR, **neighbour)


def test_a_household_does_not_recommend_itself_as_a_neighbour_or_as_staff(
    moral: MoralVillage,
) -> None:
    member = moral.people["0147"][0]
    for role in (Proposer.NEIGHBOUR, Proposer.GRID_WORKER):
        own = {"proposed_by": member, "proposer_household_id": moral.homes["0147"]}
        with pytest.raises(OwnProposalError):
            moral.file(proposer_role=role, **own)


def test_fewer_points_may_be_filed_and_never_more(moral: MoralVillage) -> None:
    assert moral.file(points=3)["points"] == 3
    for points in (0, 6, -5):
        with pytest.raises(ClaimPointsInvalidError):
            moral.file(points=points)


def test_one_act_is_filed_once_and_anew_when_it_came_to_nothing(moral: MoralVillage) -> None:
    first = moral.filed(**with_photo())
    with pytest.raises(ClaimAlreadyFiledError) as refused:
        moral.file(**with_photo())
    assert refused.value.facts == {"claim_id": str(first)}
    moral.tell(WithdrawClaim, at=FILED_AT, claim_id=first, withdrawn_by=moral.people["0147"][1])
    assert moral.filed(**with_photo()) != first


def test_a_picture_used_before_is_refused_for_the_same_item_and_flagged_for_others(
    moral: MoralVillage,
) -> None:
    moral.file(**with_photo())
    with pytest.raises(PhotoAlreadyUsedError):
        moral.file(occurred_on=TUESDAY - timedelta(days=1), **with_photo())
    assert moral.file("0148", **with_photo())["photo_reused"]
    assert not moral.file("0149", **with_photo(OTHER_PICTURE))["photo_reused"]
    again = [it for it in read_log(moral.ledger) if isinstance(it, ClaimPhoto.UsedAgain)]
    assert [it.household_id for it in again] == [moral.homes["0148"]]


def test_whoever_proposed_typed_in_or_lives_there_does_not_screen(moral: MoralVillage) -> None:
    own = moral.by_grid_worker("65")
    typed = moral.filed(entered_by=moral.clerk, source=Source.DESK)
    with pytest.raises(OwnProposalError):
        moral.screened(own)
    with pytest.raises(OwnProposalError):
        moral.screened(typed, by=moral.clerk)
    with pytest.raises(ReviewerRecusedError):
        moral.screened(typed, by=moral.people["0147"][1])
    assert moral.screened(own, by=moral.clerk)["state"] == "screened"
    with pytest.raises(ClaimStepError):
        moral.screened(own, by=moral.clerk)


def test_fewer_points_need_a_reason(moral: MoralVillage) -> None:
    claim = moral.filed()
    with pytest.raises(ReasonRequiredError):
        moral.screened(claim, points=4)
    with pytest.raises(ClaimPointsInvalidError):
        moral.screened(claim, points=6, text_id=new_id())
    assert moral.screened(claim, points=4, text_id=new_id())["points"] == 4
    assert moral.claim(claim).points == 4


def test_a_screening_is_taken_back_by_who_did_it_while_nobody_has_voted(
    moral: MoralVillage,
) -> None:
    claim = moral.filed()
    back: dict[str, Any] = {"claim_id": claim, "at": SCREENED_AT}
    with pytest.raises(ClaimStepError):
        moral.tell(TakeBackScreening, **back, taken_back_by=moral.grid_worker)
    moral.screened(claim, points=4, text_id=new_id())
    with pytest.raises(ScreeningFinalError):
        moral.tell(TakeBackScreening, **back, taken_back_by=moral.clerk)
    answer = moral.tell(TakeBackScreening, **back, taken_back_by=moral.grid_worker)
    assert (answer["state"], answer["points"]) == ("proposed", 5)
    assert moral.screened(claim, by=moral.clerk)["points"] == 5
    moral.vote(claim, moral.panel[0], "for")
    with pytest.raises(ScreeningFinalError):
        moral.tell(TakeBackScreening, **back, taken_back_by=moral.clerk)


def test_a_screened_deduction_goes_back_to_the_warning_it_had(moral: MoralVillage) -> None:
    claim = moral.by_grid_worker("90", **with_photo())
    moral.warned(claim)
    later = SCREENED_AT + timedelta(days=8)
    moral.screened(claim, by=moral.clerk, at=later)
    moral.tell(TakeBackScreening, claim_id=claim, taken_back_by=moral.clerk, at=later)
    found = moral.claim(claim)
    assert (found.state, found.screened_by) == (ClaimState.WARNED, None)
    assert found.put_right_until is not None


def test_a_claim_is_sent_back_with_a_reason(moral: MoralVillage) -> None:
    claim = moral.filed()
    say: dict[str, Any] = {"claim_id": claim, "at": SCREENED_AT}
    with pytest.raises(ReasonRequiredError):
        moral.tell(ReturnClaim, **say, returned_by=moral.grid_worker, text_id=None)
    with pytest.raises(OwnProposalError):
        moral.tell(ReturnClaim, **say, returned_by=moral.people["0147"][0], text_id=new_id())
    moral.tell(ReturnClaim, **say, returned_by=moral.grid_worker, text_id=new_id())
    assert moral.claim(claim).state is ClaimState.REJECTED


def test_a_deduction_is_warned_of_first_and_has_seven_days(moral: MoralVillage) -> None:
    claim = moral.by_grid_worker("90", **with_photo())
    with pytest.raises(WarningRequiredError):
        moral.screened(claim, by=moral.clerk)
    with pytest.raises(OwnProposalError):
        moral.warned(claim, by=moral.grid_worker)
    until = moral.warned(claim)["put_right_until"]
    assert until == "2026-11-18"
    with pytest.raises(WarningRequiredError):
        moral.screened(claim, by=moral.clerk, at=hohhot("2026-11-18 23:59"))
    moral.screened(claim, by=moral.clerk, at=hohhot("2026-11-19 00:00"))
    assert moral.claim(claim).state is ClaimState.SCREENED


def test_what_is_put_right_in_time_is_not_deducted(moral: MoralVillage) -> None:
    claim = moral.by_grid_worker("90", **with_photo())
    moral.warned(claim)
    say: dict[str, Any] = {"claim_id": claim, "at": SCREENED_AT}
    with pytest.raises(ReviewerRecusedError):
        moral.tell(PutRight, **say, found_by=moral.people["0147"][0])
    moral.tell(PutRight, **say, found_by=moral.grid_worker)
    (end,) = [it for it in read_log(moral.ledger) if isinstance(it, Claim.Rejected)]
    assert (end.reason, moral.claim(claim).state) == ("put_right", ClaimState.REJECTED)


def test_safety_is_not_warned_of(moral: MoralVillage) -> None:
    claim = moral.by_grid_worker("92", **with_photo())
    with pytest.raises(ClaimStepError):
        moral.warned(claim)
    moral.screened(claim, by=moral.clerk)


def test_deductions_are_off_until_the_village_switches_them_on(village: Village) -> None:
    moral = MoralVillage(village).settle(deductions_on=False)
    with pytest.raises(DeductionsOffError):
        moral.by_grid_worker("90", **with_photo())


def test_a_household_withdraws_its_gain_and_never_its_deduction(moral: MoralVillage) -> None:
    one, other = moral.people["0147"]
    gain, deduction = moral.filed(), moral.by_grid_worker("92", **with_photo())
    say: dict[str, Any] = {"at": SCREENED_AT}
    with pytest.raises(ClaimWithdrawalError):
        moral.tell(WithdrawClaim, **say, claim_id=gain, withdrawn_by=moral.people["0148"][0])
    moral.tell(WithdrawClaim, **say, claim_id=gain, withdrawn_by=other)
    with pytest.raises(ClaimWithdrawalError):
        moral.tell(WithdrawClaim, **say, claim_id=deduction, withdrawn_by=one)
    moral.tell(WithdrawClaim, **say, claim_id=deduction, withdrawn_by=moral.grid_worker)
    with pytest.raises(ClaimStepError):
        moral.screened(deduction, by=moral.clerk)


def test_what_the_caps_leave_is_filed_and_nothing_beyond(moral: MoralVillage) -> None:
    year = ScoreYear(household_id=moral.homes["0147"], unit_code=UNIT, year=2026, base=100)
    rule = built_in().items
    (care,) = [it for it in rule if it.code == "12"]
    for day, points in ((TUESDAY - timedelta(days=2), 2), (TUESDAY - timedelta(days=1), 1)):
        act = {"entry_id": new_id(), "claim_id": None, "occurred_on": day, "period": "2026-11"}
        year.add(care, points, **act, occurred_at=FILED_AT)
    put(moral.ledger, year)
    witness = {"item_code": "12", "evidence": (EvidenceKind.WITNESS,)}
    capped = moral.file(**witness, occurred_on=TUESDAY - timedelta(days=1))
    assert (capped["points"], capped["is_capped"]) == (1, True)
    with pytest.raises(ItemCapReachedError):
        moral.file(**witness, occurred_on=TUESDAY - timedelta(days=2))
    assert moral.file(**witness)["points"] == 2
