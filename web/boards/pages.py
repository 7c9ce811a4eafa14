"""Leaderboards: on a big screen, and on the phone."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from api.permissions import Action, requires
from api.services import services
from projections.boards.board import Board
from web import formats
from web.blueprints import Pages
from web.boards.places import PLACES_READ, WORDS, Scope, named, place_of, places, scope_of
from web.rendering import page
from web.session import visitor

pages = Pages("boards")

BESIDE_SHOWN = 5
_PERSONS = (Board.MINUTES, Board.POINTS, Board.RIDERS)


@pages.get("/board")
@requires(Action.PUBLIC)
def big_board() -> Response:
    """Show hours and stations on a screen at the wall, for everybody (大屏排行榜)."""
    given = services()
    now = given.clock()
    scope = scope_of(request.args.get("unit"), None, now)
    visits = sum(each["value"] for each in places(Board.STATIONS, scope, PLACES_READ))
    units = places(Board.UNITS, scope, PLACES_READ)
    minutes = sum(each["value"] for each in units)
    return page(
        "board.html",
        unit_name=scope.unit_name,
        period_name=scope.period_name,
        as_of=now,
        main=_column(Board.MINUTES, scope),
        beside=_column(Board.STATIONS, scope, BESIDE_SHOWN),
        totals=[
            {"words": "本月志愿服务", "value": formats.hours(minutes), "unit": "小时"},
            {"words": "驿站停靠", "value": formats.number(visits), "unit": "次"},
        ],
    )


@pages.get("/boards/<board>")
@requires(Action.PUBLIC)
def board(board: str) -> Response:
    """Show one leaderboard on the phone, and where the reader stands (排行榜)."""
    which, now, who = named(board), services().clock(), visitor()
    scope = scope_of(request.args.get("unit"), who.grant.unit_code if who else None, now)
    rows = places(which, scope)
    own = None
    if who is not None and who.grant.person_id is not None and which in _PERSONS:
        own = place_of(which, scope, str(who.grant.person_id))
    shown = {each["rank"] for each in rows}
    return page(
        "board_phone.html",
        as_of=now,
        board=which.value,
        title=WORDS[which].title,
        unit_name=scope.unit_name,
        period_name=scope.period_name,
        boards=[
            {"board": it.value, "words": WORDS[it].short, "chosen": it is which} for it in Board
        ],
        rows=[each | {"mine": own is not None and each["rank"] == own.rank} for each in rows],
        measure=WORDS[which].measure,
        mine=(
            {"rank": own.rank, "value": own.score}
            if own is not None and own.rank not in shown
            else None
        ),
    )


def _column(which: Board, scope: Scope, shown: int = 10) -> dict[str, Any]:
    query = urlencode({"unit": scope.unit, "period": scope.period, "limit": PLACES_READ})
    return {
        "board": which.value,
        "title": WORDS[which].title,
        "measure": WORDS[which].measure,
        "url": f"/api/v1/leaderboards/{which.value}?{query}",
        "rows": places(which, scope, shown),
    }
