"""Leaderboards in Redis: fast, never truth, rebuilt from the SQL scores whenever they are gone.

Every score row says at which position it was reached. So Redis is brought up to date by reading
the rows reached after the position it remembers, and rebuilt by reading all of them. The key
``rb:{head}`` tells which read store it holds and how far; it is written last. A Redis that was
emptied or replaced has no head, one that lagged has an old one: both mend by themselves, and
until then SQL answers.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from sqlalchemy import Connection, select

from projections import builds
from projections.boards import scripts
from projections.boards.board import Board, Standing
from projections.boards.projection import BoardsProjection
from projections.builds import State
from projections.store import ReadStore

READ_TIMEOUT_S = 0.2
"""Longest time a page waits for Redis before it asks SQL."""
WRITE_TIMEOUT_S = 2.0
REST_S = 1.0
"""How long Redis is left alone after it failed."""
BEHIND_EVENTS_MAX = 0
"""How far Redis may lag behind what was announced. Not at all: a runner fills Redis first."""
PAGE_ROWS = 1_000
HEAD = "rb:{head}"
BUILDING = "rb:{head}:building"

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Redis' answer where a member stands; None inside means that they are not on the board."""

    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Head:
    """What Redis holds: whose scores, under which epoch, up to which position."""

    store: str
    epoch: str
    position: int


class LossError(Exception):
    """Redis was emptied or lost a part while it was being filled."""


class RedisBoards:
    """Sorted sets beside the SQL scores. ``fallbacks`` counts reads that Redis did not answer."""

    projection = BoardsProjection()

    def __init__(self, url: str, store: ReadStore) -> None:
        self._store = store
        self._reader = _client(url, READ_TIMEOUT_S)
        self._writer = _client(url, WRITE_TIMEOUT_S)
        self._rests_until = 0.0
        self._store_id = ""
        self.fallbacks = 0

    def close(self) -> None:
        """Let go of every connection."""
        self._reader.close()
        self._writer.close()

    # Reading -------------------------------------------------------------------

    def top(
        self, board: Board, scope_code: str, period: str, limit: int, offset: int
    ) -> list[Standing] | None:
        """Return places of a board; None if SQL must be asked."""
        keys = _keys(board.value, scope_code, period)
        found = self._ask(scripts.TOP, keys, offset, offset + limit - 1)
        if found is None:
            return None
        pairs = zip(found[::2], found[1::2], strict=True)
        return [
            Standing(rank, member.partition(":")[2], -int(float(score)))
            for rank, (member, score) in enumerate(pairs, offset + 1)
        ]

    def place_of(self, board: Board, scope_code: str, period: str, member_id: str) -> Place | None:
        """Return where a member stands; None if SQL must be asked."""
        found = self._ask(scripts.PLACE, _keys(board.value, scope_code, period), member_id)
        if found is None:
            return None
        if not found:
            return Place(None)
        rank, score = found
        return Place(Standing(int(rank) + 1, member_id, -int(float(score))))

    def _ask(self, script: str, keys: Sequence[str], *values: object) -> list[str] | None:
        """Ask a board; None if Redis does not answer, lags, or has lost a part of it."""
        answer = self._guarded(lambda: self._read(script, keys, values))
        if answer is None:
            self.fallbacks += 1
        return answer

    def _read(self, script: str, keys: Sequence[str], values: Iterable[object]) -> list[str] | None:
        pipeline = self._reader.pipeline(transaction=False)
        pipeline.hmget(HEAD, "store", "epoch", "position")
        pipeline.eval(script, len(keys), *keys, *map(str, values))
        told, (epoch, count, size, found) = pipeline.execute()
        head = _head(told)
        if head is None or head.store != self._expected() or head.epoch != epoch:
            return None
        if head.position + BEHIND_EVENTS_MAX < self._store.progress.known or int(count) != size:
            return None
        answer: list[str] = found
        return answer

    # Following -----------------------------------------------------------------

    def follow(self) -> bool:
        """Bring Redis up to the SQL scores; False if it could not be, and SQL goes on answering.

        Called by the one runner. A second one would do no harm: scores are absolute, and no
        board takes one that is older than what it has.
        """
        return bool(self._guarded(self._follow))

    def _follow(self) -> bool:
        head = _head(self._writer.hmget(HEAD, ["store", "epoch", "position"]))
        with self._store.snapshot() as connection:
            position = self._checkpoint(connection)
            if position is None:
                return False
            if head is None or head.store != self._expected():
                self._rebuild(connection, position)
            elif head.position < position:
                self._read_on(connection, head, position)
        return True

    def _read_on(self, connection: Connection, head: Head, position: int) -> None:
        try:
            self._fill(connection, head.epoch, head.position, position)
            self._advance(head.epoch, position)
        except LossError:
            _log.warning("Redis lost leaderboards; they are built again from SQL")
            self._rebuild(connection, position)

    def _advance(self, epoch: str, position: int) -> None:
        if not self._writer.eval(scripts.ADVANCE, 1, HEAD, epoch, str(position)):
            raise LossError

    def _rebuild(self, connection: Connection, position: int) -> None:
        """Fill a fresh epoch and only then let it be believed."""
        epoch = secrets.token_hex(8)
        self._writer.eval(scripts.BEGIN, 2, HEAD, BUILDING, epoch)
        try:
            self._fill(connection, epoch, -1, position)
        except LossError:
            return  # lost again while building: the next round begins anew
        self._writer.eval(
            scripts.COMPLETE, 2, HEAD, BUILDING, epoch, self._expected(), str(position)
        )

    def _fill(self, connection: Connection, epoch: str, after: int, through: int) -> None:
        """Apply the scores reached after a position, in the order they were reached."""
        scores = self._store.live_tables(self.projection)["scores"]
        query = (
            select(scores)
            .where(scores.c.reached_position > after, scores.c.reached_position <= through)
            .order_by(scores.c.reached_position)
            .execution_options(yield_per=PAGE_ROWS)
        )
        with connection.execute(query) as found:
            for page in found.partitions():
                self._apply(epoch, page)

    def _apply(self, epoch: str, page: Iterable[Any]) -> None:
        boards: dict[tuple[str, ...], list[object]] = {}
        for row in page:
            member = scripts.MEMBER_FORMAT.format(
                reached=row.reached_position, member_id=row.member_id
            )
            values = boards.setdefault((row.board, row.scope_code, row.period), [])
            values += (row.reached_position, row.member_id, member, -row.score)
        pipeline = self._writer.pipeline(transaction=False)
        for board, values in boards.items():
            pipeline.eval(scripts.APPLY, 3, *_keys(*board), epoch, *map(str, values))
        if -1 in pipeline.execute():
            raise LossError

    def _checkpoint(self, connection: Connection) -> int | None:
        """Return how far the SQL scores have come; None while the build is being switched."""
        live = self._store.live(self.projection)
        for build in builds.all_builds(connection):
            if (build.name, build.build, build.state) == (live.name, live.build, State.LIVE):
                return build.position
        self._store.refresh()
        return None

    # Below ---------------------------------------------------------------------

    def _expected(self) -> str:
        """Name the scores that Redis should hold: this store's, of the live build."""
        if not self._store_id:
            self._store_id = self._store.store_id()
        return f"{self._store_id}:{self._store.live(self.projection).build}"

    def _guarded(self, action: Callable[[], T]) -> T | None:
        """Do something with Redis; None if it fails, and then not again for a moment."""
        if time.monotonic() < self._rests_until:
            return None
        try:
            return action()
        except RedisError as error:
            _log.warning("Redis does not answer, SQL does: %s", type(error).__name__)
            self._rests_until = time.monotonic() + REST_S
            return None


def _client(url: str, timeout_s: float) -> "Redis":
    return Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=timeout_s,
        socket_connect_timeout=timeout_s,
        retry=Retry(NoBackoff(), 0),
    )


def _keys(board: str, scope_code: str, period: str) -> tuple[str, str, str]:
    tag = f"rb:{{{board}:{scope_code}:{period}}}"
    return tag, f"{tag}:members", f"{tag}:state"


def _head(told: Sequence[Any]) -> Head | None:
    store, epoch, position = told
    if store is None or epoch is None or position is None:
        return None
    return Head(store, epoch, int(position))
