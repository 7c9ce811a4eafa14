"""Separation of duties: who must be somebody else, in one table for every handler.

Nobody records their own minutes, decides on what they proposed, hands themselves something out,
or posts to their own account and undoes what they posted. Rules, not rights: they hold for every
role and also for commands that come by no page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from ledger.kernel.errors import ForbiddenError
from ledger.registry.errors import (
    KeeperOwnHouseholdError,
    OwnEntryError,
    OwnMinutesError,
    OwnProposalError,
    OwnRequestError,
    OwnRoleError,
    ReviewerRecusedError,
)


class Step(StrEnum):
    """What somebody does to a thing that others have had a hand in."""

    RECORD = "record"
    """Write somebody's minutes down: a scan for another, a make-up entry, a confirmation."""
    PROPOSE = "propose"
    REVIEW = "review"
    POST = "post"
    """Put points on an account by hand."""
    REVERSE = "reverse"
    DECIDE = "decide"
    """Answer what somebody asked for, or enter something into their file."""
    ASSIGN = "assign"
    """Give a role for a term."""
    KEEP = "keep"
    """Hand out, or receive and count what is handed out."""


OWNER = "owner"
"""Whose minutes, points, household or voucher it is."""

_MUST_DIFFER: Mapping[Step, tuple[tuple[str, type[ForbiddenError]], ...]] = {
    Step.RECORD: ((OWNER, OwnMinutesError),),
    Step.PROPOSE: (),
    Step.REVIEW: (
        (Step.PROPOSE, OwnProposalError),
        (Step.RECORD, OwnProposalError),
        (OWNER, ReviewerRecusedError),
    ),
    Step.POST: ((OWNER, OwnEntryError),),
    Step.REVERSE: ((OWNER, OwnEntryError), (Step.POST, OwnEntryError)),
    Step.DECIDE: ((OWNER, OwnRequestError),),
    Step.ASSIGN: ((OWNER, OwnRoleError),),
    Step.KEEP: (
        (OWNER, KeeperOwnHouseholdError),
        (Step.PROPOSE, OwnProposalError),
        (Step.REVIEW, OwnProposalError),
    ),
}
"""For each step, whose hands must be another person's, and the refusal if they are not."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who a thing belongs to, and who took which step with it so far."""

    owners: frozenset[UUID] = frozenset()
    took: Mapping[Step, frozenset[UUID]] = field(default_factory=dict)

    @classmethod
    def of(cls, *owners: UUID, **steps: UUID | None) -> "Hands":
        """Name the owners, and by the name of a step who took it: ``Hands.of(a, post=b)``."""
        took = {Step(name): frozenset([it]) for name, it in steps.items() if it is not None}
        return cls(frozenset(owners), took)

    def refuse(self, step: Step, actor: UUID | None) -> None:
        """Raise if the actor must not take this step; the system itself may take any."""
        if actor is None:
            return
        for who, refusal in _MUST_DIFFER[step]:
            those = self.owners if who == OWNER else self.took.get(Step(who), frozenset())
            if actor in those:
                raise refusal
