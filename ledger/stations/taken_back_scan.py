"""TakenBackScan: a scan that its rider took back before it had arrived."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.stations.errors import VisitUndoTooLateError
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_windows import UNDO_WITHIN

TAKEN_BACK = "scan_undone"
"""What people are told of a scan that never was."""


class TakenBackScan(Aggregate):
    """A phone keeps scans and what is taken back of them; either may arrive first.

    The scan that comes with this key later never enters the rider's day.
    """

    TOPIC = "taken_back_scan"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "taken_back_scan.created"

    class Announced(Created):
        TOPIC = "taken_back_scan.announced"
        rider_id: UUID
        taken_back_at: datetime
        occurred_at: datetime
        """When that came."""

    @staticmethod
    def create_id(scan_key: str) -> UUID:
        """One for each scan, by the key it is sent with."""
        return derive("taken-back-scan", scan_key)

    @event(Announced)
    def __init__(self, rider_id: UUID, taken_back_at: datetime) -> None:
        self.rider_id = rider_id
        self.taken_back_at = taken_back_at


def refuse_late(scanned_at: datetime, taken_back_at: datetime) -> None:
    """Refuse what is taken back too long after its scan."""
    if taken_back_at - scanned_at > UNDO_WITHIN:
        raise VisitUndoTooLateError(minutes_max=UNDO_WITHIN.seconds // 60)


def was_taken_back_ahead(session: Session, command: ScanStation) -> bool:
    """Tell whether a scan was taken back in time, before it arrived.

    Where it was not, that rests on nobody doing so meanwhile.
    """
    identifier = TakenBackScan.create_id(command.key)
    found = session.find(TakenBackScan, identifier)
    if found is None:
        session.rely_on(identifier)
        return False
    try:
        refuse_late(command.occurred_at, found.taken_back_at)
    except VisitUndoTooLateError:
        return False
    return found.rider_id == command.rider_id
