"""Handlers of commands about a station that is registered."""

from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.role_holder import RoleHolder
from ledger.stations.errors import StationNotFoundError
from ledger.stations.station import Station
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
from ledger.stations.station_errors import NotAStationKeeperError
from ledger.stations.station_services import Service

KEEPER_ROLE = "station_keeper"


def _own(command: Any) -> list[UUID]:
    return [command.station_id]


def _station(session: Session, station_id: UUID) -> Station:
    station = session.find(Station, station_id)
    if station is None:
        raise StationNotFoundError(station_id=station_id)
    return station


@handles(PlaceStation, streams=_own)
def place_station(session: Session, command: PlaceStation) -> Answer:
    """Say what kind of place it is and where it lies."""
    _station(session, command.station_id).place(
        command.kind, command.location, command.by, command.at
    )
    return {"station_id": command.station_id}


@handles(ChangeStationHours, streams=_own)
def change_station_hours(session: Session, command: ChangeStationHours) -> Answer:
    """Open at other times."""
    _station(session, command.station_id).change_hours(command.hours, command.by, command.at)
    return {"station_id": command.station_id}


@handles(SetStationService, streams=_own)
def set_station_service(session: Session, command: SetStationService) -> Answer:
    """Offer something, and say whether it works."""
    service = Service(
        command.service, command.detail, command.state, command.reason, since=command.at
    )
    _station(session, command.station_id).set_service(service, command.by)
    return {"station_id": command.station_id}


@handles(EndStationService, streams=_own)
def end_station_service(session: Session, command: EndStationService) -> Answer:
    """Offer something no more."""
    _station(session, command.station_id).end_service(command.service, command.by, command.at)
    return {"station_id": command.station_id}


@handles(
    NameStationKeeper,
    streams=lambda c: [c.station_id, RoleHolder.create_id(c.keeper_id)],
)
def name_station_keeper(session: Session, command: NameStationKeeper) -> Answer:
    """Let somebody see to it who holds the role there on this day."""
    station = _station(session, command.station_id)
    holder_id = RoleHolder.create_id(command.keeper_id)
    session.rely_on(holder_id)  # a term that ends meanwhile must be seen
    holder, today = session.find(RoleHolder, holder_id), local_date(command.at)
    terms = [] if holder is None else holder.terms
    if not any(
        it.role == KEEPER_ROLE
        and it.place_id in (None, station.id)
        and station.unit_code.startswith(it.unit_code)
        and it.from_day <= today
        and (it.to_day is None or today <= it.to_day)
        for it in terms
    ):
        raise NotAStationKeeperError
    station.name_keeper(command.keeper_id, command.by, command.at)
    return {"station_id": command.station_id}


@handles(EndStationKeeper, streams=_own)
def end_station_keeper(session: Session, command: EndStationKeeper) -> Answer:
    """Let nobody see to it."""
    _station(session, command.station_id).end_keeper(command.by, command.at)
    return {"station_id": command.station_id}


@handles(ShowStationPhoto, streams=_own)
def show_station_photo(session: Session, command: ShowStationPhoto) -> Answer:
    """Show a photo, or none; the answer names the one shown before."""
    station = _station(session, command.station_id)
    former = station.photo_id
    station.show_photo(command.photo_id, command.by, command.at)
    return {"station_id": command.station_id, "former_photo_id": former}


@handles(CloseStation, streams=_own)
def close_station(session: Session, command: CloseStation) -> Answer:
    """Close it for some time."""
    _station(session, command.station_id).close(
        command.reason, command.until, command.by, command.at
    )
    return {"station_id": command.station_id}


@handles(ReopenStation, streams=_own)
def reopen_station(session: Session, command: ReopenStation) -> Answer:
    """Open it again."""
    _station(session, command.station_id).reopen(command.by, command.at)
    return {"station_id": command.station_id}
