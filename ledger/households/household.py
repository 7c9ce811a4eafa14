"""Household: who belongs together, by its number in a village (户)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.households.errors import (
    AlreadyInHouseholdError,
    HouseholdClosedError,
    HouseholdFullError,
    HouseholdHeadRequiredError,
    NotInHouseholdError,
)
from ledger.households.kinds import HOUSEHOLD_MEMBERS_MAX, LeaveReason, Member, Relation
from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive_subject

__all__ = ["Household", "Member"]


@dataclass(frozen=True)
class Agreed:
    """An adult of the household agreed, or ended it; perhaps somebody entered it from paper."""

    agreed_by: UUID
    entered_by: UUID | None
    occurred_at: datetime


class Household(Aggregate):
    """One number of a village, from its registration on; numbers are never given again.

    ``generation`` tells which plate at the gate opens; a code names it by ``gate_id``.
    What the household agrees to, and how it ends, is decided in ``agreeing`` and
    ``ending``, for this file says what can happen to a household and who belongs to it.
    """

    TOPIC = "household"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "household.created"

    class Registered(Created):
        TOPIC = "household.registered"
        unit_code: str
        group: str
        number: str
        split_from: UUID | None
        registered_by: UUID | None
        occurred_at: datetime

    class Regrouped(Event):
        TOPIC = "household.regrouped"
        group: str
        changed_by: UUID | None
        occurred_at: datetime

    class MemberJoined(Event):
        TOPIC = "household.member_joined"
        person_id: UUID
        relation: str
        joined_on: date
        joined_by: UUID | None
        occurred_at: datetime

    class MemberLeft(Event):
        TOPIC = "household.member_left"
        person_id: UUID
        reason: str
        left_by: UUID | None
        occurred_at: datetime

    class RelationChanged(Event):
        TOPIC = "household.relation_changed"
        person_id: UUID
        relation: str
        changed_by: UUID | None
        occurred_at: datetime

    class SchemeJoined(Agreed, Event):
        TOPIC = "household.scheme_joined"

    class SchemeLeft(Agreed, Event):
        TOPIC = "household.scheme_left"

    class PublicationAllowed(Agreed, Event):
        TOPIC = "household.publication_allowed"

    class PublicationWithdrawn(Event):
        """By somebody of the household; by nobody when a merge met one that had not agreed."""

        TOPIC = "household.publication_withdrawn"
        agreed_by: UUID | None
        entered_by: UUID | None
        occurred_at: datetime

    class GateCodeReplaced(Event):
        TOPIC = "household.gate_code_replaced"
        generation: int
        reason: str
        replaced_by: UUID | None
        occurred_at: datetime

    class Merged(Event):
        """It became part of another one: its gate code leads there."""

        TOPIC = "household.merged"
        into_id: UUID
        points: int
        occurred_at: datetime

    class TookIn(Event):
        TOPIC = "household.took_in"
        from_id: UUID
        points: int
        occurred_at: datetime

    class Divided(Event):
        TOPIC = "household.divided"
        new_id: UUID
        stays: int
        leaves: int
        points: int
        occurred_at: datetime

    class Closed(Event):
        TOPIC = "household.closed"
        reason: str
        closed_by: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str, number: str) -> UUID:
        """One number of a village, one household."""
        return derive_subject("household", unit_code, number)

    @event(Registered)
    def __init__(
        self,
        unit_code: str,
        group: str,
        number: str,
        split_from: UUID | None,
        registered_by: UUID | None,
        occurred_at: datetime,
    ) -> None:
        self.unit_code = unit_code
        self.group = group
        self.number = number
        self.split_from = split_from
        self.registered = (registered_by, occurred_at)
        self.members: dict[str, Member] = {}
        self.in_scheme = False
        self.publishes = False
        self.generation = 1
        self.merged_into: UUID | None = None
        self.is_open = True

    @staticmethod
    def gate_id(household_id: UUID, generation: int) -> UUID:
        """Return what a plate names: another one for each generation, so that old ones show."""
        return derive_subject("gate", household_id, generation)

    def has(self, person_id: UUID) -> bool:
        """Tell whether somebody is of this household."""
        return str(person_id) in self.members

    @property
    def member_ids(self) -> list[UUID]:
        """Who is of this household, in the order of joining."""
        return [UUID(it) for it in self.members]

    @property
    def head_id(self) -> UUID | None:
        """Who is the head."""
        return next((UUID(it) for it, member in self.members.items() if member.is_head), None)

    def require_open(self) -> None:
        """Refuse a household that is no more."""
        if not self.is_open:
            raise HouseholdClosedError(household_id=self.id)

    # Decisions: check the rules, then state what happened. ---------------------

    def join(self, person_id: UUID, relation: Relation, by: UUID | None, at: datetime) -> None:
        """Take somebody in; the first one with members to come is the head, and there is one."""
        self.require_open()
        if self.has(person_id):
            raise AlreadyInHouseholdError(number=self.number)
        if len(self.members) >= HOUSEHOLD_MEMBERS_MAX:
            raise HouseholdFullError(members_max=HOUSEHOLD_MEMBERS_MAX)
        if (relation is Relation.HEAD) is not (self.head_id is None):
            raise HouseholdHeadRequiredError(number=self.number)
        self.trigger_event(
            self.MemberJoined,
            person_id=person_id,
            relation=relation.value,
            joined_on=local_date(at),
            joined_by=by,
            occurred_at=at,
        )

    def leave(self, person_id: UUID, reason: LeaveReason, by: UUID | None, at: datetime) -> None:
        """Let somebody go; the head goes last, or names another one first."""
        self.require_open()
        self._require_member(person_id)
        if person_id == self.head_id and len(self.members) > 1:
            raise HouseholdHeadRequiredError(number=self.number)
        self.trigger_event(
            self.MemberLeft, person_id=person_id, reason=reason.value, left_by=by, occurred_at=at
        )

    def choose_head(self, person_id: UUID, former: Relation, by: UUID | None, at: datetime) -> None:
        """Make a member the head, and say what the one before is to them."""
        self.require_open()
        self._require_member(person_id)
        before = self.head_id
        if person_id == before:
            return
        if former is Relation.HEAD:
            raise HouseholdHeadRequiredError(number=self.number)
        if before is not None:
            self._relate(before, former, by, at)
        self._relate(person_id, Relation.HEAD, by, at)

    def relate(self, person_id: UUID, relation: Relation, by: UUID | None, at: datetime) -> None:
        """Correct what a member is to the head; the same changes nothing."""
        self.require_open()
        self._require_member(person_id)
        if (relation is Relation.HEAD) is not (person_id == self.head_id):
            raise HouseholdHeadRequiredError(number=self.number)
        if self.members[str(person_id)].relation is not relation:
            self._relate(person_id, relation, by, at)

    def _require_member(self, person_id: UUID) -> None:
        if not self.has(person_id):
            raise NotInHouseholdError(number=self.number)

    def _relate(self, person_id: UUID, relation: Relation, by: UUID | None, at: datetime) -> None:
        self.trigger_event(
            self.RelationChanged,
            person_id=person_id,
            relation=relation.value,
            changed_by=by,
            occurred_at=at,
        )

    # Evolution: believe the event. No checks here, for replay runs this too. ----

    @event(Regrouped)
    def _regrouped(self, group: str) -> None:
        self.group = group

    @event(MemberJoined)
    def _joined(self, person_id: UUID, relation: str, joined_on: date) -> None:
        kind = Relation(relation)
        self.members[str(person_id)] = Member(kind, kind is Relation.HEAD, joined_on)

    @event(MemberLeft)
    def _left(self, person_id: UUID) -> None:
        del self.members[str(person_id)]

    @event(RelationChanged)
    def _related(self, person_id: UUID, relation: str) -> None:
        kind, key = Relation(relation), str(person_id)
        self.members[key] = Member(kind, kind is Relation.HEAD, self.members[key].joined_on)

    @event(SchemeJoined)
    def _scheme_joined(self) -> None:
        self.in_scheme = True

    @event(SchemeLeft)
    def _scheme_left(self) -> None:
        self.in_scheme = False

    @event(PublicationAllowed)
    def _publication_allowed(self) -> None:
        self.publishes = True

    @event(PublicationWithdrawn)
    def _publication_withdrawn(self) -> None:
        self.publishes = False

    @event(GateCodeReplaced)
    def _gate_code_replaced(self, generation: int) -> None:
        self.generation = generation

    @event(Merged)
    def _merged(self, into_id: UUID) -> None:
        self.merged_into = into_id
        self.is_open = False

    @event(Closed)
    def _closed(self) -> None:
        self.is_open = False
