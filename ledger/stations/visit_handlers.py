"""Handlers of visits: scans in any order, doubts that people settle, and what a visit was for."""

from datetime import date, datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.occurrence import ScanNeedsReviewError, believed
from ledger.kernel.session import Session
from ledger.registry.proxy import check_proxy
from ledger.stations.doubtful_visit import DoubtfulVisit, Outcome
from ledger.stations.errors import (
    DoubtfulVisitNotFoundError,
    RiderNotFoundError,
    StationNotFoundError,
    VisitAlreadyCountedError,
    VisitNotFoundError,
)
from ledger.stations.rider import Rider
from ledger.stations.station import Station
from ledger.stations.taken_back_scan import TAKEN_BACK, TakenBackScan, was_taken_back_ahead
from ledger.stations.visit_commands import ScanStation, SettleDoubtfulVisit, TellPurpose
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_recount import Recount, each_earner, share_points
from ledger.stations.visit_windows import POINTS_PER_DAY, VISIT_GAP, Scan
from ledger.wallets.wallet import Reason, Wallet, WalletKind


def days_near(occurred_at: datetime) -> list[date]:
    """Return the days on which a visit within four hours of this one may lie, own day first."""
    own = local_date(occurred_at)
    near = {local_date(occurred_at - VISIT_GAP), local_date(occurred_at + VISIT_GAP)} - {own}
    return [own, *sorted(near)]


def _scan_streams(command: ScanStation) -> list[UUID]:
    moment = min(command.occurred_at, command.at)
    return [
        command.station_id,
        TakenBackScan.create_id(command.key),
        Rider.create_id(command.rider_id),
        Wallet.create_id(command.rider_id, WalletKind.RIDER),
        *(VisitDay.create_id(command.rider_id, day) for day in days_near(moment)),
    ]


@handles(ScanStation, streams=_scan_streams)
def scan_station(session: Session, command: ScanStation) -> Answer:
    """Keep a scan, count the visit it makes and post its point, all or nothing.

    A scan that cannot be believed is kept for review and answered with what speaks against it.
    """
    station = session.find(Station, command.station_id)
    if station is None:
        raise StationNotFoundError(station_id=command.station_id)
    wallet = _wallet_of(session, command.rider_id)
    check_proxy(command.rider_id, command.operator_id, command.consent)
    if was_taken_back_ahead(session, command):
        return {"result": TAKEN_BACK, "points": 0}
    try:
        occurred_at = believed(command.occurred_at, command.at, command.clock_off)
    except ScanNeedsReviewError as doubt:
        return _keep_doubtful(session, station, command, doubt)
    scan = Scan(
        occurred_at,
        command.method.value,
        station.unit_code,
        command.device_id,
        command.operator_id,
        command.consent,
    )
    return take_scan(session, station, wallet, scan, command.key)


def take_scan(session: Session, station: Station, wallet: Wallet, scan: Scan, key: str) -> Answer:
    """Put a believed scan into the rider's day, and count what follows."""
    today = _day(session, wallet.owner_id, local_date(scan.at))
    today.refuse_surplus(station.id, scan)
    recount = Recount(session, today, station.id, scan)
    wanting = share_points(recount.changes)
    for change, it in each_earner(wanting):
        own = change.day is today
        entry = ("credit", key) if own else ("credit", key, change.day.day.isoformat())
        wallet.credit(
            entry_id=derive(*entry),
            amount=POINTS_PER_DAY,
            reason=Reason.VISIT,
            source_id=station.id,
            occurred_at=it.at,
        )
    recount.keep()
    return _told(station, recount, scan)


def _told(station: Station, recount: Recount, scan: Scan) -> Answer:
    """Say what a scan came to; ``visit`` is what its purpose is told of."""
    own = recount.changes[0]
    visit = {
        "rider_id": own.day.rider_id,
        "station_id": station.id,
        "scanned_at": scan.at.isoformat(),
    }
    points = own.gains.get(scan.order, 0)
    if own.repeated is not None and not points:
        facts = VisitAlreadyCountedError.since(recount.covered_since).facts
        return {"kept_as": VisitAlreadyCountedError.code, "facts": facts, "visit": visit}
    return {
        "result": "visit_counted",
        "station_id": station.id,
        "station_name": station.name,
        "visits_today": own.day.visits,
        "points": points,
        "visit": visit,
    }


def _keep_doubtful(
    session: Session, station: Station, command: ScanStation, doubt: ScanNeedsReviewError
) -> Answer:
    doubtful_id = DoubtfulVisit.create_id(command.key)
    session.require(doubtful_id)
    if session.find(DoubtfulVisit, doubtful_id) is None:
        kept = DoubtfulVisit._create(  # noqa: SLF001 - its ID follows from the key
            DoubtfulVisit.Kept,
            id=doubtful_id,
            rider_id=command.rider_id,
            station_id=station.id,
            unit_code=station.unit_code,
            method=command.method.value,
            device_id=command.device_id,
            device_at=command.occurred_at - command.clock_off,
            occurred_at=command.occurred_at,
            recorded_at=command.at,
            scanned_by=command.operator_id or command.scanned_by,
            consent=command.consent,
        )
        session.add(kept)
    return {"doubtful_id": doubtful_id, "kept_as": doubt.code, "facts": doubt.facts}


@handles(SettleDoubtfulVisit, streams=lambda c: [c.doubtful_id])
def settle_doubtful_visit(session: Session, command: SettleDoubtfulVisit) -> Answer:
    """Let a doubtful visit count as if it had been believed, or drop it."""
    doubtful = session.find(DoubtfulVisit, command.doubtful_id)
    if doubtful is None:
        raise DoubtfulVisitNotFoundError
    told: Answer = {"doubtful_id": doubtful.id, "accepted": command.accepted}
    if not command.accepted:
        doubtful.settle(doubtful.doubt, settled_by=command.settled_by, at=command.at)
        return told
    doubtful.refuse_settling(command.settled_by)
    session.require(doubtful.station_id)
    station = session.find(Station, doubtful.station_id)
    assert station is not None, "a visit was kept for it"
    try:
        wallet = _wallet_of(session, doubtful.rider_id)
        told |= take_scan(session, station, wallet, doubtful.scan, command.key)
    except VisitAlreadyCountedError as no:
        told |= {"kept_as": no.code, "facts": no.facts}
    outcome = Outcome.REPEATED if "kept_as" in told else Outcome.COUNTED
    doubtful.settle(outcome, settled_by=command.settled_by, at=command.at)
    return told


@handles(TellPurpose, streams=lambda c: [VisitDay.create_id(c.rider_id, local_date(c.scanned_at))])
def tell_purpose(session: Session, command: TellPurpose) -> Answer:
    """Note what a visit was for; the same again changes nothing."""
    day_id = VisitDay.create_id(command.rider_id, local_date(command.scanned_at))
    day = session.find(VisitDay, day_id)
    if day is None:
        raise VisitNotFoundError
    day.tell_purpose(command.station_id, command.scanned_at, command.purpose.value)
    return {"purpose": command.purpose.value}


def _wallet_of(session: Session, rider_id: UUID) -> Wallet:
    """Load a rider's wallet, or refuse whoever is none."""
    rider, wallet = Rider.create_id(rider_id), Wallet.create_id(rider_id, WalletKind.RIDER)
    session.require(rider, wallet)
    found = session.find(Wallet, wallet)
    if session.find(Rider, rider) is None or found is None:
        raise RiderNotFoundError
    return found


def _day(session: Session, rider_id: UUID, day: date) -> VisitDay:
    identifier = VisitDay.create_id(rider_id, day)
    session.require(identifier)
    today = session.find(VisitDay, identifier)
    if today is None:
        today = VisitDay(rider_id=rider_id, day=day)
        session.add(today)
    return today
