"""What is said of a station after it was registered: fields of its events, and what they change."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ledger.stations.place import Location, PlaceKind
from ledger.stations.station_services import OutReason, Service, ServiceState


class ClosingReason(StrEnum):
    """Why nobody can come in for some time, or ever again."""

    HOLIDAY = "holiday"
    REPAIR = "repair"
    WEATHER = "weather"
    MOVING = "moving"
    ENDED = "ended"


@dataclass(frozen=True)
class Placing:
    """What kind of place it is, and where it lies."""

    kind: str
    location: Location | None
    placed_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take it over."""
        aggregate.kind = PlaceKind(self.kind)
        aggregate.location = self.location


@dataclass(frozen=True)
class HoursChanging:
    """It is open at other times."""

    hours: str
    previous: str
    changed_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take them over."""
        aggregate.hours = self.hours


@dataclass(frozen=True)
class ServiceSetting:
    """It offers something, and that works or does not, since ``occurred_at``."""

    service: str
    detail: str
    state: str
    reason: str | None
    set_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Put it among the services, or change it there."""
        aggregate.services[self.service] = Service(
            self.service,
            self.detail,
            ServiceState(self.state),
            OutReason(self.reason) if self.reason else None,
            self.occurred_at,
        )


@dataclass(frozen=True)
class ServiceEnding:
    """It offers something no more."""

    service: str
    ended_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take it off the services."""
        del aggregate.services[self.service]


@dataclass(frozen=True)
class KeeperNaming:
    """Somebody sees to it."""

    keeper_id: UUID
    named_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Remember who."""
        aggregate.keeper_id = self.keeper_id


@dataclass(frozen=True)
class KeeperEnding:
    """Whoever saw to it does so no more."""

    keeper_id: UUID
    ended_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Nobody is named now."""
        aggregate.keeper_id = None


@dataclass(frozen=True)
class PhotoShowing:
    """Its page shows this photo; without one it shows none."""

    photo_id: UUID | None
    shown_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take it over."""
        aggregate.photo_id = self.photo_id


@dataclass(frozen=True)
class Closing:
    """Nobody can come in, until a day if one is known."""

    reason: str
    until: date | None
    closed_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Shut it."""
        aggregate.closed = (self.reason, self.until)


@dataclass(frozen=True)
class Reopening:
    """One can come in again."""

    reopened_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Open it."""
        aggregate.closed = None
