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


UNITS_PER_COMMAND_MAX = 500
"""Units one command registers: few flushes for a whole country, and no endless batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """One of many units that are entered together."""

    code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUnits(Command):
    """Enter many divisions into the tree, all or none."""

    units: tuple[UnitEntry, ...]
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLevels(Command):
    """Say which levels a county has, from itself down, and what they are called there."""

    county_code: str
    names: tuple[tuple[str, str], ...]
    """Pairs of a level and its name."""
    named_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameUnit(Command):
    """Give a unit another name from a day on."""

    code: str
    name: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUnit(Command):
    """Put a unit under another one from a day on. Its code stays."""

    code: str
    parent_code: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseUnit(Command):
    """End a unit; ``valid_from`` is the first day without it."""

    code: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """A new unit that comes out of a split, and the units right below that go to it."""

    code: str
    name: str
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUnit(Command):
    """End a unit in favour of new ones under the same parent, all or nothing."""

    code: str
    heirs: tuple[Heir, ...]
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUnit(Command):
    """End a unit in favour of another one, to which those right below it go."""

    code: str
    into: str
    children: tuple[str, ...]
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRole(Command):
    """Give a person a role in a unit, from a day through another if one is known.

    ``place_id`` limits a keeper to one station or shop.
    """

    person_id: UUID
    role: str
    unit_code: str
    from_day: date
    to_day: date | None
    assigned_by: UUID | None
    place_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRole(Command):
    """End the term that runs on ``to_day``, its last day."""

    person_id: UUID
    role: str
    unit_code: str
    to_day: date
    ended_by: UUID | None
    place_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolDevice(Command):
    """Enter a device that stands in a place from now on, in place of another if one is named."""

    device_id: UUID
    place_kind: str
    place_id: UUID
    unit_code: str
    ordered_by: UUID
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDevice(Command):
    """End a device."""

    device_id: UUID
    revoked_by: UUID


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
