"""Team: volunteers who serve together (志愿服务团、队、小分队)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.team_errors import (
    TeamDissolvedError,
    TeamNameTakenError,
    TeamParentInvalidError,
)

TEAM_NAME_LENGTH_MAX = 50


class TeamKind(StrEnum):
    """What a team is, from the largest to the smallest."""

    CORPS = "corps"
    TEAM = "team"
    SQUAD = "squad"


_ORDER = tuple(TeamKind)
TEAM_DEPTH_MAX = len(_ORDER)
"""A team stands only below one of a larger kind: so deep at most, and never in a circle."""


class Team(Aggregate):
    """A volunteer team of a unit."""

    TOPIC = "team"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "team.created"

    class Formed(Created):
        TOPIC = "team.formed"
        class_version = 2
        unit_code: str
        name: str
        kind: str
        parent_id: UUID | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 knows corps and squads; before, every team was one of its own."""
            state["kind"] = TeamKind.TEAM.value
            state["parent_id"] = None

    class Renamed(Event):
        TOPIC = "team.renamed"
        name: str
        occurred_at: datetime

    class Placed(Event):
        TOPIC = "team.placed"
        parent_id: UUID | None
        occurred_at: datetime

    class Dissolved(Event):
        TOPIC = "team.dissolved"
        dissolved_by: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str, name: str) -> UUID:
        """Derive the ID: a unit has one team of a name."""
        return derive("team", unit_code, name)

    @event(Formed)
    def __init__(self, unit_code: str, name: str, kind: str, parent_id: UUID | None) -> None:
        self.unit_code = unit_code
        self.name = name
        self.kind = TeamKind(kind)
        self.parent_id = parent_id
        self.is_dissolved = False

    def check_form(self, name: str) -> None:
        """Refuse a new team under a name that this one was formed with and bears no more."""
        if self.is_dissolved or self.name != name:
            raise TeamNameTakenError(name=name)

    def require_standing(self) -> None:
        """Refuse a team that is no more."""
        if self.is_dissolved:
            raise TeamDissolvedError(team_id=self.id)

    def rename(self, name: str, occurred_at: datetime) -> None:
        """Bear another name from now on; the same changes nothing."""
        self.require_standing()
        if name != self.name:
            self.trigger_event(self.Renamed, name=name, occurred_at=occurred_at)

    def place(self, parent: "Team | None", occurred_at: datetime) -> None:
        """Stand below another team, or below none; the same changes nothing."""
        self.require_standing()
        check_parent(self.kind, parent)
        parent_id = None if parent is None else parent.id
        if parent_id != self.parent_id:
            self.trigger_event(self.Placed, parent_id=parent_id, occurred_at=occurred_at)

    def dissolve(self, *, by: UUID | None, occurred_at: datetime) -> None:
        """Be no more; again changes nothing."""
        if not self.is_dissolved:
            self.trigger_event(self.Dissolved, dissolved_by=by, occurred_at=occurred_at)

    @event(Renamed)
    def _renamed(self, name: str) -> None:
        self.name = name

    @event(Placed)
    def _placed(self, parent_id: UUID | None) -> None:
        self.parent_id = parent_id

    @event(Dissolved)
    def _dissolved(self) -> None:
        self.is_dissolved = True


def check_parent(kind: TeamKind, parent: Team | None) -> None:
    """Refuse a parent that is gone, or not of a larger kind."""
    if parent is None:
        return
    parent.require_standing()
    if _ORDER.index(parent.kind) >= _ORDER.index(kind):
        raise TeamParentInvalidError(kind=kind.value, parent_kind=parent.kind.value)
