"""CountyLevels: how many levels a county's tree has, and what they are called there (层级)."""

from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive

COUNTY_CODE_LENGTH = 6
"""Published codes have so many digits for a county or district; its units' codes begin with it."""
LEVEL_NAME_LENGTH_MAX = 10
DEFAULT_NAMES = {
    "county": "旗县区",
    "township": "街道（乡镇）",
    "village": "社区（村）",
    "grid": "网格",
    "building": "楼栋",
    "entrance": "单元",
}
"""The levels from a county down, as they are called where nobody said otherwise."""
DEPTH_MIN, DEPTH_MAX = 3, 6
"""County, street and community are always there; grid, building and entrance may be."""


class CountyLevels(Aggregate):
    """The levels of one county, from itself down; the last naming holds."""

    TOPIC = "levels"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "levels.created"

    class Opened(Created):
        TOPIC = "levels.opened"
        county_code: str

    class Named(Event):
        TOPIC = "levels.named"
        county_code: str
        levels: list[str]
        names: list[str]
        named_by: UUID | None

    @staticmethod
    def create_id(county_code: str) -> UUID:
        """One county, one stream."""
        return derive("county-levels", county_code)

    @event(Opened)
    def __init__(self, county_code: str) -> None:
        self.county_code = county_code
        self.names = dict(DEFAULT_NAMES)

    def name(self, names: dict[str, str], named_by: UUID | None) -> None:
        """Set the levels and their names; the same ones again change nothing."""
        if list(names.items()) != list(self.names.items()):
            self.trigger_event(
                self.Named,
                county_code=self.county_code,
                levels=list(names),
                names=list(names.values()),
                named_by=named_by,
            )

    @event(Named)
    def _named(self, levels: list[str], names: list[str]) -> None:
        self.names = dict(zip(levels, names, strict=True))
