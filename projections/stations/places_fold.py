"""How events become stations as people look them up, and what their screens tell of repeats."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.registry.device import Device
from ledger.registry.refused_scan import RefusedScan
from ledger.stations.errors import VisitAlreadyCountedError
from ledger.stations.station import Station
from ledger.stations.station_services import Service, ServiceState
from projections.projection import Fold, LogEvent, folds

SHOWN_AT_STATION = ("station", "plate")
"""Kinds of code that stand in a station: who scans one is there."""


class PlacesFold(Fold):
    """One batch of what is said of stations."""

    def load_places(self, batch: Sequence[LogEvent]) -> None:
        """Read the stations that are spoken of, and the devices whose codes were refused."""
        said = {it.event.originator_id for it in batch if isinstance(it.event, Station.Event)}
        repeats = [it.event for it in batch if _is_repeat(it.event)]
        subjects = {it.subject_id for it in repeats}
        self.rows["station_devices"].load(subjects)
        behind = {it: self.rows["station_devices"].get(it) for it in subjects}
        places = {row["station_id"] if row else it for it, row in behind.items()}
        # A device may be enrolled in the very batch in which its code is refused.
        places |= {it.event.place_id for it in batch if isinstance(it.event, Device.Enrolled)}
        self.rows["stations"].load(said | places)
        days = {local_date(it.occurred_at) for it in repeats}
        self.rows["station_repeats"].load((it, day) for it in places for day in days)

    @folds(Station.Registered)
    def _station(self, log: LogEvent) -> None:
        event = log.event
        services = [Service.of_words(words, event.timestamp) for words in event.services]
        where = event.location
        self.rows["stations"].put(
            {
                "station_id": event.originator_id,
                "unit_code": event.unit_code,
                "name": event.name,
                "services": tuple(it.words for it in services),
                "hours": event.hours,
                "kind": event.kind,
                "lat_e5": where.lat_e5 if where else None,
                "lon_e5": where.lon_e5 if where else None,
                "out_of_order": (),
                "keeper_id": None,
                "photo_id": None,
                "closed_since": None,
                "closed_reason": None,
                "closed_until": None,
            }
        )
        for rank, service in enumerate(services):
            self._put_service(event.originator_id, service, rank)

    @folds(Station.Placed)
    def _placed(self, log: LogEvent) -> None:
        where = log.event.location
        self._change(
            log,
            kind=log.event.kind,
            lat_e5=where.lat_e5 if where else None,
            lon_e5=where.lon_e5 if where else None,
        )

    @folds(Station.HoursChanged)
    def _hours_changed(self, log: LogEvent) -> None:
        self._change(log, hours=log.event.hours)

    @folds(Station.ServiceSet)
    def _service_set(self, log: LogEvent) -> None:
        event = log.event
        service = Service(
            event.service, event.detail, event.state, event.reason, since=event.occurred_at
        )
        row = self.rows["stations"].change(event.originator_id)
        names = [_name(it) for it in row["services"]]
        rank = names.index(service.name) if service.name in names else len(names)
        words = [*row["services"][:rank], service.words, *row["services"][rank + 1 :]]
        out = [it for it in row["out_of_order"] if it != service.name]
        if service.state == ServiceState.OUT_OF_ORDER:
            out.append(service.name)
        row |= {"services": tuple(words), "out_of_order": tuple(out)}
        self._put_service(event.originator_id, service, rank)

    @folds(Station.ServiceEnded)
    def _service_ended(self, log: LogEvent) -> None:
        station_id, name = log.event.originator_id, log.event.service
        row = self.rows["stations"].change(station_id)
        row["services"] = tuple(it for it in row["services"] if _name(it) != name)
        row["out_of_order"] = tuple(it for it in row["out_of_order"] if it != name)
        self.rows["station_services"].remove((station_id, name))

    @folds(Station.KeeperNamed)
    def _keeper_named(self, log: LogEvent) -> None:
        self._change(log, keeper_id=log.event.keeper_id)

    @folds(Station.KeeperEnded)
    def _keeper_ended(self, log: LogEvent) -> None:
        self._change(log, keeper_id=None)

    @folds(Station.PhotoShown)
    def _photo_shown(self, log: LogEvent) -> None:
        self._change(log, photo_id=log.event.photo_id)

    @folds(Station.Closed)
    def _closed(self, log: LogEvent) -> None:
        event = log.event
        self._close(log, event.occurred_at, event.reason, event.until)

    @folds(Station.Reopened)
    def _reopened(self, log: LogEvent) -> None:
        self._close(log, None, None, None)

    @folds(Device.Enrolled)
    def _enrolled(self, log: LogEvent) -> None:
        if log.event.place_kind == "station":
            self.rows["station_devices"].put(
                {"device_id": log.event.originator_id, "station_id": log.event.place_id}
            )

    @folds(RefusedScan.Recorded)
    def _refused(self, log: LogEvent) -> None:
        event = log.event
        if not _is_repeat(event):
            return
        device = self.rows["station_devices"].get(event.subject_id)
        station_id = device["station_id"] if device else event.subject_id
        if self.rows["stations"].get(station_id) is not None:
            self.count_repeat(station_id, event.person_id, event.occurred_at)

    def count_repeat(self, station_id: UUID, rider_id: UUID | None, occurred_at: datetime) -> None:
        """Count a scan that came too soon; its row must be loaded."""
        start = {"station_id": station_id, "day": local_date(occurred_at)}
        row = self.rows["station_repeats"].add(start, repeats=1)
        # One sent late does not bring an old one back to the screen.
        if occurred_at >= row.get("repeated_at", occurred_at):
            row |= {"repeated_at": occurred_at, "rider_id": rider_id}

    def _close(self, log: LogEvent, since: datetime | None, reason: Any, until: Any) -> None:
        self._change(log, closed_since=since, closed_reason=reason, closed_until=until)

    def _change(self, log: LogEvent, **values: Any) -> None:
        self.rows["stations"].change(log.event.originator_id).update(values)

    def _put_service(self, station_id: UUID, service: Service, rank: int) -> None:
        self.rows["station_services"].put(
            {
                "station_id": station_id,
                "name": service.name,
                "detail": service.detail,
                "state": str(service.state),
                "reason": service.reason,
                "since": service.since,
                "rank": rank,
            }
        )


def _name(words: str) -> str:
    return words.partition(" ")[0]


def _is_repeat(event: Any) -> bool:
    return (
        isinstance(event, RefusedScan.Recorded)
        and event.refusal == VisitAlreadyCountedError.code
        and event.kind in SHOWN_AT_STATION
        and event.subject_id is not None
    )
