"""Commands of part-time grid work."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeToGridWork(Command):
    """Say yes to one term of part-time grid work; only the rider says so."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGridWork(Command):
    """Take the yes back, and leave the grid from today on."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGridTraining(Command):
    """Record that a rider was trained."""

    person_id: UUID
    unit_code: str
    held_on: date
    recorded_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointGridWorker(Command):
    """Give a rider a named grid for twelve months."""

    person_id: UUID
    unit_code: str
    from_day: date
    is_paid: bool
    appointed_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewGridWorker(Command):
    """Let a term go on for another twelve months."""

    person_id: UUID
    is_paid: bool
    renewed_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndGridWorker(Command):
    """End a term before its time, as the unit that gave it."""

    person_id: UUID
    ended_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireGridWorker(Command):
    """Let a term be over whose last day has passed."""

    person_id: UUID
