"""Which unit a place lies in: looked up once, for it never changes."""

from threading import Lock
from uuid import UUID

from api.reading import settled
from api.services import Services
from ledger.stations.errors import StationNotFoundError
from ledger.volunteering.errors import ActivityNotFoundError

REMEMBERED_MAX = 10_000

_units: dict[UUID, str] = {}
_guard = Lock()


def unit_of_activity(given: Services, activity_id: UUID) -> str:
    """Return the code of an activity's unit; raise if there is no such activity."""
    known = _units.get(activity_id)
    if known is not None:
        return known
    found = settled(given, lambda: given.views.activities.of(activity_id))
    if found is None:
        raise ActivityNotFoundError(activity_id=activity_id)
    return _remember(activity_id, found.unit_code)


def unit_of_station(given: Services, station_id: UUID) -> str:
    """Return the code of a station's unit; raise if there is no such station."""
    known = _units.get(station_id)
    if known is not None:
        return known
    found = settled(given, lambda: given.views.stations.of(station_id))
    if found is None:
        raise StationNotFoundError(station_id=station_id)
    return _remember(station_id, found.unit_code)


def _remember(place_id: UUID, unit_code: str) -> str:
    with _guard:
        if len(_units) >= REMEMBERED_MAX:
            _units.clear()
        _units[place_id] = unit_code
    return unit_code
