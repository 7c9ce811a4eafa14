"""How events become doubtful visits, gaps of phones, and counts of purposes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete

from ledger.kernel.clock import day_end, local_date
from ledger.stations.doubtful_visit import DoubtfulVisit
from ledger.stations.phone_log import PhoneLog, read
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_detail import VisitDetail
from ledger.stations.visit_windows import Method
from projections.projection import Fold, LogEvent, Tables, folds

OPEN, ACCEPTED, DROPPED, TAKEN_BACK = "open", "accepted", "dropped", "taken_back"

SEEN = (VisitDay.VisitCounted, VisitDay.VisitRepeated, DoubtfulVisit.Kept)
BY_RIDERS = (Method.SCREEN, Method.PLATE)
"""Methods in which the rider's own phone reads a code of the station."""


class CheckInsFold(Fold):
    """One batch of what comes with check-ins."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._tables = connection, tables
        self._forgotten: list[VisitDetail.Forgotten] = []

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the doubts that are settled, the gaps that change, the counts that grow."""
        events = [log.event for log in batch]
        settled = [
            it for it in events if isinstance(it, (DoubtfulVisit.Settled, DoubtfulVisit.TakenBack))
        ]
        self.rows["doubts"].load(it.originator_id for it in settled)
        gaps = [it for it in events if isinstance(it, (PhoneLog.GapFound, PhoneLog.GapChanged))]
        self.rows["gaps"].load(it.originator_id for it in gaps)
        seen = [phone for it in events if (phone := _phone_of(it))]
        self.rows["phones"].load({*seen, *(it.originator_id for it in gaps)})
        told = (VisitDay.PurposeTold, VisitDay.ScanTakenBack)
        self.rows["purposes"].load(
            (it.station_id, local_date(it.occurred_at), purpose)
            for it in events
            if isinstance(it, told)
            for purpose in (it.purpose, getattr(it, "before", None))
            if purpose
        )

    def write(self) -> None:
        """Write every table back, and drop single visits that are forgotten by now."""
        super().write()
        doubts = self._tables["doubts"]
        for event in self._forgotten[-1:]:
            first = day_end(event.before - timedelta(days=1))
            self._connection.execute(delete(doubts).where(doubts.c.occurred_at < first))
            phones = self._tables["phones"]
            self._connection.execute(delete(phones).where(phones.c.seen_at < first))

    @folds(VisitDetail.Forgotten)
    def _forget(self, log: LogEvent) -> None:
        self._forgotten.append(log.event)

    @folds(VisitDay.VisitCounted, VisitDay.VisitRepeated)
    def _seen(self, log: LogEvent) -> None:
        """Note in which unit a rider's own phone was last; what arrives late is not the last."""
        event, phone = log.event, _phone_of(log.event)
        known = self.rows["phones"].get(phone) if phone else None
        if phone and (known is None or known["seen_at"] <= event.occurred_at):
            row = {"unit_code": event.unit_code, "seen_at": event.occurred_at}
            self.rows["phones"].put({"log_id": phone, **row})

    @folds(DoubtfulVisit.Kept)
    def _kept(self, log: LogEvent) -> None:
        event = log.event
        self._seen(log)
        self.rows["doubts"].put(
            {
                "doubtful_id": event.originator_id,
                "rider_id": event.rider_id,
                "station_id": event.station_id,
                "unit_code": event.unit_code,
                "method": event.method,
                "device_id": event.device_id,
                "device_at": event.device_at,
                "occurred_at": event.occurred_at,
                "recorded_at": event.recorded_at,
                "scanned_by": event.scanned_by,
                "state": OPEN,
                "settled_by": None,
                "settled_at": None,
            }
        )

    @folds(DoubtfulVisit.Settled)
    def _settled(self, log: LogEvent) -> None:
        event = log.event
        if self.rows["doubts"].get(event.originator_id) is None:
            return  # forgotten by now
        self.rows["doubts"].change(event.originator_id).update(
            state=ACCEPTED if event.accepted else DROPPED,
            settled_by=event.settled_by,
            settled_at=event.occurred_at,
        )

    @folds(DoubtfulVisit.TakenBack)
    def _taken_back(self, log: LogEvent) -> None:
        event = log.event
        if self.rows["doubts"].get(event.originator_id) is None:
            return  # forgotten by now
        self.rows["doubts"].change(event.originator_id).update(
            state=TAKEN_BACK, settled_at=event.occurred_at
        )

    @folds(PhoneLog.GapFound)
    def _gap_found(self, log: LogEvent) -> None:
        event = log.event
        known = self.rows["gaps"].get(event.originator_id)
        phone = self.rows["phones"].get(event.originator_id)
        self.rows["gaps"].put(
            {
                "log_id": event.originator_id,
                "person_id": event.person_id,
                "device_id": event.device_id,
                # A rider is registered in the whole city: whoever is near the phone asks for it.
                "unit_code": phone["unit_code"] if phone else event.unit_code,
                "place_id": event.place_id,
                **_missing(event.spans),
                "found_at": known["found_at"] if known else event.occurred_at,
                "last_sent_at": event.occurred_at,
            }
        )

    @folds(PhoneLog.GapChanged)
    def _gap_changed(self, log: LogEvent) -> None:
        event = log.event
        if not event.spans:
            self.rows["gaps"].remove(event.originator_id)
            return
        row = self.rows["gaps"].change(event.originator_id)
        row.update(_missing(event.spans), last_sent_at=event.occurred_at)

    @folds(VisitDay.PurposeTold)
    def _purpose(self, log: LogEvent) -> None:
        event = log.event
        start = {"station_id": event.station_id, "day": local_date(event.occurred_at)}
        self.rows["purposes"].add(start | {"purpose": event.purpose}, count=1)
        if event.before:
            self.rows["purposes"].add(start | {"purpose": event.before}, count=-1)

    @folds(VisitDay.ScanTakenBack)
    def _purpose_gone(self, log: LogEvent) -> None:
        event = log.event
        if event.purpose:
            start = {"station_id": event.station_id, "day": local_date(event.occurred_at)}
            self.rows["purposes"].add(start | {"purpose": event.purpose}, count=-1)


def _phone_of(event: Any) -> UUID | None:
    """Return the log of the rider's own phone that scanned a station, if one did."""
    if not isinstance(event, SEEN) or event.method not in BY_RIDERS or event.device_id is None:
        return None
    return PhoneLog.create_id(event.rider_id, "rider", event.device_id)


def _missing(spans: list[str]) -> dict[str, object]:
    scans = sum(last - first + 1 for first, last in read(spans))
    return {"missing": tuple(spans), "scans": scans}
