"""Uses of a device, and ticks on a list: who was written down with what, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from projections.columns import EPOCH
from projections.volunteering.flags.growing import Ground

_MICROSECOND = timedelta(microseconds=1)
_MARK = "|"


@dataclass(frozen=True, slots=True)
class Use:
    """A device scanned for somebody."""

    attendance_id: UUID
    person_id: UUID
    first_at: datetime
    last_at: datetime

    def written(self) -> str:
        """Write it as a word of a row."""
        times = (str((it - EPOCH) // _MICROSECOND) for it in (self.first_at, self.last_at))
        return _MARK.join((self.attendance_id.hex, self.person_id.hex, *times))

    @classmethod
    def read(cls, word: str) -> "Use":
        """Read it back."""
        attendance, person, *times = word.split(_MARK)
        first, last = (EPOCH + int(it) * _MICROSECOND for it in times)
        return cls(UUID(attendance), UUID(person), first, last)

    def ground(self, activity_id: UUID, unit_code: str) -> Ground:
        """Tell of it as something a flag rests on."""
        return Ground(
            ground_id=self.attendance_id,
            person_id=self.person_id,
            unit_code=unit_code,
            occurred_at=self.first_at,
            attendance_id=self.attendance_id,
            activity_id=activity_id,
        )


@dataclass(frozen=True, slots=True)
class Tick:
    """Somebody ticked a person on the list."""

    at: datetime
    operator_id: UUID

    def written(self) -> str:
        """Write it as a word of a row."""
        return _MARK.join((f"{(self.at - EPOCH) // _MICROSECOND:020d}", self.operator_id.hex))

    @classmethod
    def read(cls, word: str) -> "Tick":
        """Read it back."""
        micros, operator = word.split(_MARK)
        return cls(EPOCH + int(micros) * _MICROSECOND, UUID(operator))


def with_use(known: Sequence[Use], new: Use) -> list[Use]:
    """Return the uses of a device with one more, one a person, in a fixed order."""
    uses = {it.attendance_id: it for it in known}
    before = uses.get(new.attendance_id, new)
    first, last = min(before.first_at, new.first_at), max(before.last_at, new.last_at)
    uses[new.attendance_id] = Use(new.attendance_id, new.person_id, first, last)
    return sorted(uses.values(), key=lambda it: it.attendance_id)
