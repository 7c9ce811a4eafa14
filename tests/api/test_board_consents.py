"""Boards in Redis and boards built anew show only who has agreed, like those in SQL."""

from collections.abc import Iterator

import pytest

from people.roles import Role
from projections.boards.redis_boards import RedisBoards
from projections.boards.views import Boards
from projections.catalogue import PROJECTIONS
from projections.rebuild import rebuild
from projections.runner import Runner
from tests.api.house import House
from tests.api.minors import put
from tests.support.village import COMMUNITY

BOARD = f"/leaderboards/minutes?unit={COMMUNITY}"


@pytest.fixture
def redis_boards(house: House, redis_url: str) -> Iterator[RedisBoards]:
    """Boards in Redis, filled and asked first."""
    boards = RedisBoards(redis_url, house.read_store)
    views = house.services.views
    views.boards = Boards(house.read_store, boards, views.positions)
    yield boards
    boards.close()


def project(house: House, boards: RedisBoards) -> None:
    Runner(house.ledger, house.read_store, PROJECTIONS, boards).catch_up()
    assert boards.follow()


def decide(house: House, *, given: bool) -> None:
    body = {"purpose": "ranking", "given": given}
    assert put(house, "/me/consents", Role.VOLUNTEER, body).status_code == 200


def test_a_board_in_redis_loses_who_withdraws_at_once(
    house: House, redis_boards: RedisBoards
) -> None:
    house.village.serve(house.persons[Role.VOLUNTEER], 60)
    decide(house, given=True)
    project(house, redis_boards)
    assert [it["value"] for it in house.get(BOARD).json["items"]] == [60]
    fallbacks = redis_boards.fallbacks
    decide(house, given=False)
    assert house.get(BOARD).json["items"] == []
    project(house, redis_boards)
    assert house.get(BOARD).json["items"] == []
    decide(house, given=True)
    project(house, redis_boards)
    assert len(house.get(BOARD).json["items"]) == 1
    assert redis_boards.fallbacks <= fallbacks + 1, "it was Redis that answered"


@pytest.mark.parametrize("name", ["boards", "consents"])
def test_a_rebuild_brings_nobody_back(house: House, name: str) -> None:
    house.village.serve(house.persons[Role.VOLUNTEER], 60)
    house.project()
    decide(house, given=True)
    decide(house, given=False)
    house.project()
    rebuild(house.ledger, house.read_store, name)
    assert house.get(BOARD).json["items"] == []
    items = house.get("/me/consents", Role.VOLUNTEER).json["items"]
    assert {it["state"] for it in items} == {"off"}
