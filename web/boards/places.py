"""Leaderboards as pages show them: what is counted, for where, and who stands on which place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from api.boards.doors import board_of, shown_places
from api.boards.schemas import CITY
from api.services import services
from ledger.kernel.clock import local_date
from projections.boards.board import ALL_TIME, SCOPE_LENGTHS, Board, Standing, month_of
from web.units import unit_name

PLACES_SHOWN: Final = 10
#: Of so many places the first ten names are shown: some people have not agreed to be listed.
PLACES_READ: Final = 50


@dataclass(frozen=True, slots=True)
class Words:
    """How a board is called, and in what it counts."""

    title: str
    short: str
    measure: str


WORDS: Final = {
    Board.MINUTES: Words("志愿服务时长", "服务时长", "hours"),
    Board.POINTS: Words("志愿积分", "志愿积分", "points"),
    Board.RIDERS: Words("骑手打卡积分", "骑手", "points"),
    Board.STATIONS: Words("驿站停靠", "驿站", "visits"),
    Board.UNITS: Words("社区服务时长", "社区", "hours"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a board counts."""

    unit: str
    period: str

    @property
    def unit_name(self) -> str:
        """The place in words."""
        return unit_name(self.unit)

    @property
    def period_name(self) -> str:
        """The time in words: 11 月, or 全部."""
        return "全部" if self.period == ALL_TIME else f"{int(self.period[5:])} 月"


def scope_of(asked_unit: str | None, own_unit: str | None, now: datetime) -> Scope:
    """Return the unit asked for, one's own, or the city; and this month."""
    unit = next((it for it in (asked_unit, own_unit) if it and is_scope(it)), CITY)
    return Scope(unit, month_of(local_date(now)))


def is_scope(unit: str) -> bool:
    """Tell whether a unit has boards."""
    return unit.isdecimal() and unit.isascii() and len(unit) in SCOPE_LENGTHS


def places(board: Board, scope: Scope, limit: int = PLACES_SHOWN) -> list[dict[str, Any]]:
    """Return the first places with the names that may be shown; ranks stay true."""
    found = services().views.boards.top(board, scope.unit, scope.period, PLACES_READ)
    return shown_places(board, found)[:limit]


def place_of(board: Board, scope: Scope, member_id: str) -> Standing | None:
    """Return where somebody stands."""
    return services().views.boards.place_of(board, scope.unit, scope.period, member_id)


def named(board: str) -> Board:
    """Return the board of an address, or refuse."""
    return board_of(board)
