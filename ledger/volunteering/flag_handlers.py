"""The command and handler of reviewing a flag."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.registry.separation import Hands
from ledger.volunteering.flag_review import FlagKind, FlagReview, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFlag(Command):
    """Say what was found out about a flag.

    ``involved`` are the people whom the facts name: volunteers, whoever scanned, ticked, entered
    or confirmed, and leaders. None of them reviews it.
    """

    flag_id: UUID
    kind: FlagKind
    unit_code: str
    outcome: Outcome
    seen_position: int
    involved: tuple[UUID, ...]
    reviewed_by: UUID
    text_id: UUID | None = None


@handles(ReviewFlag, streams=lambda c: [FlagReview.create_id(c.flag_id)])
def review_flag(session: Session, command: ReviewFlag) -> Answer:
    """Record what was found; what came in since it was looked at leaves the flag open."""
    review = session.find(FlagReview, FlagReview.create_id(command.flag_id))
    is_new = review is None
    if review is None:
        review = FlagReview(flag_id=command.flag_id)
    review.review(
        kind=command.kind,
        unit_code=command.unit_code,
        outcome=command.outcome,
        seen_position=command.seen_position,
        text_id=command.text_id,
        involved=Hands.of(*command.involved),
        reviewed_by=command.reviewed_by,
        at=command.at,
    )
    if is_new:
        session.add(review)
    return {"flag_id": command.flag_id, "outcome": command.outcome.value}
