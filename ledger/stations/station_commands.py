"""Commands about a station that is registered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.stations.place import Location, PlaceKind
from ledger.stations.station_events import ClosingReason
from ledger.stations.station_services import OutReason, ServiceState


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStation(Command):
    """Say what kind of place it is and where it lies."""

    station_id: UUID
    by: UUID
    kind: PlaceKind
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStationHours(Command):
    """Open at other times."""

    station_id: UUID
    by: UUID
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStationService(Command):
    """Offer something, and say whether it works."""

    station_id: UUID
    by: UUID
    service: str
    detail: str = ""
    state: ServiceState = ServiceState.IN_ORDER
    reason: OutReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStationService(Command):
    """Offer something no more."""

    station_id: UUID
    by: UUID
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStationKeeper(Command):
    """Let somebody who holds the role at this station see to it."""

    station_id: UUID
    by: UUID
    keeper_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStationKeeper(Command):
    """Let nobody see to it."""

    station_id: UUID
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStationPhoto(Command):
    """Show a photo on its page, or none."""

    station_id: UUID
    by: UUID
    photo_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStation(Command):
    """Close it, through a day if one is known."""

    station_id: UUID
    by: UUID
    reason: ClosingReason
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenStation(Command):
    """Open it again."""

    station_id: UUID
    by: UUID
