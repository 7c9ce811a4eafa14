"""Commands about a station that is registered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.stations.place import Location, PlaceKind
from ledger.stations.station_events import ClosingReason
from ledger.stations.station_services import OutReason, ServiceState


@dataclass(frozen=True, slots=True, kw_only=True)
class StationCommand(Command):
    """Something about one station, said by somebody."""

    station_id: UUID
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStation(StationCommand):
    """Say what kind of place it is and where it lies."""

    kind: PlaceKind
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStationHours(StationCommand):
    """Open at other times."""

    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStationService(StationCommand):
    """Offer something, and say whether it works."""

    service: str
    detail: str = ""
    state: ServiceState = ServiceState.IN_ORDER
    reason: OutReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStationService(StationCommand):
    """Offer something no more."""

    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStationKeeper(StationCommand):
    """Let somebody who holds the role at this station see to it."""

    keeper_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStationKeeper(StationCommand):
    """Let nobody see to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStationPhoto(StationCommand):
    """Show a photo on its page, or none."""

    photo_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStation(StationCommand):
    """Close it, through a day if one is known."""

    reason: ClosingReason
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenStation(StationCommand):
    """Open it again."""
