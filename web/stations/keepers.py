"""Who may be named the keeper of a station, and who is."""

from uuid import UUID

from api.reach import today
from api.services import services
from ledger.stations.station_handlers import KEEPER_ROLE
from projections.stations.views import StationRow
from web.session import masked_name_of


def candidates_of(station: StationRow) -> list[tuple[UUID, str]]:
    """Return who holds the role at a station today, by masked names."""
    terms = services().views.role_terms.in_unit(station.unit_code, today())
    own = (None, station.station_id)
    found = [it.person_id for it in terms if it.role == KEEPER_ROLE and it.place_id in own]
    return [(it, masked_name_of(it) or str(it)[:8]) for it in dict.fromkeys(found)]


def keeper_name(station: StationRow) -> str:
    """Return the masked name of who is named; empty if nobody is."""
    return masked_name_of(station.keeper_id)
