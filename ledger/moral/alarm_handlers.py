"""Commands and handlers of concluding about an alarm: one writes, another signs."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.moral.alarm_errors import AlarmDraftChangedError
from ledger.moral.alarm_review import AlarmKind, AlarmReview, Conclusion
from ledger.registry.separation import Hands


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteConclusion(Command):
    """Write what was found out about an alarm, for a second hand to sign.

    ``involved`` are the people whom the facts name: proposers, whoever entered, reviewers. None of
    them concludes. The words stand for all villagers to read, without names.
    """

    alarm_id: UUID
    kind: AlarmKind
    unit_code: str
    conclusion: Conclusion
    seen_position: int
    involved: tuple[UUID, ...]
    text_id: UUID
    drafted_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignConclusion(Command):
    """Sign what another of the committee wrote; ``draft`` is the one that was read."""

    alarm_id: UUID
    draft: int
    involved: tuple[UUID, ...]
    signed_by: UUID


@handles(WriteConclusion, streams=lambda c: [AlarmReview.create_id(c.alarm_id)])
def write_conclusion(session: Session, command: WriteConclusion) -> Answer:
    """Record the words of the first; what came in since it was looked at leaves it open."""
    review = session.find(AlarmReview, AlarmReview.create_id(command.alarm_id))
    is_new = review is None
    if review is None:
        review = AlarmReview(alarm_id=command.alarm_id)
    review.write(
        kind=command.kind,
        unit_code=command.unit_code,
        conclusion=command.conclusion,
        seen_position=command.seen_position,
        text_id=command.text_id,
        involved=Hands.of(*command.involved),
        drafted_by=command.drafted_by,
        at=command.at,
    )
    if is_new:
        session.add(review)
    return {"alarm_id": command.alarm_id, "draft": review.draft}


@handles(SignConclusion, streams=lambda c: [AlarmReview.create_id(c.alarm_id)])
def sign_conclusion(session: Session, command: SignConclusion) -> Answer:
    """Record the second hand: from here on the words are public."""
    review = session.find(AlarmReview, AlarmReview.create_id(command.alarm_id))
    if review is None:
        raise AlarmDraftChangedError
    review.sign(
        draft=command.draft,
        involved=Hands.of(*command.involved),
        signed_by=command.signed_by,
        at=command.at,
    )
    return {"alarm_id": command.alarm_id, "draft": command.draft}
