"""Months of a small village around a New Year: every figure is also counted by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.village_year import NEW_YEAR, pass_a_year
from bench.year.setting import Clock, moment
from bootstrap.config import Config
from bootstrap.container import House, build, prepare

HOUSEHOLDS, MONTHS = 12, 3


@pytest.fixture
def clock() -> Clock:
    return Clock(moment(NEW_YEAR))


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[House]:
    settings = {"REDBEE_DATA_DIR": str(tmp_path)}
    if request.param == "postgresql":
        settings["REDBEE_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    config = Config.from_env(settings)
    prepare(config)
    it = build(config, clock)
    yield it
    it.close()


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
