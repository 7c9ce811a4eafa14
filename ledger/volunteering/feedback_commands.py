"""Commands of corrections, complaints and evaluations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.evaluation import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCorrection(Command):
    """Say that one's own attendance comes to something else: two times, or minutes."""

    activity_id: UUID
    person_id: UUID
    reason: CorrectionReason
    wants_from: datetime | None = None
    wants_to: datetime | None = None
    wants_minutes: int | None = None
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCorrection(Command):
    """Correct an attendance: to two times, or to minutes, as was asked or otherwise."""

    attendance_id: UUID
    number: int
    decided_by: UUID
    counted_from: datetime | None = None
    counted_to: datetime | None = None
    minutes: int | None = None
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineCorrection(Command):
    """Leave an attendance as it is, and say why."""

    attendance_id: UUID
    number: int
    decided_by: UUID
    text_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCorrection(Command):
    """Take one's request back."""

    attendance_id: UUID
    number: int
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Complain(Command):
    """Complain about an activity."""

    activity_id: UUID
    person_id: UUID
    kind: ComplaintKind
    text_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerComplaint(Command):
    """Answer a complaint."""

    complaint_id: UUID
    is_upheld: bool
    answered_by: UUID
    text_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawComplaint(Command):
    """Take one's complaint back."""

    complaint_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate(Command):
    """Say one to five after an activity, or say it anew within seven days."""

    activity_id: UUID
    person_id: UUID
    """The volunteer, whichever direction."""
    direction: Direction
    stars: int
    given_by: UUID
