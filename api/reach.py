"""How far a unit reaches: the tree as of today, moves, splits and mergers included."""

from datetime import date

from api.services import services
from ledger.kernel.clock import local_date
from projections.scopes import Scope


def today() -> date:
    """Return the local day of this request."""
    return local_date(services().clock())


def reaches(unit_code: str, inner_code: str) -> bool:
    """Tell whether a unit is another one or lies above it today."""
    return services().views.trees.current().reaches(unit_code, inner_code, today())


def scope_of(unit_code: str) -> Scope:
    """Return a unit and all that lies below it today, to filter lists and sums by."""
    return services().views.trees.current().scope(unit_code, today())
