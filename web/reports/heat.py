"""Heat by hour: how many reports were seen in each hour of the day, an SVG and its rows."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from api.reports.words_zh import CATEGORY_NAMES
from ledger.reports.categories import Category
from projections.reports.rows import Hour
from web.rendering import Context

HOURS = 24
WIDTH, HEIGHT, FOOT, HEAD = 720, 180, 24, 18
NAMED_EVERY = 3
"""Hours between the names below the line."""
_GAP = 4


def chart(hours: Sequence[Hour]) -> Markup:
    """Draw one bar an hour, from zero and to scale; only numbers go in, so nothing is escaped."""
    many = _per_hour(hours)
    most, width = max(many.values(), default=0) or 1, WIDTH / HOURS
    bars = "".join(_bar(hour, many[hour], width, most) for hour in range(HOURS))
    axis = f'<path class="ln" d="M0 {HEIGHT - FOOT}h{WIDTH}"/>'
    busiest, count = max(many.items(), key=lambda it: (it[1], -it[0]), default=(0, 0))
    label = f"各时段上报，{busiest} 点最多，{count} 条" if count else "各时段上报，还没有"
    return Markup(  # noqa: S704 - numbers and fixed words only
        f'<svg class="ch" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{axis}{bars}</svg>"
    )


def rows(hours: Sequence[Hour]) -> list[Context]:
    """Return the hours in which anything was seen, with what it was, the most frequent first."""
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for it in hours:
        kinds[it.hour][it.category] += it.reports
    return [
        {
            "hour": f"{hour}:00–{hour + 1}:00",
            "reports": kinds[hour].total(),
            "words": "，".join(
                f"{CATEGORY_NAMES[Category(name)]} {many}"
                for name, many in kinds[hour].most_common()
            ),
        }
        for hour in sorted(kinds)
    ]


def _per_hour(hours: Sequence[Hour]) -> Counter[int]:
    many: Counter[int] = Counter()
    for it in hours:
        many[it.hour] += it.reports
    return many


def _bar(hour: int, reports: int, width: float, most: int) -> str:
    height = round((HEIGHT - FOOT - HEAD) * reports / most, 1)
    left, top = round(hour * width + _GAP / 2, 1), round(HEIGHT - FOOT - height, 1)
    middle = round((hour + 0.5) * width, 1)
    count = f'<text x="{middle}" y="{top - 4}" text-anchor="middle">{reports}</text>'
    rect = (
        f'<rect class="g" x="{left}" y="{top}" width="{round(width - _GAP, 1)}" height="{height}"/>'
    )
    name = f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{hour}</text>'
    drawn = rect + count if reports else ""
    return drawn + (name if hour % NAMED_EVERY == 0 else "")
