"""Commands of the registry."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ledger.kernel.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUnit(Command):
    """Enter a division into the tree."""

    code: str
    name: str
    level: str
    parent_code: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefusedScan(Command):
    """Keep a scan that led to nothing, with the code it was refused with."""

    person_id: UUID | None
    refusal: str
    kind: str | None
    subject_id: UUID | None
    device_id: UUID | None
    unit_code: str
    occurred_at: datetime
    told: dict[str, object]
    """What the person was told, repeated word for word if the same key comes again."""
