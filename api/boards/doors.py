"""Doors of the leaderboards: public, and with no name of anybody who has not agreed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response

from api.auth import caller
from api.boards.schemas import BoardAnswer, BoardQuery, OwnPlaceAnswer, PlaceQuery
from api.doors import Doors
from api.live import live_response
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.refusals import UnknownAddressError
from api.services import services
from ledger.kernel.clock import local_date
from projections.boards.board import RANK_MAX, Board, Standing

blp = Doors("leaderboards", "Leaderboards")

NAMES_REMEMBERED_MAX = 10_000

_board_answer = BoardAnswer()
_known: dict[tuple[str, date], str] = {}


@blp.get("/leaderboards/<string:board>")
@requires(Action.PUBLIC)
@blp.reads(BoardQuery, BoardAnswer)
def see_leaderboard(asked: dict[str, Any], board: str) -> Response:
    """Show a leaderboard of a unit; for everybody (排行榜).

    Boards are `minutes`, `points`, `riders`, `stations` and `units`.
    """
    which, limit = board_of(board), asked["limit"]
    offset = min(max(read_cursor(asked["cursor"], int) or 0, 0), RANK_MAX)
    found = services().views.boards.top(which, asked["unit"], asked["period"], limit, offset)
    more = offset + limit if len(found) == limit and offset + limit <= RANK_MAX else None
    shown = {
        "board": which.value,
        "unit": asked["unit"],
        "period": asked["period"],
        **page(shown_places(which, found), more),
    }
    return live_response(_board_answer, shown, public=True)


@blp.get("/leaderboards/<string:board>/me")
@requires(Action.SEE_SELF)
@blp.reads(PlaceQuery, OwnPlaceAnswer)
def see_my_place(asked: dict[str, Any], board: str) -> Any:
    """Tell the caller's own place, listed or not (我的名次)."""
    boards, member = services().views.boards, str(caller().person_id)
    standing = boards.place_of(board_of(board), asked["unit"], asked["period"], member)
    if standing is None:
        return {"rank": None, "value": None}
    return {"rank": standing.rank, "value": standing.score}


def board_of(name: str) -> Board:
    """Return the board of a name, or refuse."""
    try:
        return Board(name)
    except ValueError:
        raise UnknownAddressError from None


def shown_places(board: Board, standings: Sequence[Standing]) -> list[dict[str, Any]]:
    """Put names to places; who has not agreed to be listed, or is a minor, is left out."""
    names = _names(board, [it.member_id for it in standings])
    named = board in (Board.STATIONS, Board.UNITS)
    return [
        {"rank": it.rank, "name": names[it.member_id], "value": it.score}
        | ({"member_id": it.member_id} if named else {})
        for it in standings
        if it.member_id in names
    ]


def _names(board: Board, members: list[str]) -> dict[str, str]:
    if board in (Board.STATIONS, Board.UNITS):
        return {member: _place_name(board, member) for member in members}
    given = services()
    today, minors = local_date(given.clock()), given.directory.minors
    listed = given.directory.listed_names(UUID(member) for member in members)
    # Whoever agreed and whatever for: no minor is on a board.
    return {str(it): name for it, name in listed.items() if not minors.is_minor(it, today)}


def _place_name(board: Board, member: str) -> str:
    """Return the name of a station or unit; looked up once a day, for units may be renamed."""
    given = services()
    today = local_date(given.clock())
    known = _known.get((member, today))
    if known is not None:
        return known
    found = (
        given.views.stations.of(UUID(member))
        if board is Board.STATIONS
        else given.views.units.of(member, today)
    )
    if found is None:
        return member
    if len(_known) >= NAMES_REMEMBERED_MAX:
        _known.clear()
    _known[member, today] = found.name
    return found.name
