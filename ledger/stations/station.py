"""Station: a place where riders rest (红蜂驿站)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.stations.opening import require_readable
from ledger.stations.place import Location, PlaceKind, require_in_city
from ledger.stations.station_errors import (
    ClosingEndsTooEarlyError,
    ServiceNotFoundError,
    StationClosedError,
    TooManyServicesError,
)
from ledger.stations.station_events import (
    Closing,
    ClosingReason,
    HoursChanging,
    KeeperEnding,
    KeeperNaming,
    PhotoShowing,
    Placing,
    Reopening,
    ServiceEnding,
    ServiceSetting,
)
from ledger.stations.station_services import SERVICES_MAX, Service, require_reason

STATION_NAME_LENGTH_MAX = 50
HOURS_LENGTH_MAX = 50


class Station(Aggregate):
    """A registered station: where it is, what it offers, when it is open, who sees to it."""

    TOPIC = "station"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "station.created"

    class Registered(Created):
        TOPIC = "station.registered"
        class_version = 2
        unit_code: str
        name: str
        services: list[str]
        hours: str
        kind: str
        location: Location | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 says what kind of place it is and where: before, all were red bee stations."""
            state |= {"kind": PlaceKind.RED_BEE.value, "location": None}

    class Placed(Placing, Event):
        TOPIC = "station.placed"

    class HoursChanged(HoursChanging, Event):
        TOPIC = "station.hours_changed"

    class ServiceSet(ServiceSetting, Event):
        TOPIC = "station.service_set"

    class ServiceEnded(ServiceEnding, Event):
        TOPIC = "station.service_ended"

    class KeeperNamed(KeeperNaming, Event):
        TOPIC = "station.keeper_named"

    class KeeperEnded(KeeperEnding, Event):
        TOPIC = "station.keeper_ended"

    class PhotoShown(PhotoShowing, Event):
        TOPIC = "station.photo_shown"

    class Closed(Closing, Event):
        TOPIC = "station.closed"

    class Reopened(Reopening, Event):
        TOPIC = "station.reopened"

    @event(Registered)
    def __init__(
        self,
        unit_code: str,
        name: str,
        services: list[str],
        hours: str,
        kind: str,
        location: Location | None,
    ) -> None:
        self.unit_code = unit_code
        self.name = name
        self.hours = hours
        self.kind = PlaceKind(kind)
        self.location = location
        since = self.created_on
        offered = [Service.of_words(words, since) for words in services]
        self.services: dict[str, Service] = {it.name: it for it in offered}
        self.keeper_id: UUID | None = None
        self.photo_id: UUID | None = None
        self.closed: tuple[str, date | None] | None = None

    def place(self, kind: PlaceKind, location: Location | None, by: UUID, at: datetime) -> None:
        """Say what kind of place it is and where it lies; the same again says nothing."""
        if location is not None:
            require_in_city(location)
        if (kind, location) != (self.kind, self.location):
            self.trigger_event(
                self.Placed, kind=kind.value, location=location, placed_by=by, occurred_at=at
            )

    def change_hours(self, hours: str, by: UUID, at: datetime) -> None:
        """Open at other times; they must be readable, for people look for what is open now."""
        require_readable(hours)
        if hours != self.hours:
            self.trigger_event(
                self.HoursChanged,
                hours=hours,
                previous=self.hours,
                changed_by=by,
                occurred_at=at,
            )

    def set_service(self, service: Service, by: UUID) -> None:
        """Offer something, or say how it stands; the same again keeps the former time."""
        require_reason(service.state, service.reason)
        known = self.services.get(service.name)
        if known is None and len(self.services) >= SERVICES_MAX:
            raise TooManyServicesError(services_max=SERVICES_MAX)
        if known is None or not service.is_said_by(known):
            self.trigger_event(
                self.ServiceSet,
                service=service.name,
                detail=service.detail,
                state=service.state.value,
                reason=service.reason.value if service.reason else None,
                set_by=by,
                occurred_at=service.since,
            )

    def end_service(self, service: str, by: UUID, at: datetime) -> None:
        """Offer something no more."""
        if service not in self.services:
            raise ServiceNotFoundError(service=service)
        self.trigger_event(self.ServiceEnded, service=service, ended_by=by, occurred_at=at)

    def name_keeper(self, keeper_id: UUID, by: UUID, at: datetime) -> None:
        """Let somebody see to it, in the place of whoever did."""
        if keeper_id == self.keeper_id:
            return
        self.end_keeper(by, at)
        self.trigger_event(self.KeeperNamed, keeper_id=keeper_id, named_by=by, occurred_at=at)

    def end_keeper(self, by: UUID, at: datetime) -> None:
        """Let nobody see to it; harmless where nobody does."""
        if self.keeper_id is not None:
            self.trigger_event(
                self.KeeperEnded, keeper_id=self.keeper_id, ended_by=by, occurred_at=at
            )

    def show_photo(self, photo_id: UUID | None, by: UUID, at: datetime) -> None:
        """Show a photo, or none."""
        if photo_id != self.photo_id:
            self.trigger_event(self.PhotoShown, photo_id=photo_id, shown_by=by, occurred_at=at)

    def close(self, reason: ClosingReason, until: date | None, by: UUID, at: datetime) -> None:
        """Close for some time; ``until`` is the last day on which it is closed."""
        if self.closed is not None:
            raise StationClosedError(reason=self.closed[0])
        if until is not None and until < local_date(at):
            raise ClosingEndsTooEarlyError(until=until.isoformat())
        self.trigger_event(
            self.Closed, reason=reason.value, until=until, closed_by=by, occurred_at=at
        )

    def reopen(self, by: UUID, at: datetime) -> None:
        """Open again; harmless where it is open."""
        if self.closed is not None:
            self.trigger_event(self.Reopened, reopened_by=by, occurred_at=at)
