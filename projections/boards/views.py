"""What can be asked about leaderboards."""

from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from projections.boards.board import RANK_MAX, Board, Standing
from projections.boards.projection import BoardsProjection
from projections.boards.redis_boards import RedisBoards
from projections.positions import Positions
from projections.projection import Tables
from projections.reader import Reader, bounded
from projections.store import ReadStore


class Boards(Reader):
    """Leaderboards: from Redis when it is there and up to date, else from SQL, alike."""

    projection = BoardsProjection()

    def __init__(
        self, store: ReadStore, redis: RedisBoards | None = None, positions: Positions | None = None
    ) -> None:
        super().__init__(store)
        self._redis = redis
        if redis is not None and positions is not None:
            # Redis is believed only if it holds what was announced: so announcements must be heard.
            positions.watch()

    def top(
        self, board: Board, scope_code: str, period: str, limit: int = 50, offset: int = 0
    ) -> list[Standing]:
        """Return places ``offset + 1`` and on of a board."""
        count, first = bounded(limit), min(max(offset, 0), RANK_MAX)
        if self._redis is not None:
            found = self._redis.top(board, scope_code, period, count, first)
            if found is not None:
                return found
        rows = self._rows(lambda t: _top(t, board, scope_code, period).limit(count).offset(first))
        return [Standing(n, row.member_id, row.score) for n, row in enumerate(rows, first + 1)]

    def place_of(
        self, board: Board, scope_code: str, period: str, member_id: str
    ) -> Standing | None:
        """Return where a member stands; None if they are not on the board."""
        if self._redis is not None:
            found = self._redis.place_of(board, scope_code, period, member_id)
            if found is not None:
                return found.standing
        row = self._row(lambda t: _place(t, board, scope_code, period, member_id))
        return None if row is None else Standing(row.ahead + 1, member_id, row.score)


def _top(t: Tables, board: Board, scope_code: str, period: str) -> Select[Any]:
    scores = t["scores"]
    return (
        select(scores.c.member_id, scores.c.score)
        .where(*_on(scores, board, scope_code, period))
        .order_by(scores.c.score.desc(), scores.c.reached_position, scores.c.member_id)
    )


def _place(t: Tables, board: Board, scope_code: str, period: str, member_id: str) -> Select[Any]:
    """Count who stands ahead, in the same statement that reads the score."""
    own, other = t["scores"], t["scores"].alias("other")
    same = other.c.score == own.c.score
    earlier = or_(
        other.c.reached_position < own.c.reached_position,
        and_(
            other.c.reached_position == own.c.reached_position, other.c.member_id < own.c.member_id
        ),
    )
    ahead = (
        select(func.count())
        .select_from(other)
        .where(
            *_on(other, board, scope_code, period),
            or_(other.c.score > own.c.score, and_(same, earlier)),
        )
        .correlate(own)
        .scalar_subquery()
    )
    return select(own.c.score, ahead.label("ahead")).where(
        *_on(own, board, scope_code, period), own.c.member_id == member_id
    )


def _on(scores: Any, board: Board, scope_code: str, period: str) -> tuple[Any, ...]:
    return (
        scores.c.board == board.value,
        scores.c.scope_code == scope_code,
        scores.c.period == period,
        # A score that was reversed to nothing is no place on a board.
        scores.c.score > 0,
    )
