"""Volunteer: a person's membership of the volunteer service (志愿者)."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.team_errors import (
    AlreadyMemberError,
    MembershipNotRequestedError,
    NotMemberError,
    TooManyTeamsError,
)

TEAMS_MAX = 5
"""Organisations a volunteer may belong to or wait for; a clerk may still join them to more."""


class DeclineReason(StrEnum):
    """Why a team does not take somebody in."""

    TEAM_FULL = "team_full"
    OTHER_UNIT = "other_unit"
    NEEDS_TRAINING = "needs_training"


class Volunteer(Aggregate):
    """A registered volunteer: a number and a unit; the name lives in ``people/``."""

    TOPIC = "volunteer"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "volunteer.created"

    class Registered(Created):
        TOPIC = "volunteer.registered"
        person_id: UUID
        number: str
        unit_code: str

    class JoinedTeam(Event):
        TOPIC = "volunteer.joined_team"
        person_id: UUID
        team_id: UUID

    class MembershipRequested(Event):
        TOPIC = "volunteer.membership_requested"
        person_id: UUID
        team_id: UUID
        unit_code: str
        request_id: UUID
        occurred_at: datetime

    class MembershipApproved(Event):
        TOPIC = "volunteer.membership_approved"
        person_id: UUID
        team_id: UUID
        request_id: UUID
        decided_by: UUID | None
        occurred_at: datetime

    class MembershipDeclined(Event):
        TOPIC = "volunteer.membership_declined"
        person_id: UUID
        team_id: UUID
        request_id: UUID
        reason: str
        decided_by: UUID | None
        occurred_at: datetime

    class MembershipWithdrawn(Event):
        TOPIC = "volunteer.membership_withdrawn"
        person_id: UUID
        team_id: UUID
        request_id: UUID
        occurred_at: datetime

    class LeftTeam(Event):
        TOPIC = "volunteer.left_team"
        person_id: UUID
        team_id: UUID
        occurred_at: datetime

    class NationalNumberSet(Event):
        TOPIC = "volunteer.national_number_set"
        person_id: UUID
        number: str
        set_by: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Derive the ID: a person registers once."""
        return derive("volunteer", person_id)

    @event(Registered)
    def __init__(self, person_id: UUID, number: str, unit_code: str) -> None:
        self.person_id = person_id
        self.number = number
        self.unit_code = unit_code
        self.team_ids: list[UUID] = []
        self.requests: dict[UUID, UUID] = {}
        self.national_number = ""

    def join(self, team_id: UUID) -> None:
        """Become a member of a team; joining again changes nothing."""
        if team_id not in self.team_ids:
            self.trigger_event(self.JoinedTeam, person_id=self.person_id, team_id=team_id)

    def request_membership(
        self,
        team_id: UUID,
        unit_code: str,
        *,
        request_id: UUID,
        standing: Collection[UUID],
        occurred_at: datetime,
    ) -> None:
        """Ask to be taken in; ``standing`` are the own teams that were not dissolved."""
        if team_id in self.team_ids or team_id in self.requests:
            raise AlreadyMemberError(team_id=team_id)
        if len(standing) + len(self.requests) >= TEAMS_MAX:
            raise TooManyTeamsError(teams_max=TEAMS_MAX)
        self.trigger_event(
            self.MembershipRequested,
            person_id=self.person_id,
            team_id=team_id,
            unit_code=unit_code,
            request_id=request_id,
            occurred_at=occurred_at,
        )

    def approve_membership(
        self, team_id: UUID, *, by: UUID | None, standing: Collection[UUID], occurred_at: datetime
    ) -> None:
        """Be taken in, unless a clerk has filled up the five teams meanwhile."""
        request_id = self.waiting(team_id)
        if team_id not in standing and len(standing) >= TEAMS_MAX:
            raise TooManyTeamsError(teams_max=TEAMS_MAX)
        self.trigger_event(
            self.MembershipApproved,
            person_id=self.person_id,
            team_id=team_id,
            request_id=request_id,
            decided_by=by,
            occurred_at=occurred_at,
        )
        self.join(team_id)

    def decline_membership(
        self, team_id: UUID, reason: DeclineReason, *, by: UUID | None, occurred_at: datetime
    ) -> None:
        """Be told no, with a reason of the list."""
        self.trigger_event(
            self.MembershipDeclined,
            person_id=self.person_id,
            team_id=team_id,
            request_id=self.waiting(team_id),
            reason=reason.value,
            decided_by=by,
            occurred_at=occurred_at,
        )

    def leave(self, team_id: UUID, occurred_at: datetime) -> None:
        """Belong to a team no longer, or take the request back."""
        if team_id in self.requests:
            self.trigger_event(
                self.MembershipWithdrawn,
                person_id=self.person_id,
                team_id=team_id,
                request_id=self.requests[team_id],
                occurred_at=occurred_at,
            )
        elif team_id in self.team_ids:
            self.trigger_event(
                self.LeftTeam, person_id=self.person_id, team_id=team_id, occurred_at=occurred_at
            )
        else:
            raise NotMemberError(team_id=team_id)

    def set_national_number(self, number: str, *, by: UUID | None, occurred_at: datetime) -> bool:
        """Bear a number of the national system; the same again changes nothing."""
        if number == self.national_number:
            return False
        self.trigger_event(
            self.NationalNumberSet,
            person_id=self.person_id,
            number=number,
            set_by=by,
            occurred_at=occurred_at,
        )
        return True

    def waiting(self, team_id: UUID) -> UUID:
        """Return the request to a team that waits for an answer, or refuse."""
        if team_id not in self.requests:
            raise MembershipNotRequestedError(team_id=team_id)
        return self.requests[team_id]

    @event(JoinedTeam)
    def _joined_team(self, team_id: UUID) -> None:
        self.team_ids.append(team_id)
        self.requests.pop(team_id, None)

    @event(MembershipRequested)
    def _membership_requested(self, team_id: UUID, request_id: UUID) -> None:
        self.requests[team_id] = request_id

    @event(MembershipApproved)
    def _membership_approved(self, team_id: UUID) -> None:
        self.requests.pop(team_id, None)

    @event(MembershipDeclined)
    def _membership_declined(self, team_id: UUID) -> None:
        self.requests.pop(team_id, None)

    @event(MembershipWithdrawn)
    def _membership_withdrawn(self, team_id: UUID) -> None:
        self.requests.pop(team_id, None)

    @event(LeftTeam)
    def _left_team(self, team_id: UUID) -> None:
        self.team_ids.remove(team_id)

    @event(NationalNumberSet)
    def _national_number_set(self, number: str) -> None:
        self.national_number = number
