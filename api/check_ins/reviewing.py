"""Finding doubtful visits within reach, and deciding on them: the same for doors and pages."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from api.auth import Caller
from api.idempotency import Stamp
from api.persons.names import names_for
from api.reach import scope_of
from api.reading import settled
from api.scans.undoing import answer_under
from api.services import Services
from ledger.stations.errors import DoubtfulVisitNotFoundError, VisitNotFoundError
from ledger.stations.visit_commands import SettleDoubtfulVisit, TellPurpose
from ledger.stations.visit_windows import Purpose
from people.roles import Role
from projections.check_ins.views import DoubtfulVisitRow, PhoneGap
from projections.reader import Scope


def doubt_near(given: Services, who: Caller, doubtful_id: UUID) -> DoubtfulVisitRow:
    """Return a doubtful visit of the caller's station or unit; others seem not to exist."""
    row = settled(given, lambda: given.views.doubtful_visits.of(doubtful_id))
    place_id = who.grant.place_id
    if row is None or place_id not in (None, row.station_id) or not who.reaches(row.unit_code):
        raise DoubtfulVisitNotFoundError
    return row


def waiting_near(
    given: Services, who: Caller, limit: int, after: UUID | None = None, unit: str | None = None
) -> list[DoubtfulVisitRow]:
    """Return what waits at the caller's station, or in the unit."""
    scope = _scope(who, unit)
    return given.views.doubtful_visits.waiting(scope, limit, after, who.grant.place_id)


def gaps_near(
    given: Services, who: Caller, limit: int, after: UUID | None = None, unit: str | None = None
) -> list[PhoneGap]:
    """Return the gaps of phones of the caller's station, or of the unit.

    A city sees what is nobody else's: phones that nobody near a station can ask for.
    """
    scope = _scope(who, unit)
    own = who.grant.unit_code if who.role is Role.CITY else None
    return given.views.phone_gaps.open(scope, limit, after, who.grant.place_id, only_unit=own)


def _scope(who: Caller, unit: str | None) -> Scope:
    """Return the scope of a unit within the caller's own, or of that."""
    if unit is not None:
        who.require_unit(unit)
    return scope_of(unit or who.grant.unit_code)


def settlement_of(
    given: Services, who: Caller, doubtful_id: UUID, *, accepted: bool, stamp: Stamp
) -> SettleDoubtfulVisit:
    """Return the command that lets a doubtful visit count, or drops it."""
    row = doubt_near(given, who, doubtful_id)
    return SettleDoubtfulVisit(
        **stamp, doubtful_id=row.doubtful_id, accepted=accepted, settled_by=who.person_id
    )


def purpose_of(
    given: Services, who: Caller, key: str, purpose: Purpose, stamp: Stamp
) -> TellPurpose:
    """Return the command that says what the caller's own scan under a key was for."""
    visit = (answer_under(given, who, key) or {}).get("visit")
    if visit is None or UUID(visit["rider_id"]) != who.person_id:
        raise VisitNotFoundError
    return TellPurpose(
        **stamp,
        rider_id=who.person_id,
        station_id=UUID(visit["station_id"]),
        scanned_at=datetime.fromisoformat(visit["scanned_at"]),
        purpose=purpose,
    )


def shown_doubts(given: Services, found: list[DoubtfulVisitRow]) -> list[dict[str, Any]]:
    """Put masked names and stations beside doubtful visits."""
    names = names_for(it.rider_id for it in found)
    stations = given.views.station_names.of({it.station_id for it in found})
    return [
        {
            **asdict(it),
            "display_name": names.get(it.rider_id),
            "station_name": stations.get(it.station_id, ""),
        }
        for it in found
    ]


def shown_gaps(found: list[PhoneGap]) -> list[dict[str, Any]]:
    """Put masked names beside gaps."""
    names = names_for(it.person_id for it in found if it.person_id)
    return [
        {**asdict(it), "display_name": names.get(it.person_id) if it.person_id else None}
        for it in found
    ]
