import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from ledger.kernel.ids import derive_subject
from projections.boards import redis_boards
from projections.boards.board import ALL_TIME, Board, Standing
from projections.boards.redis_boards import HEAD, RedisBoards
from projections.boards.views import Boards
from projections.rebuild import rebuild
from tests.projections.setting import Setting, arrives, running
from tests.support import servers
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village

SCOPES = (CITY, DISTRICT, STREET, COMMUNITY)
PERIODS = (ALL_TIME, "2026-11", "2026-12")
LOOK_S = 0.02


@contextmanager
def boards_in(url: str, setting: Setting) -> Iterator[RedisBoards]:
    redis = RedisBoards(url, setting.store)
    try:
        yield redis
    finally:
        redis.close()


@pytest.fixture
def redis(setting: Setting, redis_url: str) -> Iterator[RedisBoards]:
    with boards_in(redis_url, setting) as opened:
        yield opened


def assert_redis_equals_sql(setting: Setting, redis: RedisBoards) -> int:
    """Compare every board, page and place; return how many places there were."""
    sql = Boards(setting.store)
    places = 0
    for board in Board:
        for scope in SCOPES:
            for period in PERIODS:
                expected = sql.top(board, scope, period, 200)
                found = redis.top(board, scope, period, 200, 0)
                # A board nobody is on does not exist in Redis; SQL tells that it is empty.
                assert found == (expected or None)
                assert redis.top(board, scope, period, 2, 1) == (
                    expected[1:3] if expected else None
                )
                for standing in expected:
                    place = redis.place_of(board, scope, period, standing.member_id)
                    assert place is not None
                    assert place.standing == standing
                    places += 1
    return places


def test_redis_tells_what_sql_tells(setting: Setting, redis: RedisBoards) -> None:
    for _ in range(2):
        setting.village.play_day()
    setting.runner(page_events=9, redis=redis).catch_up()
    assert assert_redis_equals_sql(setting, redis) > 50
    nobody = redis.place_of(Board.MINUTES, CITY, ALL_TIME, "nobody")
    assert nobody is not None
    assert nobody.standing is None


def test_a_reversed_credit_leaves_the_board_in_redis_too(
    setting: Setting, redis: RedisBoards
) -> None:
    village = setting.village
    wallet = village.wallet_of(village.volunteers[0])
    credit = village.credit(wallet, 30)
    village.credit(village.wallet_of(village.volunteers[1]), 20)
    runner = setting.runner(redis=redis)
    runner.catch_up()
    assert len(redis.top(Board.POINTS, CITY, ALL_TIME, 9, 0) or ()) == 2
    village.reverse(wallet, credit)
    runner.catch_up()
    second = str(village.volunteers[1])
    assert redis.top(Board.POINTS, CITY, ALL_TIME, 9, 0) == [Standing(1, second, 20)]


def test_reads_fall_back_to_sql_and_are_counted(setting: Setting, redis: RedisBoards) -> None:
    setting.village.serve(setting.village.volunteers[0], 60)
    setting.runner().catch_up()  # nobody fills Redis
    boards = setting.views(redis).boards
    assert len(boards.top(Board.MINUTES, CITY, ALL_TIME)) == 1
    assert redis.fallbacks == 1
    member = str(setting.village.volunteers[0])
    assert boards.place_of(Board.MINUTES, CITY, ALL_TIME, member) == Standing(1, member, 60)
    assert redis.fallbacks == 2


def test_a_redis_that_lags_is_not_believed(setting: Setting, redis: RedisBoards) -> None:
    village = setting.village
    village.serve(village.volunteers[0], 60)
    setting.runner(redis=redis).catch_up()
    assert redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) is not None
    village.now = village.now.replace(day=21)
    village.serve(village.volunteers[0], 60)
    setting.runner().catch_up()
    assert redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) is None
    assert setting.views(redis).boards.top(Board.MINUTES, CITY, ALL_TIME)[0].score == 120
    assert redis.follow()
    assert assert_redis_equals_sql(setting, redis)


def test_an_emptied_redis_is_noticed_and_filled_again(
    setting: Setting, redis: RedisBoards, redis_url: str
) -> None:
    setting.village.play_day()
    setting.runner(redis=redis).catch_up()
    servers.empty_redis(redis_url)
    assert redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) is None
    assert redis.follow()
    assert assert_redis_equals_sql(setting, redis)


@pytest.mark.parametrize("part", ["", ":members", ":state"])
def test_a_board_that_lost_a_part_is_not_believed_and_mended(
    setting: Setting, redis: RedisBoards, redis_url: str, part: str
) -> None:
    """Redis may evict any key when it is short of memory."""
    village = setting.village
    village.play_day()
    runner = setting.runner(redis=redis)
    runner.catch_up()
    with Redis.from_url(redis_url) as client:
        assert client.delete(f"rb:{{minutes:{CITY}:{ALL_TIME}}}{part}") == 1
    boards = setting.views(redis).boards
    expected = Boards(setting.store).top(Board.MINUTES, CITY, ALL_TIME)
    assert boards.top(Board.MINUTES, CITY, ALL_TIME) == expected
    member = expected[0].member_id
    assert boards.place_of(Board.MINUTES, CITY, ALL_TIME, member) == expected[0]
    village.play_day()
    runner.catch_up()
    redis.follow()
    assert boards.top(Board.MINUTES, CITY, ALL_TIME)[0].score == 2 * expected[0].score
    if part != ":state":
        assert assert_redis_equals_sql(setting, redis)


def test_a_redis_emptied_while_it_is_filled_is_not_believed(
    setting: Setting, redis: RedisBoards, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.village.play_day()
    setting.runner().catch_up()
    pages = 0
    apply = RedisBoards._apply

    def emptied_half_way(self: RedisBoards, epoch: str, page: object) -> None:
        nonlocal pages
        pages += 1
        if pages == 3:
            servers.empty_redis(redis_url)
        apply(self, epoch, page)  # type: ignore[arg-type]

    monkeypatch.setattr(redis_boards, "PAGE_ROWS", 5)
    monkeypatch.setattr(RedisBoards, "_apply", emptied_half_way)
    redis.follow()
    assert redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) is None
    assert redis.follow()
    assert assert_redis_equals_sql(setting, redis)


def test_the_redis_of_another_store_is_not_believed(
    setting: Setting, redis: RedisBoards, redis_url: str
) -> None:
    setting.village.play_day()
    setting.runner(redis=redis).catch_up()
    with Redis.from_url(redis_url) as client:
        client.hset(HEAD, "store", "another:1")
    assert redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) is None
    redis.follow()
    assert assert_redis_equals_sql(setting, redis)


def test_a_rebuilt_board_is_a_new_one_in_redis(setting: Setting, redis: RedisBoards) -> None:
    setting.village.play_day()
    setting.runner(redis=redis).catch_up()
    rebuild(setting.ledger, setting.store, "boards")
    assert redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) is None
    assert redis.follow()
    assert assert_redis_equals_sql(setting, redis)


def test_an_old_score_never_overwrites_a_newer_one(setting: Setting, redis: RedisBoards) -> None:
    """A runner that lost its lock may be slow, and must do no harm."""
    village = setting.village
    village.serve(village.volunteers[0], 60)
    setting.runner(redis=redis).catch_up()
    with setting.store.snapshot() as old:
        late = redis._checkpoint(old)
        assert late is not None
        village.now = village.now.replace(day=21)
        village.serve(village.volunteers[0], 60)
        setting.runner(redis=redis).catch_up()
        head = redis_boards._head(redis._writer.hmget(HEAD, ["store", "epoch", "position"]))
        assert head is not None
        redis._fill(old, head.epoch, -1, late)
        redis._advance(head.epoch, late)
    assert assert_redis_equals_sql(setting, redis)
    assert (redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) or [])[0].score == 120


def test_boards_survive_a_redis_that_is_killed_emptied_and_replaced(setting: Setting) -> None:
    village = setting.village
    with servers.private_redis() as server, boards_in(server.url(), setting) as redis:
        boards = setting.views(redis).boards
        look = threading.Event()

        def catches_up() -> None:
            while redis.top(Board.MINUTES, CITY, ALL_TIME, 9, 0) is None:
                look.wait(LOOK_S)
            assert assert_redis_equals_sql(setting, redis)

        def is_right() -> None:
            village.play_day()
            assert arrives(setting.views().positions, village.position)
            sql = Boards(setting.store).top(Board.MINUTES, CITY, ALL_TIME)
            assert boards.top(Board.MINUTES, CITY, ALL_TIME) == sql

        with running(setting.runner(page_events=30, redis=redis)):
            is_right()
            catches_up()
            servers.empty_redis(server.url())
            is_right()
            catches_up()
            server.kill()
            is_right()
            assert redis.fallbacks > 0
            server.start()  # an empty one in the old one's place
            is_right()
            catches_up()


CHANGES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.booleans()), min_size=1, max_size=12
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES)
def test_ties_rank_alike_in_redis_and_in_sql(
    setting: Setting, redis: RedisBoards, changes: list[tuple[int, int, bool]]
) -> None:
    village: Village = setting.village
    members = [derive_subject("person", "tie", n) for n in range(4)]
    wallets = [village.register_volunteer(it, f"T{n}") for n, it in enumerate(members)]
    for who, amount, is_reversed in changes:
        credit = village.credit(wallets[who], amount)
        if is_reversed:
            village.reverse(wallets[who], credit)
    setting.runner(page_events=7, redis=redis).catch_up()
    assert_redis_equals_sql(setting, redis)
