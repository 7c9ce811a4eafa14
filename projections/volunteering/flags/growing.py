"""How flags grow: what they rest on is added, and nothing is ever taken away."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ledger.kernel.ids import derive
from ledger.volunteering.flag_review import FlagKind
from projections.rows import Record, Rows
from projections.volunteering.flags.rules import common_unit, is_over


class FlagState(StrEnum):
    """Where a flag stands."""

    BELOW = "below"
    """Under its threshold: not to be seen."""
    OPEN = "open"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a flag is about: a device at an activity, or a person in a day or month."""

    kind: FlagKind
    person_id: UUID | None = None
    activity_id: UUID | None = None
    device_id: UUID | None = None
    period: str = ""

    @property
    def flag_id(self) -> UUID:
        """The ID follows from the subject, so that every replay gives the same."""
        parts = (self.person_id, self.activity_id, self.device_id, self.period)
        return derive("flag", self.kind.value, *parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing a flag rests on."""

    ground_id: UUID
    person_id: UUID
    unit_code: str
    occurred_at: datetime
    attendance_id: UUID | None = None
    activity_id: UUID | None = None
    station_id: UUID | None = None
    minutes: int = 0


class Growing:
    """The rows of flags and of what they rest on, while a batch is folded."""

    def __init__(self, flags: Rows, grounds: Rows) -> None:
        self._flags, self._grounds = flags, grounds

    def load(self, wanted: Iterable[tuple[UUID, UUID]]) -> None:
        """Read flags and grounds that will most likely grow; others are read when they do."""
        keys = list(wanted)
        self._flags.load(flag_id for flag_id, _ in keys)
        self._grounds.load(keys)

    def grow(
        self, subject: Subject, grounds: Iterable[Ground], position: int, until: datetime
    ) -> None:
        """Let a flag rest on more; ``until`` is the latest moment it tells of."""
        for ground in grounds:
            row = self._flag(subject, ground)
            more = self._add(subject.flag_id, ground, row)
            row["unit_code"] = common_unit(row["unit_code"], ground.unit_code)
            row["first_at"] = min(row["first_at"], ground.occurred_at)
            row["last_at"] = max(row["last_at"], ground.occurred_at, until)
            row["with_visits"] = row["with_visits"] or ground.station_id is not None
            if more:
                row["grown_position"] = position
            row["state"] = state_of(row).value

    def find(self, flag_id: UUID) -> Record | None:
        """Return a flag for changing, if it is there."""
        self._flags.load([flag_id])
        return None if self._flags.get(flag_id) is None else self._flags.change(flag_id)

    def _flag(self, subject: Subject, ground: Ground) -> Record:
        found = self.find(subject.flag_id)
        if found is not None:
            return found
        start: dict[str, Any] = asdict(subject) | {
            "flag_id": subject.flag_id,
            "kind": subject.kind.value,
            "unit_code": ground.unit_code,
            "state": FlagState.BELOW.value,
            "first_at": ground.occurred_at,
            "last_at": ground.occurred_at,
            "with_visits": False,
            **dict.fromkeys(("grounds", "minutes", "grown_position", "seen_position"), 0),
        }
        return self._flags.put(start)

    def _add(self, flag_id: UUID, ground: Ground, row: Record) -> bool:
        """Add a ground, or bring a known one up to date; tell whether there is more than before."""
        key = (flag_id, ground.ground_id)
        self._grounds.load([key])
        if self._grounds.get(key) is None:
            self._grounds.put({"flag_id": flag_id, **asdict(ground)})
            row["grounds"] += 1
            row["minutes"] += ground.minutes
            return True
        known = self._grounds.change(key)
        more = max(0, ground.minutes - known["minutes"])
        known["minutes"] += more
        known["occurred_at"] = min(known["occurred_at"], ground.occurred_at)
        row["minutes"] += more
        return bool(more > 0)


def state_of(row: Record) -> FlagState:
    """Return where a flag stands: one that grew since it was looked at is open again."""
    if not is_over(row["kind"], row["grounds"], row["minutes"]):
        return FlagState.BELOW
    seen = row["seen_position"] >= row["grown_position"]
    return FlagState.REVIEWED if seen else FlagState.OPEN
