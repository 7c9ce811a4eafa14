"""Scenes of check-ins: late and doubtful visits, a phone with a gap, what a visit was for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import derive_subject
from ledger.stations.visit_commands import (
    NoteNumbers,
    ScanStation,
    SettleDoubtfulVisit,
    TellPurpose,
)
from ledger.stations.visit_day import Method
from ledger.stations.visit_windows import Purpose

PHONE = derive_subject("device", "station phone")
OWN_PHONE = derive_subject("device", "rider phone")


def play_check_ins(village: Any, unit_code: str) -> None:
    """Play a visit that moves, one that is proved, doubts, a gap, and purposes."""
    rider, now = village.riders[0], village.now
    station = village.register_station("小召红蜂驿站")
    village.visit(rider, station, at=now + timedelta(hours=3))
    told = scan_late(village, rider, station, now + timedelta(hours=1), now + timedelta(hours=4))
    tell_purpose(village, told, Purpose.CHARGE)
    tell_purpose(village, told, Purpose.REST)
    declared = now + timedelta(hours=8)
    village.visit(village.riders[1], station, at=declared, method=Method.PLATE)
    village.visit(village.riders[1], station, at=declared + timedelta(minutes=5))
    for accepted in (True, False, None):
        keep_doubtful(village, rider, station, accepted=accepted)
    see_phone(village, rider, station, now + timedelta(hours=12))
    send(village, unit_code, 1, 2, 5)
    send(village, unit_code, 4)


def scan_late(
    village: Any,
    rider: UUID,
    station: UUID,
    occurred_at: datetime,
    at: datetime,
    method: Method = Method.SCREEN,
) -> dict[str, Any]:
    """Send a scan later than it was made."""
    scan = {"station_id": station, "rider_id": rider, "method": method}
    told: dict[str, Any] = village.do(ScanStation, at=at, occurred_at=occurred_at, **scan)
    return told


def tell_purpose(village: Any, told: dict[str, Any], purpose: Purpose) -> None:
    """Say what a visit was for."""
    visit = told["visit"]
    village.do(
        TellPurpose,
        rider_id=UUID(visit["rider_id"]),
        station_id=UUID(visit["station_id"]),
        scanned_at=datetime.fromisoformat(visit["scanned_at"]),
        purpose=purpose,
    )


def keep_doubtful(village: Any, rider: UUID, station: UUID, *, accepted: bool | None) -> UUID:
    """Send a scan that nobody can believe; let the keeper decide, if told how."""
    ago = village.now - timedelta(hours=80)
    doubtful_id = UUID(scan_late(village, rider, station, ago, village.now)["doubtful_id"])
    if accepted is not None:
        by = {"settled_by": village.keeper, "accepted": accepted}
        village.do(SettleDoubtfulVisit, doubtful_id=doubtful_id, **by)
    return doubtful_id


def see_phone(village: Any, rider: UUID, station: UUID, at: datetime) -> None:
    """Let a rider's own phone scan a station."""
    scan = {"station_id": station, "rider_id": rider, "method": Method.SCREEN}
    village.do(ScanStation, at=at, occurred_at=at, device_id=OWN_PHONE, **scan)


def send_own(village: Any, rider: UUID, *numbers: int) -> None:
    """Note the running numbers that a rider's own phone has sent."""
    village.do(
        NoteNumbers,
        person_id=rider,
        role="rider",
        device_id=OWN_PHONE,
        unit_code="1501",
        place_id=None,
        numbers=numbers,
        clock_off=timedelta(0),
    )


def send(village: Any, unit_code: str, *numbers: int) -> None:
    """Note the running numbers that a station's phone has sent."""
    village.do(
        NoteNumbers,
        person_id=village.keeper,
        role="station_keeper",
        device_id=PHONE,
        unit_code=unit_code,
        place_id=village.station,
        numbers=numbers,
        clock_off=timedelta(seconds=-432),
    )
