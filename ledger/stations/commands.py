"""Commands of stations."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.stations.place import Location, PlaceKind


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
