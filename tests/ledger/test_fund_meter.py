"""How much money is spoken for, and when it runs out: whole numbers and exact fractions."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.shop.fund_forecast import FORECAST_DAYS_MAX, Rate, runs_out_on, slope_of
from ledger.shop.fund_meter import Meter

FIRST = date(2026, 6, 30)
MONTH = timedelta(days=30)
points = st.integers(0, 10**9)
fen = st.integers(0, 10**12)
meters = st.builds(Meter, points, st.integers(1, 100_000), fen, fen)


def rising(*percents: float) -> list[Rate]:
    rates = [Fraction(str(it)) / 100 for it in percents]
    return [Rate(FIRST + n * MONTH, rate) for n, rate in enumerate(rates)]


def test_the_figures_of_the_mockup() -> None:
    meter = Meter(18_537, 100, 2_640_000, 540_000)
    assert meter.budget_fen == 2_100_000
    assert meter.permille == 883
    assert meter.is_warned
    assert not meter.is_reached
    assert meter.room_points == 2_463


@pytest.mark.parametrize(
    ("points", "permille", "warned", "reached"),
    [
        (79_951, 799, False, False),
        (80_000, 800, True, False),
        (99_951, 999, True, False),
        (99_999, 999, True, False),
        (100_000, 1_000, True, True),
        (100_051, 1_001, True, True),
        (0, 0, False, False),
    ],
)
def test_a_rate_shows_as_on_a_line_only_when_it_is(
    points: int, permille: int, *, warned: bool, reached: bool
) -> None:
    meter = Meter(points, 1, 100_000, 0)
    assert (meter.permille, meter.is_warned, meter.is_reached) == (permille, warned, reached)


def test_without_money_there_is_no_rate_and_no_room() -> None:
    for meter in (Meter(5, 100, 0, 0), Meter(0, 100, 500, 500), Meter(5, 100, 500, 900)):
        assert meter.permille is None
        assert meter.is_reached
        assert meter.room_points == 0


@given(meters)
def test_room_is_exactly_what_the_invariant_leaves(meter: Meter) -> None:
    full = Meter(
        meter.outstanding_points + meter.room_points,
        meter.face_value_fen,
        meter.received_fen,
        meter.redeemed_fen,
    )
    if not meter.is_reached:
        assert full.promised_fen <= full.budget_fen
    more = (full.outstanding_points + 1) * full.face_value_fen
    assert more > full.budget_fen
    assert (meter.permille or 0) < 1_000 or meter.is_reached


def test_a_steady_rise_runs_out_where_the_line_meets_the_limit() -> None:
    rates = rising(50, 60, 70, 80, 90)
    assert slope_of(rates) == Fraction(1, 300)
    assert runs_out_on(rates) == rates[-1].day + MONTH


def test_only_the_last_six_rates_count() -> None:
    assert slope_of(rising(99, 99, 99, 50, 52, 54, 56, 58, 60)) == Fraction(2, 3_000)


@pytest.mark.parametrize(
    "percents",
    [(60, 90), (90, 80, 70), (70, 70, 70), (80, 100, 120), (60, 70, 100)],
    ids=["two", "falling", "level", "over", "reached"],
)
def test_no_forecast_where_there_is_nothing_to_say(percents: tuple[int, ...]) -> None:
    assert runs_out_on(rising(*percents)) is None


def test_nothing_is_said_of_what_lies_beyond_two_years() -> None:
    assert runs_out_on(rising(10, 10.1, 10.2)) is None


@given(st.lists(st.fractions(0, 2), min_size=3, max_size=12))
def test_a_forecast_lies_after_today_and_within_two_years(rates: list[Fraction]) -> None:
    known = [Rate(FIRST + n * MONTH, it) for n, it in enumerate(rates)]
    day = runs_out_on(known)
    if day is not None:
        assert known[-1].day < day <= known[-1].day + timedelta(days=FORECAST_DAYS_MAX)
        slope = slope_of(known)
        assert slope is not None
        reached = known[-1].rate + slope * (day - known[-1].day).days
        assert reached >= 1
        assert reached - slope < 1, "a day earlier it was not there yet"
