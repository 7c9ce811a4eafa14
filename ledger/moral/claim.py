"""Claim: one act of a household, from the proposal to the points (申报).

Gains and deductions go the same way (VP-4). This file says what can happen to a claim; what must
hold before it does is decided in ``claim_review`` and ``claim_vote`` (until the panel has voted),
``claim_notice`` (public notice, objections), ``claim_posting`` and, once posted, ``posting``.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.moral.claim_facts import ACT, About, Standing
from ledger.moral.claim_kinds import ClaimState, Vote

__all__ = ["Claim"]


class Claim(Standing, Aggregate):
    """One stream an act: the same household, item, day and picture are the same claim (VP-11)."""

    TOPIC = "claim"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "claim.created"

    class Proposed(About, Created):
        """``points`` is positive for gains and deductions alike; ``version`` is the rule book's."""

        TOPIC = "claim.proposed"
        class_version = 2
        version: int
        kind: str
        points: int
        is_deduction: bool
        is_safety: bool
        notice_days: int
        occurred_on: date
        person_id: UUID | None
        proposed_by: UUID
        proposer_role: str
        entered_by: UUID | None
        source: str
        text_id: UUID | None
        photo_ids: list[UUID]
        photo_hashes: list[str]
        photo_marks: list[str]
        evidence: list[str]
        occurred_at: datetime

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 marks what its pictures show, 64 bits each; until then nobody compared them."""
            state["photo_marks"] = []

        def apply(self, aggregate: Any) -> None:
            """Take what the act consists of."""
            for name in ACT:
                setattr(aggregate, name, getattr(self, name))
            aggregate.rule_version = self.version  # an aggregate's own version is another thing

    class Screened(About, Event):
        TOPIC = "claim.screened"
        screened_by: UUID
        points: int
        text_id: UUID | None
        occurred_at: datetime

    class ScreeningTakenBack(About, Event):
        """It stands as it did before it was screened; nobody on the panel had voted."""

        TOPIC = "claim.screening_taken_back"
        taken_back_by: UUID
        state: str
        points: int
        occurred_at: datetime

    class Warned(About, Event):
        """The household was told in private (grey notice), and has until a day to put it right."""

        TOPIC = "claim.warned"
        warned_by: UUID
        put_right_until: date
        occurred_at: datetime

    class Voted(About, Event):
        """A reviewer votes, or is recused; the same reviewer once."""

        TOPIC = "claim.voted"
        reviewer_id: UUID
        vote: str
        occurred_at: datetime

    class PanelCounted(About, Event):
        """So few may vote that there is no quorum, or enough again: then substitutes came."""

        TOPIC = "claim.panel_counted"
        may_vote: int
        is_short: bool
        occurred_at: datetime

    class Reviewed(About, Event):
        """The panel has passed it."""

        TOPIC = "claim.reviewed"
        votes_for: int
        votes_against: int
        recused: int
        occurred_at: datetime

    class Publicised(About, Event):
        """It stands on a public notice, the ``round``-th; a deduction's end is not known yet."""

        TOPIC = "claim.publicised"
        notice_id: UUID
        line: int
        round: int
        closes_at: datetime | None
        occurred_at: datetime

    class NoticeDelivered(About, Event):
        """The household of a deduction has its own notice: only from here do its days run."""

        TOPIC = "claim.notice_delivered"
        method: str
        delivered_by: UUID | None
        closes_at: datetime
        occurred_at: datetime

    class Objected(About, Event):
        """Somebody objects: the clock of this one stops. Who it was, only the committee sees."""

        TOPIC = "claim.objected"
        objection_id: UUID
        objected_by: UUID | None
        method: str
        text_id: UUID | None
        entered_by: UUID | None
        answer_due_on: date | None
        occurred_at: datetime

    class ObjectionDecided(About, Event):
        """Upheld: it comes to nothing. Not upheld: it is publicised once more."""

        TOPIC = "claim.objection_decided"
        objection_id: UUID
        is_upheld: bool
        decided_by: UUID
        text_id: UUID | None
        occurred_at: datetime

    class Posted(About, Event):
        """The points reached the household, or what it had of them left: ``taken``."""

        TOPIC = "claim.posted"
        entry_id: UUID
        points: int
        taken: int
        uncollected: int
        is_deduction: bool
        occurred_on: date
        posted_at: datetime
        period: str

    class Rejected(About, Event):
        TOPIC = "claim.rejected"
        reason: str
        rejected_by: UUID | None
        votes_for: int
        votes_against: int
        recused: int
        text_id: UUID | None
        occurred_at: datetime

    class Withdrawn(About, Event):
        TOPIC = "claim.withdrawn"
        withdrawn_by: UUID
        occurred_at: datetime

    class Reversed(About, Event):
        """What was posted is undone by a new entry; the earlier events stay as they are."""

        TOPIC = "claim.reversed"
        cause: str
        entry_id: UUID
        points: int
        shortfall: int
        reversed_by: UUID
        approved_by: UUID | None
        occurred_at: datetime
        period: str

    @staticmethod
    def create_id(household_id: UUID, item_code: str, day: date, evidence: str) -> UUID:
        """One act, one claim (VP-11). ``evidence`` is the first picture's hash, or else the key."""
        return derive("claim", household_id, item_code, day.isoformat(), evidence)

    @event(Proposed)
    def __init__(self, household_id: UUID, unit_code: str, item_code: str) -> None:
        self.household_id, self.unit_code, self.item_code = household_id, unit_code, item_code
        self.state = ClaimState.PROPOSED
        self.screened_by = self.warned_by = None
        self.put_right_until: date | None = None
        self.is_panel_short = False
        self.votes: dict[str, Vote] = {}
        self.notice_id: UUID | None = None
        self.round = self.line = 0
        self.closes_at: datetime | None = None
        self.is_delivered = False
        self.objection_id: UUID | None = None
        self.objection_hands: list[UUID] = []
        self.objected_by = self.objection_entered_by = None
        self.entry_id: UUID | None = None
        self.posted_at: datetime | None = None

    # Evolution: believe the event. ------------------------------------------------

    @event(Screened)
    def _screened(self, screened_by: UUID, points: int) -> None:
        self.state, self.screened_by = ClaimState.SCREENED, screened_by
        self.points_before, self.points = self.points, points

    @event(ScreeningTakenBack)
    def _screening_taken_back(self, state: str, points: int) -> None:
        self.state, self.points = ClaimState(state), points
        self.screened_by, self.is_panel_short = None, False

    @event(Warned)
    def _warned(self, warned_by: UUID, put_right_until: date) -> None:
        self.state = ClaimState.WARNED
        self.warned_by = warned_by
        self.put_right_until = put_right_until

    @event(Voted)
    def _voted(self, reviewer_id: UUID, vote: str) -> None:
        self.votes[str(reviewer_id)] = Vote(vote)

    @event(PanelCounted)
    def _panel_counted(self, is_short: bool) -> None:
        self.is_panel_short = is_short

    @event(Reviewed)
    def _reviewed(self) -> None:
        self.state = ClaimState.REVIEWED

    @event(Publicised)
    def _publicised(
        self,
        notice_id: UUID,
        line: int,
        round: int,  # noqa: A002 - an event's field
        closes_at: datetime | None,
        occurred_at: datetime,
    ) -> None:
        self.state = ClaimState.PUBLICISED
        self.publicised_on = local_date(occurred_at)
        self.notice_id, self.line = notice_id, line
        self.round, self.closes_at = round, closes_at
        self.is_delivered = False

    @event(NoticeDelivered)
    def _notice_delivered(self, closes_at: datetime) -> None:
        self.is_delivered = True
        self.closes_at = closes_at

    @event(Objected)
    def _objected(
        self, objection_id: UUID, objected_by: UUID | None, entered_by: UUID | None
    ) -> None:
        self.state = ClaimState.OBJECTED
        self.objection_id, self.objected_by = objection_id, objected_by
        self.objection_entered_by = entered_by

    @event(ObjectionDecided)
    def _objection_decided(self, decided_by: UUID) -> None:
        self.objection_id = None
        self.objection_hands.append(decided_by)

    @event(Posted)
    def _posted(self, entry_id: UUID, points: int, posted_at: datetime) -> None:
        self.state, self.points = ClaimState.POSTED, points
        self.entry_id, self.posted_at = entry_id, posted_at

    @event(Rejected)
    def _rejected(self) -> None:
        self.state = ClaimState.REJECTED

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.state = ClaimState.WITHDRAWN

    @event(Reversed)
    def _reversed(self) -> None:
        self.state = ClaimState.REVERSED
