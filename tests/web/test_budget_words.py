"""Money in words and lines: what is typed, what is said, what is drawn."""

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.shop.fund_forecast import Rate
from ledger.shop.fund_kinds import AMOUNT_FEN_MAX
from web.funds.chart import CEILING, FLOOR, LEFT, RIGHT, chart
from web.funds.words import amount, fen_of, month_words, percent

RATES = [Rate(date(2026, n, 28), Fraction(40 + 8 * n, 100)) for n in range(1, 7)]


@given(st.integers(1, AMOUNT_FEN_MAX))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert fen_of(amount(fen)) == fen


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("12000", 1_200_000), (" 12,000.5 ", 1_200_050), ("12，000", 1_200_000), ("0.01", 1)],
)
def test_money_is_read_as_people_type_it(typed: str, fen: int) -> None:
    assert fen_of(typed) == fen


@pytest.mark.parametrize("typed", ["", "0", "0.00", "-1", "1.234", "1e3", "１２", "一百", "1 2"])
def test_what_is_no_money_is_none(typed: str) -> None:
    assert fen_of(typed) is None


def test_money_below_zero_has_a_sign() -> None:
    assert (amount(-540_000), amount(0), amount(-50)) == ("−5,400", "0", "−0.50")


@pytest.mark.parametrize(("permille", "said"), [(883, "88.3%"), (1_000, "100.0%"), (None, "—")])
def test_a_rate_has_one_decimal(permille: int | None, said: str) -> None:
    assert percent(permille) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 3), "12 月"),
        (date(2027, 2, 3), "明年 2 月"),
        (date(2028, 2, 3), "2028 年 2 月"),
    ],
)
def test_a_month_is_named_as_one_says_it(day: date, said: str) -> None:
    assert month_words(day, date(2026, 11, 28)) == said


def test_nothing_is_drawn_of_one_rate() -> None:
    assert chart(RATES[:1], None, "") == ""


def test_a_chart_says_in_its_label_what_it_shows() -> None:
    drawn = chart(RATES, date(2026, 8, 7), "；照走势，8 月前后到 100%")
    assert 'role="img"' in drawn
    assert "1 月 48.0%，2 月 56.0%" in drawn
    assert "照走势，8 月前后到 100%" in drawn
    assert drawn.count('class="tr2"') == 1
    assert "提醒线" in drawn
    assert "style" not in drawn


def test_a_chart_without_a_forecast_has_no_dashed_line() -> None:
    assert 'class="tr2"' not in chart(RATES[::-1], None, "")


@given(st.lists(st.fractions(0, 9), min_size=2, max_size=6))
def test_every_point_of_a_chart_lies_on_it(values: list[Fraction]) -> None:
    rates = [Rate(date(2026, n + 1, 28), it) for n, it in enumerate(values)]
    drawn = chart(rates, None, "")
    places = re.findall(r"[ML](\d+(?:\.\d)?) (-?\d+(?:\.\d)?)(?= L|\")", drawn)
    assert len(places) >= len(rates)
    for x, y in places:
        assert LEFT <= float(x) <= RIGHT
        assert CEILING - 0.1 <= float(y) <= FLOOR
