"""GridWorker: a rider who looks after a grid part-time and of their own accord (兼职网格员, RD-7).

Neither an employment record nor a task: there are no hours, no numbers to reach and no pay slip
in it. A rider says yes to each term, is trained first, and may leave on any day without a reason.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.stations.grid_worker_errors import (
    GridConsentMissingError,
    GridRenewalEarlyError,
    GridTermDateError,
    GridTermNotFoundError,
    GridTermRunsError,
    GridTrainingDateError,
    GridTrainingMissingError,
)

TERM_MONTHS = 12
"""``grid_term_months``: how long one term is."""
TRAINING_MONTHS = 12
"""``grid_training_months``: so old a training may be on the first day of a term."""
TERM_AHEAD_DAYS = 31
"""``grid_term_ahead_days``: so far ahead a term may begin."""
RENEW_DAYS = 30
"""``grid_renew_days``: so long before its end a term may be renewed."""


class Ending(StrEnum):
    """Why a term is over."""

    ASKED = "asked"
    """The rider left. No reason is asked for, and none is kept."""
    UNIT = "unit"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class GridTerm:
    """One grid and the days of it, the first and the last included."""

    unit_code: str
    from_day: date
    to_day: date
    is_paid: bool


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(from_day: date) -> date:
    """Return the last day of a term that begins on a day."""
    return months_after(from_day, TERM_MONTHS) - timedelta(days=1)


class GridWorker(Aggregate):
    """What a rider agreed to, was taught, and looks after; one stream for each rider."""

    TOPIC = "grid_worker"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "grid_worker.created"

    class Opened(Created):
        TOPIC = "grid_worker.opened"
        person_id: UUID

    class Agreed(Event):
        TOPIC = "grid_worker.agreed"
        person_id: UUID
        occurred_at: datetime

    class Disagreed(Event):
        TOPIC = "grid_worker.disagreed"
        person_id: UUID
        occurred_at: datetime

    class Trained(Event):
        TOPIC = "grid_worker.trained"
        person_id: UUID
        unit_code: str
        held_on: date
        recorded_by: UUID | None
        occurred_at: datetime

    class Appointed(Event):
        TOPIC = "grid_worker.appointed"
        person_id: UUID
        unit_code: str
        from_day: date
        to_day: date
        is_paid: bool
        appointed_by: UUID | None
        occurred_at: datetime

    class Renewed(Event):
        TOPIC = "grid_worker.renewed"
        person_id: UUID
        unit_code: str
        to_day: date
        is_paid: bool
        renewed_by: UUID | None
        occurred_at: datetime

    class Ended(Event):
        TOPIC = "grid_worker.ended"
        person_id: UUID
        unit_code: str
        from_day: date
        to_day: date
        cause: str
        ended_by: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One rider, one stream: nobody looks after two grids."""
        return derive("grid-worker", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.agrees = False
        self.trained_on = date.min
        self.term: GridTerm | None = None

    # Decisions ---------------------------------------------------------------

    def agree(self, occurred_at: datetime) -> None:
        """Say yes to one term; the same again changes nothing."""
        if not self.agrees:
            self.trigger_event(self.Agreed, person_id=self.person_id, occurred_at=occurred_at)

    def disagree(self, today: date, occurred_at: datetime) -> None:
        """Take the yes back and leave the grid, if there is one; never refused."""
        if self.agrees:
            self.trigger_event(self.Disagreed, person_id=self.person_id, occurred_at=occurred_at)
        if self.term is not None:
            self._end(Ending.ASKED, today, self.person_id, occurred_at)

    def train(
        self, unit_code: str, held_on: date, *, today: date, by: UUID | None, occurred_at: datetime
    ) -> None:
        """Keep that the rider was trained; what is older than the last training changes nothing."""
        if not months_after(today, -TRAINING_MONTHS) <= held_on <= today:
            raise GridTrainingDateError(held_on=held_on.isoformat())
        if held_on > self.trained_on:
            self.trigger_event(
                self.Trained,
                person_id=self.person_id,
                unit_code=unit_code,
                held_on=held_on,
                recorded_by=by,
                occurred_at=occurred_at,
            )

    def appoint(
        self, term: GridTerm, *, today: date, by: UUID | None, occurred_at: datetime
    ) -> None:
        """Give the rider a grid for twelve months; the yes is used up by it."""
        if self.term is not None and self.term.to_day >= term.from_day:
            raise GridTermRunsError(to_day=self.term.to_day.isoformat())
        if not today <= term.from_day <= today + timedelta(days=TERM_AHEAD_DAYS):
            raise GridTermDateError(from_day=term.from_day.isoformat())
        self._require_ready(term.from_day)
        if self.term is not None:  # over, and the job has not come by yet
            self._end(Ending.EXPIRED, self.term.to_day, None, occurred_at)
        self.trigger_event(
            self.Appointed,
            person_id=self.person_id,
            unit_code=term.unit_code,
            from_day=term.from_day,
            to_day=term.to_day,
            is_paid=term.is_paid,
            appointed_by=by,
            occurred_at=occurred_at,
        )

    def renew(
        self, *, is_paid: bool, today: date, by: UUID | None, occurred_at: datetime
    ) -> GridTerm:
        """Let the term go on for twelve months; the rider said yes anew. Return the new part."""
        term = self.running(today)
        if today < term.to_day - timedelta(days=RENEW_DAYS):
            from_day = term.to_day - timedelta(days=RENEW_DAYS)
            raise GridRenewalEarlyError(from_day=from_day.isoformat())
        begins = term.to_day + timedelta(days=1)
        self._require_ready(begins)
        self.trigger_event(
            self.Renewed,
            person_id=self.person_id,
            unit_code=term.unit_code,
            to_day=last_day(begins),
            is_paid=is_paid,
            renewed_by=by,
            occurred_at=occurred_at,
        )
        return GridTerm(term.unit_code, begins, last_day(begins), is_paid)

    def end(self, today: date, *, by: UUID | None, occurred_at: datetime) -> None:
        """End the term before its time."""
        self.running(today)
        self._end(Ending.UNIT, today, by, occurred_at)

    def expire(self, today: date, occurred_at: datetime) -> bool:
        """Let a term be over whose last day has passed; tell whether one was."""
        if self.term is None or self.term.to_day >= today:
            return False
        self._end(Ending.EXPIRED, self.term.to_day, None, occurred_at)
        return True

    def running(self, today: date) -> GridTerm:
        """Return the term that runs or is to come, or refuse."""
        if self.term is None or self.term.to_day < today:
            raise GridTermNotFoundError
        return self.term

    def _require_ready(self, from_day: date) -> None:
        if not self.agrees:
            raise GridConsentMissingError
        if self.trained_on < months_after(from_day, -TRAINING_MONTHS):
            raise GridTrainingMissingError

    def _end(self, cause: Ending, to_day: date, by: UUID | None, occurred_at: datetime) -> None:
        assert self.term is not None, "the callers looked"
        self.trigger_event(
            self.Ended,
            person_id=self.person_id,
            unit_code=self.term.unit_code,
            from_day=self.term.from_day,
            to_day=min(to_day, self.term.to_day),
            cause=cause.value,
            ended_by=by,
            occurred_at=occurred_at,
        )

    # Evolution: believe the event --------------------------------------------

    @event(Agreed)
    def _agreed(self) -> None:
        self.agrees = True

    @event(Disagreed)
    def _disagreed(self) -> None:
        self.agrees = False

    @event(Trained)
    def _trained(self, held_on: date) -> None:
        self.trained_on = held_on

    @event(Appointed)
    def _appointed(self, unit_code: str, from_day: date, to_day: date, is_paid: bool) -> None:
        self.term = GridTerm(unit_code, from_day, to_day, is_paid)
        self.agrees = False

    @event(Renewed)
    def _renewed(self, to_day: date, is_paid: bool) -> None:
        assert self.term is not None, "only a term is renewed"
        self.term = GridTerm(self.term.unit_code, self.term.from_day, to_day, is_paid)
        self.agrees = False

    @event(Ended)
    def _ended(self) -> None:
        self.term = None
