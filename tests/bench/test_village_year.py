"""Months of a small village around a New Year: every figure is also counted by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.village_year import NEW_YEAR, pass_a_year
from bench.year.setting import Clock, moment
from bootstrap.container import House
from tests.support.houses import BOTH_STORES, a_house, store_of

HOUSEHOLDS, MONTHS = 12, 3


@pytest.fixture
def clock() -> Clock:
    return Clock(moment(NEW_YEAR))


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[House]:
    with a_house(tmp_path, clock, store_of(request)) as it:
        yield it


def test_months_of_a_village_close_as_counted_by_hand_and_no_job_does_anything_twice(
    house: House, clock: Clock
) -> None:
    told = pass_a_year(house, clock, HOUSEHOLDS, MONTHS)

    assert told["claims"] == HOUSEHOLDS * 2 * MONTHS
    assert told["check"] == "green"
    assert [it["month"] for it in told["by_month"]] == ["2025-11", "2025-12", "2026-01"]
    # Whatever the year is about happened at least once.
    happened = {name for it in told["by_month"] for name, n in it.items() if n}
    assert {"earned", "deducted", "redeemed", "expired", "reversed"} <= happened
    claims = {name for it in told["by_month"] for name, n in it["claims"].items() if n}
    assert claims == {"proposed", "posted", "capped", "rejected", "withdrawn", "reversed"}
    by_jobs = {"Claim.Posted", "Wallet.Expired", "Wallet.ExpiryReminded", "Voucher.Expired"}
    assert {*by_jobs, "ScoreYear.TookIn"} <= told["written_by_jobs"].keys()
