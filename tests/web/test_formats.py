"""Times, minutes and points as pages write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web import formats

AFTERNOON = datetime(2026, 11, 18, 5, 58, 20, tzinfo=UTC)


def test_a_moment_is_told_by_the_clock_of_hohhot() -> None:
    assert formats.day(AFTERNOON) == "11月18日"
    assert formats.weekday(AFTERNOON) == "周三"
    assert formats.clock(AFTERNOON) == "13:58"
    assert formats.clock_s(AFTERNOON) == "13:58:20"
    assert formats.iso(AFTERNOON) == "2026-11-18T05:58:20Z"


def test_late_evening_utc_is_already_tomorrow() -> None:
    assert formats.day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "1月1日"


def test_midnight_as_a_deadline_is_24_00_of_the_day_before() -> None:
    assert formats.deadline(datetime(2026, 11, 25, 16, tzinfo=UTC)) == "11月25日 24:00"
    assert formats.deadline(AFTERNOON) == "11月18日 13:58"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        formats.day(datetime(2026, 11, 18))  # noqa: DTZ001


def test_days_around_today_have_their_own_words() -> None:
    assert formats.relative_day(AFTERNOON, AFTERNOON) == "今天"
    assert formats.relative_day(datetime(2026, 11, 17, 1, tzinfo=UTC), AFTERNOON) == "昨天"
    assert formats.relative_day(datetime(2026, 11, 18, 17, tzinfo=UTC), AFTERNOON) == "明天"
    assert formats.relative_day(datetime(2026, 11, 1, 1, tzinfo=UTC), AFTERNOON) == "11月1日"


def test_154_minutes_are_shown_as_2_5_hours() -> None:
    assert formats.hours(154) == "2.5"
    assert formats.hours(0) == "0.0"
    assert formats.hours(18_744) == "312.4"
    assert formats.hours(894_360) == "14,906.0"


@given(st.integers(min_value=0, max_value=10_000_000))
def test_hours_are_never_rounded_up(minutes: int) -> None:
    tenths = int(formats.hours(minutes).replace(",", "").replace(".", ""))
    assert tenths * 6 <= minutes < (tenths + 1) * 6


def test_minus_is_a_real_minus() -> None:
    assert formats.signed(-30) == "−30"
    assert formats.signed(2) == "+2"
    assert formats.number(-1507) == "−1,507"


def test_a_span_names_the_second_day_only_when_it_is_another() -> None:
    evening = datetime(2026, 11, 18, 12, tzinfo=UTC)
    assert formats.span(AFTERNOON, evening) == "13:58–20:00"
    assert formats.span(evening, datetime(2026, 11, 18, 18, tzinfo=UTC)) == "20:00–11月19日 02:00"


def test_a_deadline_of_another_year_names_it() -> None:
    last = datetime(2027, 12, 31, 16, tzinfo=UTC)
    assert formats.deadline(last, datetime(2026, 11, 18, tzinfo=UTC)) == "2027年12月31日 24:00"
    assert formats.deadline(last, datetime(2027, 11, 18, tzinfo=UTC)) == "12月31日 24:00"
