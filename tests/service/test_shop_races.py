"""Buyers and counters that press at once, through two web processes: once, and never too much."""

from collections.abc import Iterator

import pytest

from bench import shop_race
from bench.shop_race import Market

pytestmark = pytest.mark.service

BUYERS = 40


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A service with a few buyers."""
    with shop_race.running(BUYERS) as it:
        yield it


def test_what_is_scarce_is_sold_once_and_all_others_are_told(market: Market) -> None:
    told = shop_race.scarce(market, 15)
    assert told["answers"] == {"201": 15, "409 out_of_stock": BUYERS - 15}
    added = shop_race.sums(market)
    assert (added["oversold"], added["wrong"]) == (0, 0)
    assert added["pieces"] == {"received": 15, "reserved": 15, "handed": 0}


def test_a_voucher_is_handed_out_once_though_two_counters_ask_at_once(market: Market) -> None:
    told = shop_race.counters(market, 10)
    assert told["not_once"] == 0
    assert told["answers"] == {"200": 10, "409 voucher_already_collected": 10}
    assert shop_race.sums(market)["pieces"]["handed"] == 10


def test_everybody_gets_one_of_enough_whether_of_one_thing_or_of_many(market: Market) -> None:
    told = shop_race.throughput(market, 1)
    assert told["wrong"] == 0
    assert shop_race.sums(market)["wrong"] == 0
