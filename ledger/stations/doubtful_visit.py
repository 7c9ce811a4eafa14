"""DoubtfulVisit: a scan of a station that cannot be believed as it is, until people decide."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.kernel.occurrence import CLOCK_SKEW_MAX
from ledger.registry.separation import Hands, Step
from ledger.stations.errors import DoubtfulVisitSettledError
from ledger.stations.visit_windows import Scan


class Outcome(StrEnum):
    """What a decision came to, and why."""

    COUNTED = "counted"
    REPEATED = "repeated"
    """Accepted, and the station had counted within four hours of it."""
    CLOCK_OFF = "clock_off"
    """Dropped: the phone's clock was too far off."""
    TOO_LATE = "too_late"
    """Dropped: it had been kept too long."""
    NOT_SAID = "not_said"
    """Decided before outcomes were stated."""


def doubt_of(device_at: datetime, occurred_at: datetime) -> Outcome:
    """Say why a visit is not believed: the clock of its phone, or how long it was kept."""
    too_far = abs(device_at - occurred_at) > CLOCK_SKEW_MAX
    return Outcome.CLOCK_OFF if too_far else Outcome.TOO_LATE


class DoubtfulVisit(Aggregate):
    """What a phone sent too late, or with a clock too far off (A23): no visit, no points yet.

    ``device_at`` is what the phone said, ``occurred_at`` the same set right by its clock at the
    upload, ``recorded_at`` when it came.
    """

    TOPIC = "doubtful_visit"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "doubtful_visit.created"

    class Kept(Created):
        TOPIC = "doubtful_visit.kept"
        rider_id: UUID
        station_id: UUID
        unit_code: str
        method: str
        device_id: UUID | None
        device_at: datetime
        occurred_at: datetime
        recorded_at: datetime
        scanned_by: UUID | None
        consent: str | None
        """How the rider agreed that whoever scanned acts for them, if they did."""

    class Settled(Event):
        TOPIC = "doubtful_visit.settled"
        class_version = 2
        rider_id: UUID
        station_id: UUID
        accepted: bool
        outcome: str
        settled_by: UUID
        occurred_at: datetime

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 states what the decision came to."""
            state["outcome"] = Outcome.NOT_SAID.value

    class TakenBack(Event):
        """The rider took the scan back before anybody had decided."""

        TOPIC = "doubtful_visit.taken_back"
        rider_id: UUID
        station_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(key: str) -> UUID:
        """One for each scan that was sent."""
        return derive("doubtful-visit", key)

    @event(Kept)
    def __init__(  # noqa: PLR0913, PLR0917 - as much as the event says of it
        self,
        rider_id: UUID,
        station_id: UUID,
        unit_code: str,
        method: str,
        device_id: UUID | None,
        device_at: datetime,
        occurred_at: datetime,
        scanned_by: UUID | None,
        consent: str | None,
    ) -> None:
        self.rider_id = rider_id
        self.station_id = station_id
        operator_id = scanned_by if consent else None
        self.scan = Scan(occurred_at, method, unit_code, device_id, operator_id, consent)
        self.scanned_by = scanned_by
        self.doubt = doubt_of(device_at, occurred_at)
        self.is_settled = False
        self.is_accepted = False

    def refuse_settling(self, settled_by: UUID) -> None:
        """Let somebody decide once; never the rider, nor whoever scanned."""
        Hands.of(self.rider_id, propose=self.scanned_by).refuse(Step.REVIEW, settled_by)
        if self.is_settled:
            raise DoubtfulVisitSettledError

    def settle(self, outcome: Outcome, *, settled_by: UUID, at: datetime) -> None:
        """State what was decided, and what it came to."""
        self.refuse_settling(settled_by)
        self.trigger_event(
            self.Settled,
            rider_id=self.rider_id,
            station_id=self.station_id,
            accepted=outcome in (Outcome.COUNTED, Outcome.REPEATED),
            outcome=outcome.value,
            settled_by=settled_by,
            occurred_at=at,
        )

    def take_back(self, at: datetime) -> None:
        """Let nobody have to decide; twice is once."""
        if not self.is_settled:
            self.trigger_event(
                self.TakenBack, rider_id=self.rider_id, station_id=self.station_id, occurred_at=at
            )

    @event(Settled)
    def _settled(self, accepted: bool) -> None:
        self.is_settled = True
        self.is_accepted = accepted

    @event(TakenBack)
    def _taken_back(self) -> None:
        self.is_settled = True
