"""Telling the house of the demo what happened in the village, and when."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from bootstrap.container import House
from bootstrap.demo.village.people import VILLAGE, Home, Official
from bootstrap.moral_jobs import NoticeJobs
from ledger.households.household import Household
from ledger.kernel.clock import SHANGHAI, local_date
from ledger.kernel.commands import Command
from ledger.registry.working_days import WorkingDays
from people.roles import Role
from projections.runner import Runner

MORNING, NOON, EVENING = time(9, 30), time(13, 10), time(19, 20)


@dataclass(kw_only=True)
class Village:
    """The village as the story finds it: who lives there, who has which role, and the time."""

    house: House
    now: datetime
    homes: dict[str, Home]
    officials: list[Official]
    calendar: WorkingDays = field(default_factory=WorkingDays)
    told: int = 0
    runner: Runner = field(init=False)

    def __post_init__(self) -> None:
        self.runner = self.house.runner()

    # Who ------------------------------------------------------------------------

    def one(self, role: Role, n: int = 0) -> UUID:
        """Return the n-th of a role."""
        return self.all(role)[n]

    def all(self, role: Role) -> tuple[UUID, ...]:
        """Return everybody of a role."""
        return tuple(it.person_id for it in self.officials if it.role is role)

    def household(self, number: str) -> UUID:
        """Return the household of a number."""
        return Household.create_id(VILLAGE, number)

    # When -----------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The day the demo is started."""
        return local_date(self.now)

    def month(self, ago: int) -> date:
        """Return the first day of a month: this one, the last one (1), the one before (2)."""
        first = self.today.replace(day=1)
        for _ in range(ago):
            first = (first - timedelta(days=1)).replace(day=1)
        return first

    def ago(self, **much: float) -> datetime:
        """Return a moment before now."""
        return self.now - timedelta(**much)

    # What -----------------------------------------------------------------------

    def tell(self, command: type[Command], /, *, at: datetime, **values: Any) -> dict[str, Any]:
        """Have a command carried out; return the answer."""
        self.told += 1
        key = f"demo:village:{self.told}"
        return self.house.ledger.execute(command(key=key, at=at, **values)).answer

    def words(self, said: str, by: UUID, at: datetime, about: UUID | None = None) -> UUID:
        """Keep what somebody wrote; events carry only where it is."""
        return self.house.services.texts.keep(said, about=about, by=by, now=at)

    def catch_up(self) -> None:
        """Let the read models see all of it."""
        self.runner.catch_up()

    def post_due(self, at: datetime) -> int:
        """Let the house's own job post what stood on notice undisturbed until a moment."""
        self.catch_up()
        posted = NoticeJobs(self.house.services.views, self._do).run(min(at, self.now))
        self.catch_up()
        return posted

    def _do(self, command: Command) -> bool:
        self.house.ledger.execute(command)
        return True


def at(day: date, hour: time = MORNING) -> datetime:
    """Return a moment of a day in the village."""
    return datetime.combine(day, hour, SHANGHAI)
