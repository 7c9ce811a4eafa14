"""A scan on its way through the house: what was sent, and what it came to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from ledger.kernel.ids import widen
from ledger.kernel.occurrence import DeviceClock
from qr.flaws import Flaw, InvalidTokenError
from qr.layout import Token

UPLOAD_FACTS = frozenset({"device_time", "sequence"})
"""What a phone says of the sending: another time, or first without it, it is the same scan."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a staff member scans: a station or an activity."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Scan:
    """A text somebody's phone read off a code, and when."""

    text: str
    occurred_at: datetime | None
    device_id: UUID | None
    place: Place | None
    companion: str | None = None
    """Whose company a leader names for a minor: a number or a card."""
    device_time: datetime | None = None
    """What the phone's clock showed when it sent the scan."""
    sequence: int | None = None
    """The running number of a scan that was kept on the phone."""

    @classmethod
    def of(cls, loaded: dict[str, Any]) -> Self:
        """Make a scan of what the schema loaded."""
        place = loaded["place"]
        return cls(
            text=loaded["token"],
            occurred_at=loaded["occurred_at"],
            device_id=loaded["device_id"],
            place=None if place is None else Place(place["kind"], place["id"]),
            companion=loaded["companion"],
            device_time=loaded["device_time"],
            sequence=loaded["sequence"],
        )

    def clock_off(self, at: datetime) -> timedelta:
        """Return how far the phone's clock was off when this came; nothing if it says no time."""
        return DeviceClock.of(self.device_time, at).offset if self.occurred_at else timedelta(0)

    def happened_at(self, at: datetime) -> datetime:
        """Return when it happened by the server's clock; raises ScanNeedsReviewError if never."""
        if self.occurred_at is None:
            return at
        return DeviceClock(self.clock_off(at)).right(self.occurred_at)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scan came to: the status and body that are told."""

    status: int
    body: dict[str, Any]
    duplicate: bool = False


def subject_id(token: Token) -> UUID:
    """Return the ID a token is about; a subject that is no half of an ID is no code of ours."""
    try:
        return widen(token.subject)
    except ValueError:
        raise InvalidTokenError(Flaw.MALFORMED) from None
