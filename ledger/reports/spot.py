"""ReportSpot: what was filed of one category in one place on one day, so that it is found again.

One stream for each (category, spot, local day): who looks for the same thing reads a handful of
streams by their names and rests the decision on them, so that of two who file at once one is first
and the other joins, in whatever processes they are decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.reports.parameters import SAME_WITHIN
from ledger.reports.places import Place, Position, is_same


@dataclass(frozen=True, slots=True)
class Sighting:
    """A report that was the first of its kind here."""

    report_id: UUID
    position: Position | None
    occurred_at: datetime


class ReportSpot(Aggregate):
    """The first reports of a category in a spot on a day, in the order they came."""

    TOPIC = "report_spot"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "report_spot.created"

    class Opened(Created):
        TOPIC = "report_spot.opened"
        category: str
        spot: str
        day: date

    class Sighted(Event):
        TOPIC = "report_spot.sighted"
        report_id: UUID
        latitude_e4: int | None
        longitude_e4: int | None
        occurred_at: datetime

    @staticmethod
    def create_id(category: str, spot: str, day: date) -> UUID:
        """One stream for each category, spot and local day."""
        return derive("report-spot", str(category), spot, day.isoformat())

    @event(Opened)
    def __init__(self, category: str, spot: str, day: date) -> None:
        self.category, self.spot, self.day = category, spot, day
        self.sightings: list[Sighting] = []

    def note(self, report_id: UUID, position: Position | None, occurred_at: datetime) -> None:
        """Remember a report that is the first of its kind."""
        self.trigger_event(
            self.Sighted,
            report_id=report_id,
            latitude_e4=position.latitude_e4 if position else None,
            longitude_e4=position.longitude_e4 if position else None,
            occurred_at=occurred_at,
        )

    def like(self, position: Position | None, occurred_at: datetime) -> Iterator[Sighting]:
        """Return what is near enough in place and time to be the same thing, the first first."""
        return (
            it
            for it in self.sightings
            if is_same(it.position, position) and abs(occurred_at - it.occurred_at) <= SAME_WITHIN
        )

    @event(Sighted)
    def _sighted(
        self,
        report_id: UUID,
        latitude_e4: int | None,
        longitude_e4: int | None,
        occurred_at: datetime,
    ) -> None:
        known = latitude_e4 is not None and longitude_e4 is not None
        position = Position(latitude_e4 or 0, longitude_e4 or 0) if known else None
        self.sightings.append(Sighting(report_id, position, occurred_at))


def days_near(occurred_at: datetime, at: datetime) -> list[date]:
    """Return the days on which the same thing can have been seen, the earliest first."""
    last = min(occurred_at + SAME_WITHIN, at)
    return sorted({local_date(it) for it in (occurred_at - SAME_WITHIN, occurred_at, last)})


def spots_near(category: str, place: Place, occurred_at: datetime, at: datetime) -> list[UUID]:
    """Return the streams in which the same thing can have been filed."""
    days = days_near(occurred_at, at)
    return [
        ReportSpot.create_id(category, spot, day) for day in days for spot in place.spots_near()
    ]
