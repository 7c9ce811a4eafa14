"""Commands of stations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.proxy import Consent
from ledger.stations.place import Location, PlaceKind
from ledger.stations.visit_day import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStation(Command):
    """Enter a station."""

    unit_code: str
    name: str
    services: tuple[str, ...]
    hours: str
    kind: PlaceKind = PlaceKind.RED_BEE
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRider(Command):
    """Register a person as a rider, with a wallet that is good in the whole city."""

    person_id: UUID
    number: str
    unit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanStation(Command):
    """Count a rider's visit to a station."""

    station_id: UUID
    rider_id: UUID
    method: Method
    occurred_at: datetime
    device_id: UUID | None = None
    operator_id: UUID | None = None
    """Who did it for the person, and how the person agreed; both, or neither."""
    consent: Consent | None = None
