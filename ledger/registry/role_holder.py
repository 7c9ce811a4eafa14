"""RoleHolder: the roles of one person, each in a unit and for a time (任期)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.errors import (
    AdministratorsSeparateError,
    RoleTermInvalidError,
    RoleTermNotFoundError,
    RoleTermOverlapsError,
)

ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
"""Three different people: whoever is one of them is none of the others at the same time."""
ROLES = (
    "team_leader",
    "grid_worker",
    "building_leader",
    "entrance_leader",
    "reviewer",
    "clerk",
    "supervisor",
    "shop_keeper",
    "station_keeper",
    "street",
    "county",
    "city",
    "partner_unit",
    *ADMINISTRATORS,
)
"""Roles that are given for a term. Volunteers, riders and residents register themselves."""
FORMER_NAMES = {"auditor": "audit_administrator"}
"""Terms of a name no longer given out, and what whoever still has one counts as."""


@dataclass(frozen=True, slots=True)
class Term:
    """One role in one unit, from a day through another; without an end if none is known.

    ``place_id`` is the one station or shop that a keeper keeps.
    """

    role: str
    unit_code: str
    from_day: date
    to_day: date | None
    place_id: UUID | None = None

    def meets(self, other: "Term") -> bool:
        """Tell whether the two have a day in common."""
        first, last = max(self.from_day, other.from_day), date.max
        return first <= min(self.to_day or last, other.to_day or last)


class RoleHolder(Aggregate):
    """One stream a person: what must not be held together is decided in one place."""

    TOPIC = "role"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "role.created"

    class Opened(Created):
        TOPIC = "role.opened"
        person_id: UUID

    class Assigned(Event):
        TOPIC = "role.assigned"
        person_id: UUID
        role: str
        unit_code: str
        from_day: date
        to_day: date | None
        assigned_by: UUID | None
        place_id: UUID | None
        class_version = 2

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Version 1 had no places: such a term is for the whole unit."""
            state["place_id"] = None

    class Ended(Event):
        TOPIC = "role.ended"
        person_id: UUID
        role: str
        unit_code: str
        from_day: date
        to_day: date
        ended_by: UUID | None
        place_id: UUID | None
        class_version = 2

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Version 1 had no places: such a term was for the whole unit."""
            state["place_id"] = None

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One person, one stream."""
        return derive("role-holder", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.terms: list[Term] = []

    def assign(self, term: Term, assigned_by: UUID | None) -> None:
        """Give a role for a term; the very same again changes nothing."""
        if term in self.terms:
            return
        if term.to_day is not None and term.to_day < term.from_day:
            raise RoleTermInvalidError(role=term.role)
        for other in self.terms:
            self._refuse_together(term, other)
        self.trigger_event(
            self.Assigned,
            person_id=self.person_id,
            role=term.role,
            unit_code=term.unit_code,
            from_day=term.from_day,
            to_day=term.to_day,
            assigned_by=assigned_by,
            place_id=term.place_id,
        )

    def end(self, seat: Term, ended_by: UUID | None) -> None:
        """Let the term that runs on the last day of ``seat`` end with it.

        One that ends then anyway stays as it is.
        """
        term = next((it for it in self.terms if _is_same_seat(it, seat) and it.meets(seat)), None)
        if term is None:
            raise RoleTermNotFoundError(role=seat.role, unit_code=seat.unit_code)
        if term.to_day != seat.to_day:
            self.trigger_event(
                self.Ended,
                person_id=self.person_id,
                role=seat.role,
                unit_code=seat.unit_code,
                from_day=term.from_day,
                to_day=seat.to_day,
                ended_by=ended_by,
                place_id=seat.place_id,
            )

    @staticmethod
    def _refuse_together(term: Term, other: Term) -> None:
        if not term.meets(other):
            return
        if _is_same_seat(term, other):
            raise RoleTermOverlapsError(
                role=other.role,
                unit_code=other.unit_code,
                from_day=other.from_day.isoformat(),
            )
        both = {FORMER_NAMES.get(it, it) for it in (term.role, other.role)}
        if len(both) > 1 and both.issubset(ADMINISTRATORS):
            raise AdministratorsSeparateError(role=other.role)

    @event(Assigned)
    def _assigned(
        self,
        role: str,
        unit_code: str,
        from_day: date,
        to_day: date | None,
        place_id: UUID | None,
    ) -> None:
        self.terms.append(Term(role, unit_code, from_day, to_day, place_id))

    @event(Ended)
    def _ended(
        self, role: str, unit_code: str, from_day: date, to_day: date, place_id: UUID | None
    ) -> None:
        ended = Term(role, unit_code, from_day, to_day, place_id)
        self.terms = [
            ended if _is_same_seat(it, ended) and it.from_day == from_day else it
            for it in self.terms
        ]


def _is_same_seat(one: Term, other: Term) -> bool:
    return (one.role, one.unit_code, one.place_id) == (other.role, other.unit_code, other.place_id)
