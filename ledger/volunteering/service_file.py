"""ServiceFile: skills, trainings and honours of a volunteer (志愿服务档案)."""

from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.volunteering.service_lists import CATEGORIES, RECORDS_MAX, SKILLS, in_order
from ledger.volunteering.team_errors import (
    DateInFutureError,
    FileFullError,
    RecordNotFoundError,
)


class ServiceFile(Aggregate):
    """Groups 1, 3 and 4 of Order 67 that no scan tells. Titles are texts kept by their ID."""

    TOPIC = "service_file"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "service_file.created"

    class Opened(Created):
        TOPIC = "service_file.opened"
        person_id: UUID

    class SkillsDeclared(Event):
        TOPIC = "service_file.skills_declared"
        person_id: UUID
        skills: list[str]
        categories: list[str]
        occurred_at: datetime

    class TrainingRecorded(Event):
        TOPIC = "service_file.training_recorded"
        person_id: UUID
        record_id: UUID
        text_id: UUID
        minutes: int
        unit_code: str
        held_on: date
        recorded_by: UUID | None
        occurred_at: datetime

    class HonourRecorded(Event):
        TOPIC = "service_file.honour_recorded"
        person_id: UUID
        record_id: UUID
        text_id: UUID
        level: str
        unit_code: str
        granted_on: date
        recorded_by: UUID | None
        occurred_at: datetime

    class RecordWithdrawn(Event):
        TOPIC = "service_file.record_withdrawn"
        person_id: UUID
        record_id: UUID
        withdrawn_by: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One file for each person."""
        return derive("service-file", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.declared: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self.records: set[UUID] = set()
        self.recorded = 0

    def declare(
        self, skills: tuple[str, ...], categories: tuple[str, ...], occurred_at: datetime
    ) -> None:
        """Say what one is good at and would like to do; the same again changes nothing."""
        declared = in_order(skills, SKILLS), in_order(categories, CATEGORIES)
        if declared != self.declared:
            self.trigger_event(
                self.SkillsDeclared,
                person_id=self.person_id,
                skills=list(declared[0]),
                categories=list(declared[1]),
                occurred_at=occurred_at,
            )

    def record_training(
        self,
        record_id: UUID,
        *,
        text_id: UUID,
        minutes: int,
        unit_code: str,
        held_on: date,
        by: UUID | None,
        occurred_at: datetime,
    ) -> None:
        """Enter a training with the time spent learning."""
        self._check_room(held_on, occurred_at)
        self.trigger_event(
            self.TrainingRecorded,
            person_id=self.person_id,
            record_id=record_id,
            text_id=text_id,
            minutes=minutes,
            unit_code=unit_code,
            held_on=held_on,
            recorded_by=by,
            occurred_at=occurred_at,
        )

    def record_honour(
        self,
        record_id: UUID,
        *,
        text_id: UUID,
        level: str,
        unit_code: str,
        granted_on: date,
        by: UUID | None,
        occurred_at: datetime,
    ) -> None:
        """Enter an honour with who granted it."""
        self._check_room(granted_on, occurred_at)
        self.trigger_event(
            self.HonourRecorded,
            person_id=self.person_id,
            record_id=record_id,
            text_id=text_id,
            level=level,
            unit_code=unit_code,
            granted_on=granted_on,
            recorded_by=by,
            occurred_at=occurred_at,
        )

    def withdraw(self, record_id: UUID, *, by: UUID | None, occurred_at: datetime) -> None:
        """Take back what was entered by mistake; both stay to be read."""
        if record_id not in self.records:
            raise RecordNotFoundError(record_id=record_id)
        self.trigger_event(
            self.RecordWithdrawn,
            person_id=self.person_id,
            record_id=record_id,
            withdrawn_by=by,
            occurred_at=occurred_at,
        )

    def _check_room(self, day: date, occurred_at: datetime) -> None:
        if day > local_date(occurred_at):
            raise DateInFutureError(day=day.isoformat())
        if self.recorded >= RECORDS_MAX:
            raise FileFullError(records_max=RECORDS_MAX)

    @event(SkillsDeclared)
    def _skills_declared(self, skills: list[str], categories: list[str]) -> None:
        self.declared = tuple(skills), tuple(categories)

    @event(TrainingRecorded)
    def _training_recorded(self, record_id: UUID) -> None:
        self.records.add(record_id)
        self.recorded += 1

    @event(HonourRecorded)
    def _honour_recorded(self, record_id: UUID) -> None:
        self.records.add(record_id)
        self.recorded += 1

    @event(RecordWithdrawn)
    def _record_withdrawn(self, record_id: UUID) -> None:
        self.records.discard(record_id)
