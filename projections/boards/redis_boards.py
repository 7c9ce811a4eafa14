"""Leaderboards in Redis: fast, never truth, rebuilt from the SQL scores whenever they are gone."""

from dataclasses import dataclass

from projections.boards.board import Board, Standing
from projections.store import ReadStore


@dataclass(frozen=True, slots=True)
class Place:
    """Redis' answer where a member stands; None inside means that they are not on the board."""

    standing: Standing | None


class RedisBoards:
    """Sorted sets beside the SQL scores. ``fallbacks`` counts reads that Redis did not answer."""

    def __init__(self, url: str, store: ReadStore) -> None:
        self._url = url
        self._store = store
        self.fallbacks = 0

    def follow(self) -> None:
        """Bring Redis up to the SQL scores."""

    def close(self) -> None:
        """Let go of every connection."""

    def top(
        self, board: Board, scope_code: str, period: str, limit: int, offset: int
    ) -> list[Standing] | None:
        """Return places of a board; None if SQL must be asked."""

    def place_of(self, board: Board, scope_code: str, period: str, member_id: str) -> Place | None:
        """Return where a member stands; None if SQL must be asked."""
