"""The chart of a fund: how its rate went, and where it goes, an SVG without styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from markupsafe import Markup

from ledger.shop.fund_forecast import Rate, slope_of

WIDTH, HEIGHT = 390, 158
LEFT, RIGHT, FLOOR, CEILING = 44, 380, 130, 16
AHEAD = timedelta(days=92)
"""How far beyond today the dashed line goes at most."""
_HALF = Fraction(1, 2)
_LINES = ((Fraction(4, 5), "80%", "提醒线"), (Fraction(1), "100%", "逐笔批准线"))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Turns days and rates into places; a rate off the scale lies on its edge."""

    first: date
    last: date
    low: Fraction
    high: Fraction

    def x(self, day: date) -> float:
        """Return where a day lies from the left."""
        days = (self.last - self.first).days or 1
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / days, 1)

    def y(self, rate: Fraction) -> float:
        """Return where a rate lies from the top."""
        kept = min(max(rate, self.low), self.high)
        return round(
            float(FLOOR - (FLOOR - CEILING) * (kept - self.low) / (self.high - self.low)), 1
        )


def chart(rates: Sequence[Rate], runs_out_on: date | None, forecast: str) -> Markup:
    """Draw the rates by their days, and dashed how they go on; only numbers and fixed words go in.

    ``forecast`` is what the label says of the dashed line. Nothing is drawn of fewer than two.
    """
    if len(rates) < 2:  # noqa: PLR2004 - a line has two ends
        return Markup()
    ahead = _ahead(rates, runs_out_on)
    scale = _scale([*rates, *ahead])
    drawn = _lines(scale) + _path("tr", scale, rates)
    if ahead:
        drawn += _path("tr2", scale, [rates[-1], *ahead])
    drawn += (
        f'<circle class="g" cx="{scale.x(rates[-1].day)}" cy="{scale.y(rates[-1].rate)}" r="5"/>'
    )
    label = f"偿付率：{'，'.join(_said(it) for it in rates)}{forecast}"
    return Markup(  # noqa: S704 - numbers and fixed words only
        f'<svg class="ch" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{drawn}{_names(scale, [*rates, *ahead])}</svg>"
    )


def _ahead(rates: Sequence[Rate], runs_out_on: date | None) -> list[Rate]:
    """Return the end of the dashed line: where it meets the limit, or three months on."""
    slope = slope_of(rates)
    if runs_out_on is None or slope is None:
        return []
    day = min(runs_out_on, rates[-1].day + AHEAD)
    return [Rate(day, rates[-1].rate + slope * (day - rates[-1].day).days)]


def _scale(rates: Sequence[Rate]) -> _Scale:
    values = [it.rate for it in rates]
    low = _HALF if min(values) >= _HALF else Fraction(0)
    high = max(Fraction(11, 10), min(max(values), Fraction(2)))
    return _Scale(rates[0].day, rates[-1].day, low, high)


def _lines(scale: _Scale) -> str:
    foot = f"{'50' if scale.low else '0'}%"
    drawn = (
        f'<path class="ln" d="M{LEFT} {FLOOR}H{RIGHT}"/><text x="0" y="{FLOOR + 4}">{foot}</text>'
    )
    for rate, percent, words in _LINES:
        y = scale.y(rate)
        drawn += (
            f'<path class="ln" d="M{LEFT} {y}H{RIGHT}"/><text x="0" y="{y + 4}">{percent}</text>'
        )
        drawn += f'<text x="{LEFT + 4}" y="{y - 4}">{words}</text>'
    return drawn


def _path(name: str, scale: _Scale, rates: Sequence[Rate]) -> str:
    places = " L".join(f"{scale.x(it.day)} {scale.y(it.rate)}" for it in rates)
    return f'<path class="{name}" d="M{places}"/>'


def _names(scale: _Scale, rates: Sequence[Rate]) -> str:
    """Write months below the line: the first, the middle, the last known and the end."""
    chosen = sorted({0, len(rates) // 2, len(rates) - 1})
    ends = {0: "start", len(rates) - 1: "end"}
    return "".join(
        f'<text x="{scale.x(rates[n].day)}" y="{HEIGHT - 6}"'
        f' text-anchor="{ends.get(n, "middle")}">{rates[n].day.month} 月</text>'
        for n in chosen
    )


def _said(rate: Rate) -> str:
    return f"{rate.day.month} 月 {float(rate.rate) * 100:.1f}%"
