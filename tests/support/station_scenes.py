"""What happens to a station in a day: every kind of event once."""

from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive_subject
from ledger.registry.commands import AssignRole, EnrolDevice, RecordRefusedScan
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

DAZHAO = Location(40_79_700, 111_64_400)


def play_station(village: Any, station_id: UUID, keeper_id: UUID, unit_code: str) -> None:
    """Place it, change its hours and services, name and end its keeper, close and open it."""
    here = {"station_id": station_id, "by": keeper_id}
    out = {"state": ServiceState.OUT_OF_ORDER, "reason": OutReason.BROKEN}
    day = village.now.date().isoformat()
    village.do(PlaceStation, kind=PlaceKind.OTHER, location=None, **here)
    village.do(PlaceStation, kind=PlaceKind.RED_BEE, location=DAZHAO, **here)
    village.do(ChangeStationHours, hours="每天 07:00-21:00", **here)
    village.do(SetStationService, service="热饭", detail=f"微波炉 {day}", **out, **here)
    village.do(SetStationService, service="雨具", **here)
    village.do(EndStationService, service="雨具", **here)
    today = local_date(village.now)
    village.do(
        AssignRole,
        person_id=keeper_id,
        role="station_keeper",
        unit_code=unit_code,
        place_id=station_id,
        from_day=today,
        to_day=today,
        assigned_by=None,
    )
    village.do(NameStationKeeper, keeper_id=keeper_id, **here)
    village.do(EndStationKeeper, **here)
    village.do(ShowStationPhoto, photo_id=derive_subject("photo", day), **here)
    village.do(CloseStation, reason=ClosingReason.WEATHER, **here)
    village.do(ReopenStation, **here)
    village.do(CloseStation, reason=ClosingReason.REPAIR, until=today, **here)
    village.do(ReopenStation, **here)
    screen = derive_subject("device", station_id, day)
    village.do(
        EnrolDevice,
        device_id=screen,
        place_kind="station",
        place_id=station_id,
        unit_code=unit_code,
        ordered_by=keeper_id,
    )
    village.do(
        RecordRefusedScan,
        person_id=village.riders[0],
        refusal="visit_already_counted",
        kind="station",
        subject_id=screen,
        device_id=None,
        unit_code=unit_code,
        occurred_at=village.now,
        told={},
    )
