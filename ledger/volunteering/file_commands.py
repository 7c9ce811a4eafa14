"""Commands of service files, stars and spot checks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.volunteering.stars import StarDecline


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareSkills(Command):
    """Say what one is good at, and what one would like to do."""

    person_id: UUID
    skills: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTraining(Command):
    """Enter a training into somebody's file; the title is the text of ``text_id``."""

    person_id: UUID
    text_id: UUID
    minutes: int
    unit_code: str
    held_on: date
    recorded_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHonour(Command):
    """Enter an honour into somebody's file; the title is the text of ``text_id``."""

    person_id: UUID
    text_id: UUID
    level: str
    unit_code: str
    granted_on: date
    recorded_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRecord(Command):
    """Take back a training or honour that was entered by mistake."""

    person_id: UUID
    record_id: UUID
    withdrawn_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyForStar(Command):
    """Ask for a star."""

    person_id: UUID
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantStar(Command):
    """Give a star that was applied for."""

    person_id: UUID
    application_id: UUID
    granted_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineStar(Command):
    """Do not give a star that was applied for."""

    person_id: UUID
    application_id: UUID
    reason: StarDecline
    declined_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSpotCheck(Command):
    """Write down which random sample was drawn, and from what."""

    unit_code: str
    first_day: date
    last_day: date
    seed: int
    records: int
    drawn_from: int
    digest: str
    read_to: int
    drawn_by: UUID | None
