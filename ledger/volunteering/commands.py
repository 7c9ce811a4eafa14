"""Commands of volunteer service; those of teams stand in `team_commands.py`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.proxy import Consent
from ledger.volunteering.activity_commands import PublishActivity
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.supplement import SupplementReason
from ledger.volunteering.team_commands import FormTeam, RegisterVolunteer

__all__ = ["FormTeam", "PublishActivity", "RegisterVolunteer", "ScanActivity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanActivity(Command):
    """Check a volunteer in, or out if they are in."""

    activity_id: UUID
    person_id: UUID
    evidence: Evidence
    occurred_at: datetime
    clock_off: timedelta = timedelta(0)
    """How far the phone's clock was off: what was added to its word for ``occurred_at``."""
    device_id: UUID | None = None
    age: AgeBand = AgeBand.ADULT
    """How old the person was when it happened; known to the people, not to the ledger."""
    companion_id: UUID | None = None
    """The adult whom the leader names as staying with a minor."""
    recorded_by: UUID | None = None
    """Who scans for somebody; None if people scan with their own phone."""
    operator_id: UUID | None = None
    """Who did it for the person, and how the person agreed; both, or neither."""
    consent: Consent | None = None
    witness_id: UUID | None = None
    """Who else was there and stands by a tick on the list; only with Evidence.WITNESS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoScan(Command):
    """Take the scan that arrived last back, within 15 minutes."""

    activity_id: UUID
    person_id: UUID
    undone_by: UUID
    recorded_at: datetime | None = None
    """When the scan that is meant arrived; if another one came since, nothing is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAttendance(Command):
    """Note that nobody saw somebody leave, once it is too late to scan (VH-5)."""

    activity_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSupplement(Command):
    """Enter minutes afterwards, for a second person to decide (VH-4)."""

    activity_id: UUID
    person_id: UUID
    minutes: int
    reason: SupplementReason
    recorded_by: UUID
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSupplement(Command):
    """Let entered minutes count, or decline them."""

    supplement_id: UUID
    accepted: bool
    decided_by: UUID
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHeld(Command):
    """Stand behind minutes that were held: over the caps, or a leader's own (VH-6, VH-9)."""

    activity_id: UUID
    person_id: UUID
    confirmed_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDoubtfulScan(Command):
    """Stand by a scan that was kept for review, or say that it does not count."""

    doubtful_id: UUID
    accepted: bool
    settled_by: UUID
    age: AgeBand = AgeBand.ADULT
    companion_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateZero(Command):
    """Say that nothing is made up for somebody whose leaving nobody saw."""

    activity_id: UUID
    person_id: UUID
    stated_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordActivity(Command):
    """Say that everything that happened at an activity is recorded (Order 67 art. 11)."""

    activity_id: UUID
    recorded_by: UUID
