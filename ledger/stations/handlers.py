"""Handlers of stations."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive_subject
from ledger.kernel.session import Session
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.place import require_in_city
from ledger.stations.rider import Rider
from ledger.stations.station import Station
from ledger.wallets.wallet import Wallet, WalletKind


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
