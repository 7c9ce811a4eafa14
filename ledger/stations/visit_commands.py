"""Commands of visits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.proxy import Consent
from ledger.stations.visit_windows import Method, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanStation(Command):
    """Count a rider's visit to a station."""

    station_id: UUID
    rider_id: UUID
    method: Method
    occurred_at: datetime
    """Set right by ``clock_off``."""
    clock_off: timedelta = timedelta(0)
    """How far the phone's clock was off when it sent: what was added to its word."""
    device_id: UUID | None = None
    scanned_by: UUID | None = None
    """Whose phone scanned, if it is not the rider's."""
    operator_id: UUID | None = None
    """Who did it for the person, and how the person agreed; both, or neither."""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDoubtfulVisit(Command):
    """Let a visit that could not be believed count, or never count."""

    doubtful_id: UUID
    accepted: bool
    settled_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPurpose(Command):
    """Say what a visit was for."""

    rider_id: UUID
    station_id: UUID
    scanned_at: datetime
    purpose: Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackVisit(Command):
    """Let a scan of one's own be none, as if it had never been made."""

    rider_id: UUID
    station_id: UUID
    scanned_at: datetime
    taken_back_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackDoubtfulVisit(Command):
    """Let a scan of one's own that waits for people be none."""

    doubtful_id: UUID
    rider_id: UUID
    taken_back_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackAhead(Command):
    """Let a scan of one's own be none that has not arrived yet."""

    scan_key: str
    """The key it will be sent with, in full."""
    rider_id: UUID
    taken_back_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNumbers(Command):
    """Note the running numbers of the kept scans that a phone has sent."""

    person_id: UUID | None
    """Who was signed in; nobody at a station's own device."""
    role: str
    device_id: UUID
    unit_code: str
    place_id: UUID | None
    """The station or shop of whoever was signed in, if they keep one."""
    numbers: tuple[int, ...]
    clock_off: timedelta
