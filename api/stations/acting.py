"""What offices and keepers say of a station, for doors and for pages."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.photos.evidence import sent_photos
from api.reading import settled
from api.services import services
from ledger.kernel.commands import Command
from ledger.kernel.receipts import Recorded
from ledger.stations.errors import StationNotFoundError
from ledger.stations.place import Location, PlaceKind
from ledger.stations.station_commands import (
    ChangeStationHours,
    CloseStation,
    EndStationKeeper,
    EndStationService,
    NameStationKeeper,
    PlaceStation,
    ReopenStation,
    SetStationService,
    ShowStationPhoto,
)
from ledger.stations.station_events import ClosingReason
from ledger.stations.station_services import OutReason, ServiceState
from projections.stations.views import StationRow


def station_of(station_id: UUID) -> StationRow:
    """Return a station, or refuse."""
    station = settled(services(), lambda: services().views.stations.of(station_id))
    if station is None:
        raise StationNotFoundError(station_id=station_id)
    return station


def near_station(station_id: UUID) -> StationRow:
    """Return a station the caller sees to: keepers and screens their own, offices their unit's."""
    station, who = station_of(station_id), caller()
    if who.grant.place_id is not None:
        who.require_place(station_id)
    else:
        who.require_unit(station.unit_code)
    return station


def say_place(
    stamp: Stamp, station_id: UUID, kind: PlaceKind, location: Location | None
) -> Recorded:
    """Say what kind of place it is, and where."""
    return _say(PlaceStation, stamp, station_id, kind=kind, location=location)


def say_hours(stamp: Stamp, station_id: UUID, hours: str) -> Recorded:
    """Say when it is open."""
    return _say(ChangeStationHours, stamp, station_id, hours=hours)


def say_service(
    stamp: Stamp, station_id: UUID, service: str, detail: str, reason: OutReason | None
) -> Recorded:
    """Say that it offers something: it works, unless there is a reason why it does not."""
    state = ServiceState.OUT_OF_ORDER if reason else ServiceState.IN_ORDER
    offered: dict[str, Any] = {"service": service, "detail": detail}
    return _say(SetStationService, stamp, station_id, **offered, state=state, reason=reason)


def end_service(stamp: Stamp, station_id: UUID, service: str) -> Recorded:
    """Say that it offers something no more."""
    return _say(EndStationService, stamp, station_id, service=service)


def name_keeper(stamp: Stamp, station_id: UUID, keeper_id: UUID) -> Recorded:
    """Say who sees to it."""
    return _say(NameStationKeeper, stamp, station_id, keeper_id=keeper_id)


def end_keeper(stamp: Stamp, station_id: UUID) -> Recorded:
    """Say that nobody does."""
    return _say(EndStationKeeper, stamp, station_id)


def close(stamp: Stamp, station_id: UUID, reason: ClosingReason, until: date | None) -> Recorded:
    """Close it, through a day if one is known."""
    return _say(CloseStation, stamp, station_id, reason=reason, until=until)


def reopen(stamp: Stamp, station_id: UUID) -> Recorded:
    """Open it again."""
    return _say(ReopenStation, stamp, station_id)


def show_photo(stamp: Stamp, station_id: UUID, photo_id: UUID | None) -> Recorded:
    """Show a photo the caller sent, or none.

    It stays as long as it is shown; the term of the one before begins when it is shown no more.
    """
    near_station(station_id)
    sent_photos([photo_id] if photo_id else [])
    recorded = _say(ShowStationPhoto, stamp, station_id, photo_id=photo_id)
    photos, now = services().photos, services().clock()
    if photo_id is not None:
        photos.record([photo_id], now)
        photos.hold([photo_id])
    former = recorded.answer["former_photo_id"]
    if former is not None and UUID(former) != photo_id:
        photos.release([UUID(former)], now)
    return recorded


def _say(command: Callable[..., Command], stamp: Stamp, station_id: UUID, **facts: Any) -> Recorded:
    near_station(station_id)
    said = command(**stamp, station_id=station_id, by=caller().person_id, **facts)
    return carry_out(services(), said)
