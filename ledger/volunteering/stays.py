"""Stays: what the scans of one attendance say, whatever the order they arrive in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.registry.proxy import Consent
from ledger.volunteering.activity import Activity
from ledger.volunteering.errors import ActivityEndedError, ActivityNotStartedError
from ledger.volunteering.evidence import Evidence

CHECK_IN_OPENS = timedelta(minutes=60)
"""How long before the planned start a scan checks in."""
CHECK_OUT_AFTER = timedelta(minutes=5)
"""Two scans closer than this are one scan made twice, not a coming and a leaving."""
NO_CHECK_OUT_CLOSES = timedelta(minutes=120)
"""``noscan_close_after``: this long past the end, only the leader can make it up (VH-5)."""


@dataclass(frozen=True)
class ScanFacts:
    """What every event of a scan carries. ``recorded_by`` is None if people scan themselves."""

    evidence: str
    device_id: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    operator_id: UUID | None
    consent: str | None
    recorded_by: UUID | None
    witness_id: UUID | None

    def apply(self, aggregate: Any) -> None:
        """Keep the scan among the others."""
        aggregate.keep(self)


@dataclass(frozen=True)
class StayFacts:
    """The stay as it is after an event that may have moved either end."""

    came_at: datetime | None
    left_at: datetime | None
    evidence_in: str | None
    evidence_out: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One proven moment of a presence, as the scanner tells it."""

    occurred_at: datetime
    recorded_at: datetime
    evidence: Evidence
    device_id: UUID | None = None
    operator_id: UUID | None = None
    consent: Consent | None = None
    recorded_by: UUID | None = None
    """Who scanned or ticked for the person; None if the person did."""
    witness_id: UUID | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The fields that every event of a scan carries."""
        return {
            "occurred_at": self.occurred_at,
            "recorded_at": self.recorded_at,
            "evidence": self.evidence.value,
            "device_id": self.device_id,
            "operator_id": self.operator_id,
            "consent": self.consent,
            "recorded_by": self.recorded_by,
            "witness_id": self.witness_id,
        }


@dataclass(frozen=True, slots=True)
class Scan:
    """A moment at which somebody was there, and how that is known."""

    occurred_at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until when somebody was there; None for an end that nobody saw."""

    came: Scan | None = None
    left: Scan | None = None

    def covers(self, moment: datetime) -> bool:
        """Tell whether somebody was there at a moment, as far as scans say."""
        if self.came is None or moment < self.came.occurred_at:
            return False
        return self.left is None or moment < self.left.occurred_at

    @property
    def facts(self) -> dict[str, Any]:
        """The stay as events carry it."""
        return {
            "came_at": self.came and self.came.occurred_at,
            "left_at": self.left and self.left.occurred_at,
            "evidence_in": self.came and self.came.evidence,
            "evidence_out": self.left and self.left.evidence,
        }


@dataclass(frozen=True, slots=True)
class OldCount:
    """What the attendance itself counted, before there were years of service."""

    minutes: int
    counted_from: datetime
    counted_to: datetime


@dataclass(frozen=True, slots=True)
class Latest:
    """The scan that arrived last: what an undo takes back, and from which device it came."""

    occurred_at: datetime
    recorded_at: datetime
    device_id: UUID | None
    recorded_by: UUID | None


def check_hours(activity: Activity, occurred_at: datetime) -> None:
    """Refuse a scan from before the doors open or from long after the end."""
    if occurred_at < activity.starts_at - CHECK_IN_OPENS:
        raise ActivityNotStartedError(starts_at=activity.starts_at.isoformat())
    if occurred_at > activity.ends_at + NO_CHECK_OUT_CLOSES:
        raise ActivityEndedError(ends_at=activity.ends_at.isoformat())


def stay_of(scans: list[Scan], ends_at: datetime) -> Stay:
    """Return the stay that scans come to; nobody comes after the end."""
    if not scans:
        return Stay()
    first, last = min(scans, key=when), max(scans, key=when)
    if first.occurred_at > ends_at:
        return Stay(None, last)
    if last.occurred_at - first.occurred_at < CHECK_OUT_AFTER:
        return Stay(first)
    return Stay(first, last)


def when(scan: Scan) -> tuple[datetime, str]:
    """Return what scans are sorted by: two of one moment have one order, too."""
    return scan.occurred_at, scan.evidence


def without(scans: list[Scan], scanned_at: datetime) -> list[Scan]:
    """Leave out one scan of a moment."""
    place = next((n for n, it in enumerate(scans) if it.occurred_at == scanned_at), None)
    return [it for n, it in enumerate(scans) if n != place]


def tell_when_recorded(state: dict[str, Any]) -> None:
    """Bring a scan over from when only the envelope knew when it reached the ledger."""
    state["recorded_at"] = state["timestamp"]
    state["recorded_by"] = state["operator_id"]
    state["witness_id"] = None
