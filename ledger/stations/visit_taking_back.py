"""Handlers of what a rider takes back: the scan was never made, whatever arrived first."""

from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.stations.doubtful_visit import DoubtfulVisit
from ledger.stations.errors import VisitNotFoundError
from ledger.stations.taken_back_scan import TAKEN_BACK, TakenBackScan, refuse_late
from ledger.stations.visit_commands import TakeBackAhead, TakeBackDoubtfulVisit, TakeBackVisit
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_handlers import days_near
from ledger.stations.visit_recount import Recount, each_earner, lost_points, share_points
from ledger.stations.visit_windows import POINTS_PER_DAY, Scan
from ledger.wallets import postings
from ledger.wallets.wallet import Reason, Wallet, WalletKind


def _streams(command: TakeBackVisit) -> list[UUID]:
    days = days_near(command.scanned_at)
    return [
        Wallet.create_id(command.rider_id, WalletKind.RIDER),
        *(VisitDay.create_id(command.rider_id, day) for day in days),
    ]


@handles(TakeBackVisit, streams=_streams)
def take_back_visit(session: Session, command: TakeBackVisit) -> Answer:
    """Let a scan leave the rider's day, and count what follows; twice is once."""
    refuse_late(command.scanned_at, command.taken_back_at)
    day_id = VisitDay.create_id(command.rider_id, local_date(command.scanned_at))
    day = session.find(VisitDay, day_id)
    if day is None:
        raise VisitNotFoundError
    scan = day.scan_of(command.station_id, command.scanned_at)
    points = 0 if scan is None else _take_back(session, day, command, scan)
    return {"result": TAKEN_BACK, "points": -points, "visits_today": day.visits}


def _take_back(session: Session, day: VisitDay, command: TakeBackVisit, scan: Scan) -> int:
    """Take a scan out; return how many points go with it."""
    wallet_id = Wallet.create_id(command.rider_id, WalletKind.RIDER)
    session.require(wallet_id)
    wallet = session.find(Wallet, wallet_id)
    assert wallet is not None, "whoever made a visit has one"
    recount = Recount(session, day, command.station_id, scan, gone=True)
    for change, it in each_earner(share_points(recount.changes)):
        wallet.credit(
            entry_id=derive("credit", command.key, change.day.day.isoformat()),
            amount=POINTS_PER_DAY,
            reason=Reason.VISIT,
            source_id=command.station_id,
            occurred_at=it.at,
        )
    losing = lost_points(recount.changes)
    for change in losing:
        wallet.reverse(
            derive("taken-back", command.key, change.day.day.isoformat()),
            reverses=postings.of_visit(wallet.credits, wallet.reversed, change.day.day),
            reason=Reason.VISIT,
            at=command.taken_back_at,
        )
    recount.keep(command.taken_back_at)
    return len(losing) * POINTS_PER_DAY


@handles(TakeBackDoubtfulVisit, streams=lambda c: [c.doubtful_id])
def take_back_doubtful_visit(session: Session, command: TakeBackDoubtfulVisit) -> Answer:
    """Let nobody have to decide; if somebody let it count, it does not any more."""
    doubtful = session.find(DoubtfulVisit, command.doubtful_id)
    if doubtful is None or doubtful.rider_id != command.rider_id:
        raise VisitNotFoundError
    scanned_at = doubtful.scan.at
    refuse_late(scanned_at, command.taken_back_at)
    if not doubtful.is_accepted:
        doubtful.take_back(command.taken_back_at)
        return {"result": TAKEN_BACK, "points": 0}
    visit = TakeBackVisit(
        key=command.key,
        at=command.at,
        rider_id=command.rider_id,
        station_id=doubtful.station_id,
        scanned_at=scanned_at,
        taken_back_at=command.taken_back_at,
    )
    session.require(*_streams(visit))
    return take_back_visit(session, visit)


@handles(TakeBackAhead, streams=lambda c: [TakenBackScan.create_id(c.scan_key)])
def take_back_ahead(session: Session, command: TakeBackAhead) -> Answer:
    """Note that a scan which has not arrived is none; the first word holds."""
    identifier = TakenBackScan.create_id(command.scan_key)
    if session.find(TakenBackScan, identifier) is None:
        ahead = TakenBackScan._create(  # noqa: SLF001 - its ID follows from the scan's key
            TakenBackScan.Announced,
            id=identifier,
            rider_id=command.rider_id,
            taken_back_at=command.taken_back_at,
            occurred_at=command.at,
        )
        session.add(ahead)
    return {"result": TAKEN_BACK, "points": 0}
