"""Claims as pages read them: lists, waiting lists, the story of one, counts and past entries."""

from datetime import date
from typing import Any

import pytest

from ledger.kernel.ids import new_id
from ledger.moral.claim_commands import ReturnClaim, RevokeKinship, TakeBackScreening, WithdrawClaim
from ledger.moral.claim_kinds import ClaimState
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.claims import proposed, put
from tests.support.ledgers import UNIT, hohhot
from tests.support.moral import ENACTED_AT, SCREENED_AT, TUESDAY, MoralVillage

TODAY = date(2026, 11, 12)
VILLAGE = UNIT


@pytest.fixture
def moral(setting: Setting) -> MoralVillage:
    """A village of moral points in the setting's ledger."""
    return MoralVillage(setting.village, VILLAGE).settle()


def photo(letter: str) -> dict[str, Any]:
    return {"photo_ids": (new_id(),), "photo_hashes": (letter * 64,), "evidence": ()}


def test_a_claim_is_found_by_household_proposer_and_state(
    setting: Setting, moral: MoralVillage
) -> None:
    first, second = moral.filed(**photo("a")), moral.filed(item_code="65", evidence=())
    other = moral.by_grid_worker("65", household_id=moral.homes["0148"], evidence=())
    views = setting.project()
    claims, own = views.claims, moral.homes["0147"]
    assert [it.claim_id for it in claims.of_household([own])] == [second, first]
    page = claims.of_household([own], limit=1)
    assert [it.claim_id for it in claims.of_household([own], before=page[0].position)] == [first]
    assert [it.claim_id for it in claims.of_proposer(moral.grid_worker)] == [other]
    found = claims.in_state(VILLAGE, [ClaimState.PROPOSED.value], first=TUESDAY, last=TUESDAY)
    assert [it.claim_id for it in found] == [first, second, other]
    assert claims.in_state(VILLAGE, [ClaimState.PROPOSED.value], last=date(2026, 11, 9)) == []
    row = claims.get(first)
    assert row is not None
    assert (row.points, row.state, row.photo_hashes) == (5, "proposed", ("a" * 64,))
    assert (row.evidence, row.occurred_on) == (("photo",), TUESDAY)
    assert claims.get(new_id()) is None


def test_what_waits_for_screening_is_what_nobody_is_given_days_for(
    setting: Setting, moral: MoralVillage
) -> None:
    gain = moral.filed()
    deduction = moral.by_grid_worker("90", **photo("a"))
    moral.warned(deduction)
    views = setting.project()
    assert [it.claim_id for it in views.claims.to_screen(VILLAGE, TODAY)] == [gain]
    late = date(2026, 11, 19)
    assert [it.claim_id for it in views.claims.to_screen(VILLAGE, late)] == [gain, deduction]
    assert views.claims.count_to_screen(VILLAGE, TODAY) == 1
    filed_by = moral.people["0147"][0]
    assert views.claims.count_to_screen(VILLAGE, TODAY, filed_by) == 0
    assert views.claims.count_to_screen(VILLAGE, TODAY, moral.clerk) == 1
    row = views.claims.get(deduction)
    assert row is not None
    assert (row.needs_warning(TODAY), row.needs_warning(late)) == (True, False)


def test_a_reviewer_sees_what_is_still_to_be_voted_on_and_may_be(
    setting: Setting, moral: MoralVillage
) -> None:
    one, two, three = (moral.filed(number) for number in ("0147", "0148", "0149"))
    voter, screener = moral.panel[0], moral.panel[1]
    moral.kin(voter, "0149")
    for it in (one, two):
        moral.screened(it)
    moral.screened(three, by=screener)
    moral.vote(one, voter, "for")
    reviews = setting.project().reviews
    assert [it.claim_id for it in reviews.waiting(VILLAGE, voter)] == [two]
    assert reviews.count_waiting(VILLAGE, voter) == 1
    assert [it.claim_id for it in reviews.waiting(VILLAGE, screener)] == [one, two]
    own = moral.homes["0148"]
    assert [it.claim_id for it in reviews.waiting(VILLAGE, screener, [own])] == [one]
    assert (reviews.vote_of(one, voter), reviews.vote_of(two, voter)) == ("for", None)
    assert reviews.votes_cast(one) == 1
    assert reviews.kin_of(voter) == [moral.homes["0149"]]
    of = {"person_id": voter, "household_id": moral.homes["0149"]}
    moral.tell(RevokeKinship, at=ENACTED_AT, **of)
    views = setting.project()
    assert [it.claim_id for it in views.reviews.waiting(VILLAGE, voter)] == [two, three]


def test_a_story_names_each_step_with_its_day(setting: Setting, moral: MoralVillage) -> None:
    passed = moral.passed()
    back = moral.filed("0148")
    reason = new_id()
    of = {"claim_id": back, "returned_by": moral.grid_worker, "text_id": reason}
    moral.tell(ReturnClaim, at=SCREENED_AT, **of)
    views = setting.project()
    assert [it.kind for it in views.claims.steps(passed)] == ["proposed", "screened", "reviewed"]
    last = views.claims.steps(back)[-1]
    assert (last.kind, last.detail, last.text_id) == ("rejected", "returned", reason)
    assert last.occurred_at == SCREENED_AT
    row = views.claims.get(passed)
    assert row is not None
    assert (row.state, row.votes_for, row.votes_against, row.recused) == ("reviewed", 3, 0, 0)


def test_counts_follow_every_step(setting: Setting, moral: MoralVillage) -> None:
    moral.passed()
    taken_back = moral.filed("0148")
    moral.filed("0149")
    of = {"claim_id": taken_back, "withdrawn_by": moral.people["0148"][0]}
    moral.tell(WithdrawClaim, at=SCREENED_AT, **of)
    counts = setting.project().claims.counts(VILLAGE)
    assert {state: many for state, many in counts.items() if many} == {
        "proposed": 1,
        "reviewed": 1,
        "withdrawn": 1,
    }
    assert find_differences(setting.ledger, setting.store) == []


def test_claims_without_a_quorum_wait_for_the_township(
    setting: Setting, moral: MoralVillage
) -> None:
    claim_id = moral.filed()
    moral.screened(claim_id)
    moral.votes(claim_id, "recused", "recused", "recused")
    assert [it.claim_id for it in setting.project().reviews.short(VILLAGE[:9])] == [claim_id]
    substitute = new_id()
    moral.appoint(substitute)
    moral.vote(claim_id, substitute, "for", panel=(*moral.panel, substitute))
    assert setting.project().reviews.short(VILLAGE[:9]) == []


def test_past_entries_are_the_posted_acts_of_a_year(setting: Setting) -> None:
    days = [date(2026, 3, 1), date(2026, 1, 5), date(2025, 12, 31)]
    claims = [proposed(occurred_on=day, points=n + 1) for n, day in enumerate(days)]
    for claim in claims:
        post(claim)
    put(setting.ledger, *claims, proposed(occurred_on=days[0]))
    entries = setting.project().moral_entries
    found = list(entries.of_year(UNIT, date(2026, 1, 1), date(2026, 12, 31)))
    assert [(it.occurred_on, it.points) for it in found] == [(days[1], 2), (days[0], 1)]


def post(claim: Any) -> None:
    claim.trigger_event(
        claim.Posted,
        **claim.about,
        entry_id=new_id(),
        points=claim.points,
        taken=claim.points,
        uncollected=0,
        is_deduction=False,
        occurred_on=claim.occurred_on,
        posted_at=hohhot("2026-11-17 00:00"),
        period="2026-11",
    )


def test_a_screening_that_was_taken_back_leaves_the_claim_as_it_was(
    setting: Setting, moral: MoralVillage
) -> None:
    first, second = moral.filed(), moral.filed("0148")
    for it in (first, second):
        moral.screened(it, points=4, text_id=new_id())
    moral.tell(TakeBackScreening, at=SCREENED_AT, claim_id=first, taken_back_by=moral.grid_worker)
    moral.vote(second, moral.panel[0], "for")
    views = setting.project()
    row = views.claims.get(first)
    assert row is not None
    assert (row.state, row.points, row.screened_by) == ("proposed", 5, None)
    assert [it.kind for it in views.claims.steps(first)] == [
        "proposed",
        "screened",
        "screening_taken_back",
    ]
    assert views.claims.counts(VILLAGE) == {"proposed": 1, "screened": 1}
    entry = views.notices.entry(first)
    assert entry is not None
    assert (entry.state, entry.points) == ("proposed", 5)
    assert views.reviews.begun([first, second]) == {second}
    assert views.notices.by_claims([first, second]).keys() == {first, second}
    assert find_differences(setting.ledger, setting.store) == []
