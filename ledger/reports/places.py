"""Places of reports: rounded, compared by metres, and found by cells instead of by looking at all.

A place is no trace of a rider: it is given for one report, rounded to 0.0001° (11 m north, 8 m
east) before it comes here, or it is a station, or only words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, radians
from uuid import UUID

from ledger.registry.city_box import is_in_city
from ledger.reports.errors import ReportOutsideCityError
from ledger.reports.parameters import SAME_METRES

DEGREE_E4 = 10_000
METRES_PER_E4 = 11.132
"""One ten-thousandth of a degree north; east it is the cosine of the latitude of that."""
CELL_NORTH_E4, CELL_EAST_E4 = 18, 24
"""About 200 by 200 m: what lies within 50 m is in 1 to 4 cells, where cells of 50 m would be 9."""
NEAR_NORTH_E4, NEAR_EAST_E4 = 5, 7
"""A little more than SAME_METRES anywhere in the city."""


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees north and east in ten-thousandths."""

    latitude_e4: int
    longitude_e4: int

    @property
    def cell(self) -> str:
        """The cell it lies in."""
        return _cell(self.latitude_e4 // CELL_NORTH_E4, self.longitude_e4 // CELL_EAST_E4)

    def cells_near(self) -> Iterator[str]:
        """Name the cells in which anything within SAME_METRES can lie, at most four."""
        north = _steps(self.latitude_e4, NEAR_NORTH_E4, CELL_NORTH_E4)
        east = _steps(self.longitude_e4, NEAR_EAST_E4, CELL_EAST_E4)
        return (_cell(row, column) for row in north for column in east)

    def metres_to(self, other: "Position") -> float:
        """Return how far another position is, within a city."""
        middle = (self.latitude_e4 + other.latitude_e4) / 2 / DEGREE_E4
        north = (self.latitude_e4 - other.latitude_e4) * METRES_PER_E4
        east = (self.longitude_e4 - other.longitude_e4) * METRES_PER_E4 * cos(radians(middle))
        return hypot(north, east)

    def refuse_outside(self) -> None:
        """Refuse what does not lie in the city."""
        if not is_in_city(self.latitude_e4 / DEGREE_E4, self.longitude_e4 / DEGREE_E4):
            raise ReportOutsideCityError


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is: a position if the reporter allowed it, a station, words; at least one."""

    position: Position | None = None
    station_id: UUID | None = None
    text_id: UUID | None = None

    @property
    def is_nowhere(self) -> bool:
        """Tell whether nobody could find it."""
        return (self.position, self.station_id, self.text_id) == (None, None, None)

    @property
    def spot(self) -> str | None:
        """Under what it is found again: its cell.

        Words alone say it too differently, and a station has room for two things of one kind.
        """
        return self.position.cell if self.position is not None else None

    def spots_near(self) -> tuple[str, ...]:
        """Name the spots under which the same thing can have been filed."""
        return tuple(self.position.cells_near()) if self.position is not None else ()


def rounded(latitude: float, longitude: float) -> Position:
    """Round a position as a phone tells it."""
    return Position(round(latitude * DEGREE_E4), round(longitude * DEGREE_E4))


def is_same(one: Position | None, other: Position | None) -> bool:
    """Tell whether two reports of one spot are so near that they are about the same thing."""
    if one is None or other is None:
        return False  # a station was said, or words: people decide that
    return one.metres_to(other) <= SAME_METRES


def _steps(value: int, near: int, size: int) -> range:
    return range((value - near) // size, (value + near) // size + 1)


def _cell(row: int, column: int) -> str:
    return f"{row}/{column}"
