"""Names of places in the city's tree, as people say them."""

from datetime import date

from api.services import services
from ledger.kernel.clock import local_date
from web.session import short_unit_name

DISTRICT_CODE_LENGTH = 6
"""Published codes have so many digits for a district or county, wherever it lies."""
CITY_LEVELS = 2
"""How many names from the top say nothing here: the region and the city."""


def unit_name(code: str) -> str:
    """Return the short name of a unit; its code if it has none."""
    unit = services().views.units.of(code, _today())
    return short_unit_name(unit.name) if unit else code


def address_of(code: str) -> str:
    """Write where a unit lies, from the district down: 玉泉区大召前街街道大召社区."""
    path = services().views.units.path(code, _today())
    names = [short_unit_name(unit.name) for unit in path]
    return "".join(names[CITY_LEVELS:] or names[-1:])


def district_of(code: str) -> str:
    """Return the code of the district a unit lies in today, or of the unit itself if above."""
    path = services().views.units.path(code, _today())
    return next((it.code for it in path if len(it.code) == DISTRICT_CODE_LENGTH), code)


def _today() -> date:
    return local_date(services().clock())
