"""How the panel decides (VP-4; decision 0064).

Of the village's reviewers, those who live in the household, are related to it, or had a hand in
the claim do not vote, and any other may recuse themselves. Three have to vote, for or against.
It is decided as soon as the votes still open cannot change the outcome; a tie is a no. So the
order in which people vote never matters.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ledger.moral.claim import Claim
from ledger.moral.claim_errors import AlreadyReviewedError, NotOnPanelError
from ledger.moral.claim_kinds import ClaimState, RejectReason, Vote
from ledger.moral.claim_review import reject, require_state
from ledger.registry.errors import OwnProposalError, ReviewerRecusedError

QUORUM = 3
"""``panel_quorum``: so many vote for or against, or nothing is decided."""
PANEL_SIZE = 5
"""``panel_size``: reviewers a village has as a rule."""
PANEL_MAX = 15
"""Reviewers of a village that are asked at most."""


class Outcome(StrEnum):
    """What the votes so far come to."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    SHORT = "short"
    """Too few may vote for a quorum: the township names substitutes."""


@dataclass(frozen=True, slots=True)
class Count:
    """The votes of a panel. ``may_vote`` are those not recused, whether they have voted or not."""

    votes_for: int
    votes_against: int
    recused: int
    may_vote: int

    @classmethod
    def of(
        cls, votes: Mapping[UUID, Vote], panel: Collection[UUID], barred: Collection[UUID]
    ) -> "Count":
        """Count what was said; who has voted still counts when the term is over meanwhile."""
        out = {it for it in panel if it in barred and it not in votes}
        out |= {who for who, vote in votes.items() if vote is Vote.RECUSED}
        may_vote = (set(panel) | set(votes)) - out
        said = list(votes.values())
        return cls(said.count(Vote.FOR), said.count(Vote.AGAINST), len(out), len(may_vote))

    @property
    def outcome(self) -> Outcome:
        """Tell whether it is decided: whatever those still to vote will say."""
        if self.may_vote < QUORUM:
            return Outcome.SHORT
        cast = self.votes_for + self.votes_against
        if cast < QUORUM:
            return Outcome.OPEN
        still = self.may_vote - cast
        if self.votes_for > self.votes_against + still:
            return Outcome.PASSED
        if self.votes_for + still <= self.votes_against:
            return Outcome.FAILED
        return Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Panel:
    """Who of a village may vote on one claim; ``related`` live there or are kin."""

    reviewers: frozenset[UUID]
    related: frozenset[UUID]

    def barred(self, claim: Claim) -> frozenset[UUID]:
        """Return whoever does not vote on it."""
        return self.related | claim.early_hands()


def vote(claim: Claim, panel: Panel, reviewer_id: UUID, said: Vote, at: datetime) -> Outcome:
    """Record a vote, and the decision if there is one."""
    if str(reviewer_id) in claim.votes:
        raise AlreadyReviewedError(claim_id=str(claim.id))
    require_state(claim, ClaimState.SCREENED)
    if reviewer_id not in panel.reviewers:
        raise NotOnPanelError
    if said is not Vote.RECUSED:
        _require_unbiased(claim, panel, reviewer_id)
    claim.trigger_event(
        claim.Voted, **claim.about, reviewer_id=reviewer_id, vote=said.value, occurred_at=at
    )
    return settle(claim, panel, at)


def settle(claim: Claim, panel: Panel, at: datetime) -> Outcome:
    """Close the vote if it is decided; say so if there can be no quorum, or can again."""
    count = count_of(claim, panel)
    outcome = count.outcome
    is_short = outcome is Outcome.SHORT
    if is_short is not claim.is_panel_short:
        claim.trigger_event(
            claim.PanelCounted,
            **claim.about,
            may_vote=count.may_vote,
            is_short=is_short,
            occurred_at=at,
        )
    if outcome is Outcome.PASSED:
        claim.trigger_event(
            claim.Reviewed,
            **claim.about,
            votes_for=count.votes_for,
            votes_against=count.votes_against,
            recused=count.recused,
            occurred_at=at,
        )
    if outcome is Outcome.FAILED:
        reject(claim, RejectReason.VOTED_DOWN, None, None, at, recused=count.recused)
    return outcome


def count_of(claim: Claim, panel: Panel) -> Count:
    """Count the votes on a claim."""
    votes = {UUID(it): said for it, said in claim.votes.items()}
    return Count.of(votes, panel.reviewers, panel.barred(claim))


def _require_unbiased(claim: Claim, panel: Panel, reviewer_id: UUID) -> None:
    if reviewer_id in panel.related:
        raise ReviewerRecusedError
    if reviewer_id in claim.early_hands():
        raise OwnProposalError
