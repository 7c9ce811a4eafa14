"""HouseholdChange: a merge or a split that waits for its second person (并户、分户)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.households.errors import (
    HeadsAgreementRequiredError,
    HouseholdChangeNotFoundError,
    HouseholdChangePendingError,
)
from ledger.households.kinds import ChangeKind, ChangeReason
from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a change rests: a coded reason, and what shows that both heads agreed."""

    reason: ChangeReason
    text_id: UUID | None
    photo_id: UUID | None
    heads: tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes where. A merge moves everybody into ``other_id``; a split makes that number."""

    kind: ChangeKind
    other_id: UUID
    other_number: str
    group: str
    members: tuple[UUID, ...]
    relations: tuple[str, ...]
    stays: int
    leaves: int


class HouseholdChange(Aggregate):
    """One stream a household (of a merge: the one that goes), and one change open at a time."""

    TOPIC = "household_change"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "household_change.created"

    class Opened(Created):
        TOPIC = "household_change.opened"
        household_id: UUID
        unit_code: str

    class Proposed(Event):
        TOPIC = "household_change.proposed"
        household_id: UUID
        unit_code: str
        number: int
        kind: str
        other_id: UUID
        other_number: str
        group: str
        members: list[UUID]
        relations: list[str]
        stays: int
        leaves: int
        reason: str
        heads: list[UUID]
        text_id: UUID | None
        photo_id: UUID | None
        proposed_by: UUID
        occurred_at: datetime

        def apply(self, aggregate: Any) -> None:
            """Keep what is to be done until it is decided."""
            aggregate.number = self.number
            aggregate.proposed_by = self.proposed_by
            aggregate.plan = Plan(
                kind=ChangeKind(self.kind),
                other_id=self.other_id,
                other_number=self.other_number,
                group=self.group,
                members=tuple(self.members),
                relations=tuple(self.relations),
                stays=self.stays,
                leaves=self.leaves,
            )

    class Confirmed(Event):
        TOPIC = "household_change.confirmed"
        household_id: UUID
        unit_code: str
        number: int
        points: int
        confirmed_by: UUID
        occurred_at: datetime

    class TurnedDown(Event):
        TOPIC = "household_change.turned_down"
        household_id: UUID
        unit_code: str
        number: int
        text_id: UUID | None
        decided_by: UUID
        occurred_at: datetime

    class Withdrawn(Event):
        TOPIC = "household_change.withdrawn"
        household_id: UUID
        unit_code: str
        number: int
        withdrawn_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(household_id: UUID) -> UUID:
        """One household, one stream."""
        return derive("household-change", household_id)

    @event(Opened)
    def __init__(self, household_id: UUID, unit_code: str) -> None:
        self.household_id = household_id
        self.unit_code = unit_code
        self.number = 0
        self.plan: Plan | None = None
        self.proposed_by: UUID | None = None

    def propose(self, plan: Plan, basis: Basis, proposed_by: UUID, at: datetime) -> None:
        """Say what is to be done; while one change waits there is no second one."""
        if self.plan is not None:
            raise HouseholdChangePendingError(number=self.number)
        if basis.text_id is None and basis.photo_id is None:
            raise HeadsAgreementRequiredError
        self.trigger_event(
            self.Proposed,
            **self._about(self.number + 1),
            kind=plan.kind.value,
            other_id=plan.other_id,
            other_number=plan.other_number,
            group=plan.group,
            members=list(plan.members),
            relations=list(plan.relations),
            stays=plan.stays,
            leaves=plan.leaves,
            reason=basis.reason.value,
            heads=list(basis.heads),
            text_id=basis.text_id,
            photo_id=basis.photo_id,
            proposed_by=proposed_by,
            occurred_at=at,
        )

    def waiting(self, number: int) -> Plan:
        """Return what waits, or refuse."""
        if self.plan is None or number != self.number:
            raise HouseholdChangeNotFoundError(number=number)
        return self.plan

    def require_second(self, number: int, person_id: UUID, concerned: list[UUID]) -> Plan:
        """Refuse whoever proposed it, and whoever is of one of the households."""
        plan = self.waiting(number)
        Hands.of(*concerned, propose=self.proposed_by).refuse(Step.REVIEW, person_id)
        return plan

    def confirm(self, number: int, points: int, confirmed_by: UUID, at: datetime) -> None:
        """State that a second person agreed and what moved."""
        self.waiting(number)
        self.trigger_event(
            self.Confirmed,
            **self._about(number),
            points=points,
            confirmed_by=confirmed_by,
            occurred_at=at,
        )

    def turn_down(self, number: int, text_id: UUID | None, by: UUID, at: datetime) -> None:
        """State that the second person did not agree."""
        self.waiting(number)
        self.trigger_event(
            self.TurnedDown,
            **self._about(number),
            text_id=text_id,
            decided_by=by,
            occurred_at=at,
        )

    def withdraw(self, number: int, by: UUID, at: datetime) -> None:
        """Take it back before it is decided."""
        self.waiting(number)
        self.trigger_event(self.Withdrawn, **self._about(number), withdrawn_by=by, occurred_at=at)

    def _about(self, number: int) -> dict[str, object]:
        return {
            "household_id": self.household_id,
            "unit_code": self.unit_code,
            "number": number,
        }

    @event(Confirmed)
    def _confirmed(self) -> None:
        self.plan = None

    @event(TurnedDown)
    def _turned_down(self) -> None:
        self.plan = None

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.plan = None
