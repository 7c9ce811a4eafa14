"""The panel: quorum, majority, recusal of kin, and that the order of votes never matters."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import RevokeKinship
from ledger.moral.claim_errors import AlreadyReviewedError, ClaimStepError, NotOnPanelError
from ledger.moral.claim_kinds import ClaimState, Vote
from ledger.moral.claim_vote import QUORUM, Count, Outcome, Panel, vote
from ledger.moral.items import Proposer
from ledger.registry.errors import OwnProposalError, ReviewerRecusedError
from tests.support.claims import proposed, screen
from tests.support.ledgers import read_log
from tests.support.moral import ENACTED_AT, REVIEWED_AT, MoralVillage

VOTES = st.lists(st.sampled_from(Vote), max_size=9)


def waiting(moral: MoralVillage) -> UUID:
    claim_id = moral.filed()
    moral.screened(claim_id)
    return claim_id


def test_a9_one_recused_three_for_one_against_is_passed(moral: MoralVillage) -> None:
    claim_id = waiting(moral)
    said = ("recused", "for", "for", "against")
    assert moral.votes(claim_id, *said)["outcome"] == "open"
    answer = moral.vote(claim_id, moral.panel[4], "for")
    assert (answer["state"], answer["outcome"]) == ("reviewed", "passed")
    assert moral.claim(claim_id).state is ClaimState.REVIEWED
    (passed,) = [it for it in read_log(moral.ledger) if isinstance(it, Claim.Reviewed)]
    assert (passed.votes_for, passed.votes_against, passed.recused) == (3, 1, 1)


def test_a_vote_ends_when_the_rest_cannot_change_it(moral: MoralVillage) -> None:
    claim_id = waiting(moral)
    assert moral.votes(claim_id, "for", "for")["outcome"] == "open"
    assert moral.vote(claim_id, moral.panel[2], "for")["outcome"] == "passed"
    with pytest.raises(ClaimStepError):
        moral.vote(claim_id, moral.panel[3], "against")


def test_a_majority_against_and_a_tie_come_to_nothing(moral: MoralVillage) -> None:
    down, tie = waiting(moral), waiting(moral)
    assert moral.votes(down, "against", "against", "against")["state"] == "rejected"
    answer = moral.votes(tie, "recused", "for", "against", "for", "against")
    assert (answer["state"], answer["outcome"]) == ("rejected", "failed")
    ends = [it for it in read_log(moral.ledger) if isinstance(it, Claim.Rejected)]
    assert {it.reason for it in ends} == {"voted_down"}


def test_nobody_votes_twice(moral: MoralVillage) -> None:
    claim_id = waiting(moral)
    moral.vote(claim_id, moral.panel[0], "recused")
    for said in Vote:
        with pytest.raises(AlreadyReviewedError):
            moral.vote(claim_id, moral.panel[0], said)


def test_only_reviewers_of_the_village_vote_while_their_term_runs(moral: MoralVillage) -> None:
    claim_id, former, elsewhere = waiting(moral), new_id(), new_id()
    moral.appoint(former, to_day=ENACTED_AT.date() + timedelta(days=7))
    moral.register("150104003006")
    moral.appoint(elsewhere, unit_code="150104003006")
    for person in (former, elsewhere, new_id(), moral.grid_worker):
        with pytest.raises(NotOnPanelError):
            moral.vote(claim_id, person, "for")


def test_whoever_proposed_typed_in_or_screened_does_not_vote(moral: MoralVillage) -> None:
    proposer, screener, member = (*moral.panel[:2], moral.people["0148"][0])
    claim_id = moral.filed(
        item_code="65", evidence=(), proposed_by=proposer, proposer_role=Proposer.CLERK
    )
    moral.screened(claim_id, by=screener)
    for it in (proposer, screener):
        with pytest.raises(OwnProposalError):
            moral.vote(claim_id, it, "for")
    moral.appoint(member)
    own = moral.filed("0148")
    moral.screened(own)
    with pytest.raises(ReviewerRecusedError):
        moral.vote(own, member, "for")
    for it in moral.panel[2:]:
        answer = moral.vote(claim_id, it, "for")
    assert (answer["outcome"], answer["recused"]) == ("passed", 2)


def test_kin_do_not_vote_and_count_as_recused(moral: MoralVillage) -> None:
    kin = moral.panel[0]
    moral.kin(kin, "0147")
    claim_id, other = waiting(moral), moral.filed("0148")
    moral.screened(other)
    with pytest.raises(ReviewerRecusedError):
        moral.vote(claim_id, kin, "against")
    moral.vote(other, kin, "for")
    for n, said in enumerate(("for", "for", "against", "for"), 1):
        answer = moral.vote(claim_id, moral.panel[n], said)
    assert (answer["outcome"], answer["recused"]) == ("passed", 1)


def test_kinship_that_was_taken_back_bars_nobody(moral: MoralVillage) -> None:
    moral.kin(moral.panel[0], "0147")
    moral.tell(
        RevokeKinship,
        at=ENACTED_AT,
        person_id=moral.panel[0],
        household_id=moral.homes["0147"],
    )
    moral.vote(waiting(moral), moral.panel[0], "for")


def test_too_few_left_for_a_quorum_is_said_and_a_substitute_helps(moral: MoralVillage) -> None:
    claim_id = waiting(moral)
    answer = moral.votes(claim_id, "recused", "recused", "recused")
    assert (answer["outcome"], answer["substitutes_needed"]) == ("short", True)
    assert moral.claim(claim_id).is_panel_short
    assert moral.vote(claim_id, moral.panel[3], "for")["outcome"] == "short"
    substitute = new_id()
    moral.appoint(substitute)
    panel = (*moral.panel, substitute)
    answer = moral.vote(claim_id, substitute, "for", panel=panel)
    assert (answer["outcome"], moral.claim(claim_id).is_panel_short) == ("open", False)
    assert moral.vote(claim_id, moral.panel[4], "against", panel=panel)["outcome"] == "passed"


def test_a_village_without_a_panel_is_told_so_at_screening(moral: MoralVillage) -> None:
    for it in moral.panel[:3]:
        moral.kin(it, "0147")
    assert moral.screened(moral.filed())["is_panel_short"]
    assert not moral.screened(moral.filed("0148"))["is_panel_short"]


@settings(max_examples=200, deadline=None)
@given(said=VOTES, more=st.integers(0, 3), barred=st.integers(0, 3), data=st.data())
def test_the_order_of_votes_never_matters(
    said: list[Vote], more: int, barred: int, data: st.DataObject
) -> None:
    voters = [new_id() for _ in said]
    related = [new_id() for _ in range(barred)]
    panel = Panel(
        frozenset([*voters, *related, *(new_id() for _ in range(more))]), frozenset(related)
    )
    cast = list(zip(voters, said, strict=True))
    outcomes = {play(panel, cast), play(panel, data.draw(st.permutations(cast)))}
    assert len(outcomes) == 1
    assert_fair(outcomes.pop(), said, more)


def play(panel: Panel, cast: list[tuple[UUID, Vote]]) -> Outcome:
    """Vote in an order until it is decided."""
    claim = proposed()
    screen(claim)
    outcome = Count.of({}, panel.reviewers, panel.barred(claim)).outcome
    for reviewer, said in cast:
        if claim.state is not ClaimState.SCREENED:
            break
        outcome = vote(claim, panel, reviewer, said, REVIEWED_AT)
    return outcome


def assert_fair(outcome: Outcome, said: list[Vote], silent: int) -> None:
    """Compare with the votes as they would be counted by hand."""
    for_it, against = said.count(Vote.FOR), said.count(Vote.AGAINST)
    if outcome is Outcome.PASSED:
        assert for_it + against >= QUORUM
        assert for_it > against
    if outcome is Outcome.FAILED:
        assert for_it + against >= QUORUM
        assert for_it <= against
    if outcome is Outcome.SHORT:
        assert for_it + against + silent < QUORUM
