"""When the money behind points runs out, if things go on as they did (VP-14).

A straight line is laid through the rates at the ends of the last six months and of today (least
squares, by days, in exact fractions). From today's rate on the line's slope is followed to 100 %.
No forecast where fewer than three rates are known, where the line does not rise, where 100 % is
reached already, or where it would take more than two years: by then everything else has changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

FORECAST_MONTHS = 6
FORECAST_RATES_MIN = 3
FORECAST_DAYS_MAX = 731


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of the money was spoken for at the end of a day: 1 is all of it."""

    day: date
    rate: Fraction


def slope_of(rates: Sequence[Rate]) -> Fraction | None:
    """Return how much the rate rises a day; None where too few are known."""
    known = rates[-FORECAST_MONTHS:]
    if len(known) < FORECAST_RATES_MIN:
        return None
    days = [Fraction((it.day - known[0].day).days) for it in known]
    middle_day = sum(days, Fraction()) / len(days)
    middle = sum((it.rate for it in known), Fraction()) / len(known)
    spread = sum(((day - middle_day) ** 2 for day in days), Fraction())
    if not spread:
        return None
    together = zip(days, known, strict=True)
    return (
        sum(((day - middle_day) * (it.rate - middle) for day, it in together), Fraction()) / spread
    )


def runs_out_on(rates: Sequence[Rate]) -> date | None:
    """Return the day on which the rate comes to 100 %, as it goes; rates come by their days."""
    slope = slope_of(rates)
    if slope is None or slope <= 0 or rates[-1].rate >= 1:
        return None
    days = -((rates[-1].rate - 1) // slope)
    return rates[-1].day + timedelta(days=days) if days <= FORECAST_DAYS_MAX else None
