"""When the supervision committee is asked to look: lines, least counts, periods (VP-17).

A share is judged when its month or quarter is over. Half a month says nothing (the first claim of
a month is always a hundred per cent of it), and what is judged then cannot change any more: a
claim belongs to the month in which it reached the ledger, a gain to the quarter in which it was
posted. So the same log gives the same alarms in whatever order its streams are read, and an alarm
that was seen never goes away again.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.moral.alarm_review import AlarmKind

RELATIVES_PERCENT = 20
"""Of a quarter's gains, for households of reviewers and those for whom one was recused."""
PROPOSER_PERCENT = 40
"""Of a month's claims, from one person."""
MONTH_END_PERCENT = 30
"""Of a month's claims, entered in its last days."""
MONTH_END_DAYS = 2
CLAIMS_MIN = 20
"""In a month with fewer claims shares are chance: of three claims each is a third."""
GAINS_MIN = 20
"""In a quarter with fewer gains shares are chance, too."""
HAND_HOUSEHOLDS = 3
"""Households for which one person collects on a day; more are told."""
PHOTO_CLAIMS = 2
"""Claims with the same picture."""
PHOTO_HAND_OVERS = 2
"""Hand-overs with the same picture."""
_QUARTER = 3
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """What an alarm is about: a village in a period, and there perhaps a person or a picture."""

    kind: AlarmKind
    unit_code: str
    period: str
    person_id: UUID | None = None
    photo: str = ""

    @property
    def alarm_id(self) -> UUID:
        """The ID follows from the subject, so that every replay gives the same."""
        place = "" if self.photo else self.unit_code
        return derive("alarm", self.kind.value, place, self.period, self.person_id, self.photo)


def month_of(at: datetime) -> str:
    """Name the local month of a moment: 2026-11."""
    return f"{local_date(at):%Y-%m}"


def quarter_of(at: datetime) -> str:
    """Name the local quarter of a moment: 2026-Q4."""
    day = local_date(at)
    return f"{day.year}-Q{(day.month + _QUARTER - 1) // _QUARTER}"


def last_day(period: str) -> date:
    """Return the last day of a month or quarter, or the day itself."""
    if is_day(period):
        return date.fromisoformat(period)
    year = int(period[:4])
    month = int(period[-1]) * _QUARTER if "Q" in period else int(period[-2:])
    return date(year, month, monthrange(year, month)[1])


def is_day(period: str) -> bool:
    """Tell whether a period is one day: 2026-11-17."""
    return len(period) == len("2026-11-17")


def first_day(quarter: str) -> date:
    """Return the first day of a quarter."""
    last = last_day(quarter)
    return last.replace(month=last.month - _QUARTER + 1, day=1)


def is_month_end(at: datetime) -> bool:
    """Tell whether a moment is in the last days of its month."""
    day = local_date(at)
    return last_day(f"{day:%Y-%m}") - day < timedelta(days=MONTH_END_DAYS)


def is_over(part: int, whole: int, percent: int) -> bool:
    """Tell whether a part is more than so many per cent; on the line is not over it."""
    return part * _WHOLE > percent * whole
