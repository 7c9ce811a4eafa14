"""The chart of a trial: how many households change by how much, an SVG without styles."""

from collections.abc import Sequence

from markupsafe import Markup

from ledger.moral.dry_run import BANDS_MAX, Band
from web.formats import MINUS

WIDTH, HEIGHT = 520, 190
FOOT, HEAD = 34, 18
_GAP = 4


def chart(bands: Sequence[Band]) -> Markup:
    """Draw one bar a band, from zero and to scale; only numbers go in, so nothing is escaped."""
    most = max((it.households for it in bands), default=0) or 1
    width = WIDTH / max(1, len(bands))
    bars = "".join(_bar(n, it, width, most) for n, it in enumerate(bands))
    axis = f'<path class="ln" d="M0 {HEIGHT - FOOT}h{WIDTH}"/>'
    said = "，".join(f"{_words(it)} {it.households} 户" for it in bands if it.households)
    label = f"各户一年得分变化：{said or '没有记录'}"
    return Markup(  # noqa: S704 - numbers and fixed words only
        f'<svg class="ch" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{axis}{bars}</svg>"
    )


def _bar(place: int, band: Band, width: float, most: int) -> str:
    height = round((HEIGHT - FOOT - HEAD) * band.households / most, 1)
    left, top = round(place * width + _GAP / 2, 1), round(HEIGHT - FOOT - height, 1)
    middle = round(place * width + width / 2, 1)
    tone = "g" if band.first > 0 else "l" if band.last < 0 else "o"
    count = f'<text x="{middle}" y="{top - 4}" text-anchor="middle">{band.households}</text>'
    rect = (
        f'<rect class="{tone}" x="{left}" y="{top}" width="{round(width - _GAP, 1)}"'
        f' height="{height}"/>'
    )
    name = f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle">{_short(band)}</text>'
    return rect + (count if band.households else "") + name


def _short(band: Band) -> str:
    if band.first == band.last == 0:
        return "0"
    edge = band.last if band.first > 0 else band.first
    size = f"{abs(edge)}"
    more = abs(edge) == BANDS_MAX * 5
    return f"{'+' if edge > 0 else MINUS}{size}{'…' if more else ''}"


def _words(band: Band) -> str:
    if band.first == band.last == 0:
        return "不变"
    low, high = sorted((abs(band.first), abs(band.last)))
    return f"{'多' if band.first > 0 else '少'} {low} 至 {high} 分"
