"""Handlers of stations."""

from datetime import date, datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive, derive_subject
from ledger.kernel.occurrence import believed
from ledger.kernel.session import Session
from ledger.registry.proxy import check_proxy
from ledger.stations.commands import RegisterRider, RegisterStation, ScanStation
from ledger.stations.errors import RiderNotFoundError, StationNotFoundError
from ledger.stations.place import require_in_city
from ledger.stations.rider import Rider
from ledger.stations.station import Station
from ledger.stations.visit_day import VISIT_GAP, VisitDay
from ledger.wallets.wallet import Reason, Wallet, WalletKind


@handles(RegisterStation, streams=lambda c: [derive_subject("station", c.unit_code, c.name)])
def register_station(session: Session, command: RegisterStation) -> Answer:
    """Enter a station; a unit has one of a name."""
    station_id = derive_subject("station", command.unit_code, command.name)
    if session.find(Station, station_id) is None:
        if command.location is not None:
            require_in_city(command.location)
        station = Station._create(  # noqa: SLF001 - its ID is given
            Station.Registered,
            id=station_id,
            unit_code=command.unit_code,
            name=command.name,
            services=list(command.services),
            hours=command.hours,
            kind=command.kind.value,
            location=command.location,
        )
        session.add(station)
    return {"station_id": station_id}


def _rider_streams(command: RegisterRider) -> list[UUID]:
    person_id = command.person_id
    return [Rider.create_id(person_id), Wallet.create_id(person_id, WalletKind.RIDER)]


@handles(RegisterRider, streams=_rider_streams)
def register_rider(session: Session, command: RegisterRider) -> Answer:
    """Register a rider and open the wallet, both or neither."""
    wallet_id = Wallet.create_id(command.person_id, WalletKind.RIDER)
    if session.find(Rider, Rider.create_id(command.person_id)) is None:
        session.add(
            Rider(person_id=command.person_id, number=command.number, unit_code=command.unit_code)
        )
    if session.find(Wallet, wallet_id) is None:
        session.add(
            Wallet(
                owner_id=command.person_id,
                kind=WalletKind.RIDER.value,
                unit_code=command.unit_code,
            )
        )
    return {"person_id": command.person_id, "wallet_id": wallet_id}


def _days(occurred_at: datetime) -> list[date]:
    """Return the days on which a visit within four hours of this one may lie, own day first."""
    own = local_date(occurred_at)
    near = {local_date(occurred_at - VISIT_GAP), local_date(occurred_at + VISIT_GAP)} - {own}
    return [own, *sorted(near)]


def _scan_streams(command: ScanStation) -> list[UUID]:
    moment = min(command.occurred_at, command.at)
    return [
        command.station_id,
        Rider.create_id(command.rider_id),
        Wallet.create_id(command.rider_id, WalletKind.RIDER),
        *(VisitDay.create_id(command.rider_id, day) for day in _days(moment)),
    ]


@handles(ScanStation, streams=_scan_streams)
def scan_station(session: Session, command: ScanStation) -> Answer:
    """Count a visit and post its point, both or neither."""
    station = session.find(Station, command.station_id)
    if station is None:
        raise StationNotFoundError(station_id=command.station_id)
    wallet = session.find(Wallet, Wallet.create_id(command.rider_id, WalletKind.RIDER))
    if session.find(Rider, Rider.create_id(command.rider_id)) is None or wallet is None:
        raise RiderNotFoundError
    check_proxy(command.rider_id, command.operator_id, command.consent)
    occurred_at = believed(command.occurred_at, command.at)
    today = _day(session, command, occurred_at)
    points = today.count(
        station.id,
        unit_code=station.unit_code,
        method=command.method,
        device_id=command.device_id,
        occurred_at=occurred_at,
        operator_id=command.operator_id,
        consent=command.consent,
    )
    if points:
        wallet.credit(
            entry_id=derive("credit", command.key),
            amount=points,
            reason=Reason.VISIT,
            source_id=station.id,
            occurred_at=occurred_at,
        )
    return {
        "result": "visit_counted",
        "station_id": station.id,
        "station_name": station.name,
        "visits_today": sum(map(len, today.visits.values())),
        "points": points,
    }


def _day(session: Session, command: ScanStation, occurred_at: datetime) -> VisitDay:
    """Return the rider's day, having looked over midnight in both directions."""
    own, *near = _days(occurred_at)
    for day in near:
        neighbour_id = VisitDay.create_id(command.rider_id, day)
        session.rely_on(neighbour_id)  # it gets no event, so its version would not be checked
        neighbour = session.find(VisitDay, neighbour_id)
        if neighbour is not None:
            neighbour.refuse_repeat(command.station_id, occurred_at)
    today = session.find(VisitDay, VisitDay.create_id(command.rider_id, own))
    if today is None:
        today = VisitDay(rider_id=command.rider_id, day=own)
        session.add(today)
    return today
