"""A map without a map: stations as numbered marks by where they lie, with north and a scale.

Drawn here, from nothing but the places themselves: no map service hears of it. Marks that would
lie on each other are moved apart, so it says which is near which, not which way to turn. What is
not numbered stands as a dot where it lies: a whole city of them can be read on a phone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

WIDTH: Final = 350
HEIGHT: Final = 300
MARGIN: Final = 34
FOOT: Final = 28
"""Kept free below for the scale."""
MARK_RADIUS: Final = 14
APART: Final = 31.0
"""Between the middles of two marks, in units of the drawing."""
MOVES_MAX: Final = 60
LOWEST: Final = HEIGHT - FOOT - MARK_RADIUS
SPAN_MIN_M: Final = 600.0
METRES_PER_DEGREE: Final = 111_195.0
_SCALES_M: Final = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
_MARKS_MAX: Final = 60
_DOTS_MAX: Final = 200
_SCALE_LENGTH_MAX: Final = 110


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered place, in degrees."""

    number: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing, and what a script needs to put the visitor's own place into it."""

    svg: Markup
    lat: float
    """Degrees of the middle of the ground above the scale."""
    lon: float
    metres_per_unit: float


def sketch_of(marks: Sequence[Mark], others: Sequence[Mark] = ()) -> Sketch | None:
    """Draw marks, and others as dots without their numbers; None if there are no marks."""
    marks, others = marks[:_MARKS_MAX], others[:_DOTS_MAX]
    if not marks:
        return None
    shown = [*marks, *others]
    lat = (min(it.lat for it in shown) + max(it.lat for it in shown)) / 2
    lon = (min(it.lon for it in shown) + max(it.lon for it in shown)) / 2
    away = [_metres(it, lat, lon) for it in shown]
    wide = max(SPAN_MIN_M, 2 * max(abs(east) for east, _ in away))
    high = max(SPAN_MIN_M, 2 * max(abs(north) for _, north in away))
    scale = max(wide / (WIDTH - 2 * MARGIN), high / (HEIGHT - FOOT - 2 * MARGIN))
    middle = (HEIGHT - FOOT) / 2
    places = [(WIDTH / 2 + east / scale, middle - north / scale) for east, north in away]
    numbered = _apart(places[: len(marks)])
    drawn = "".join(_dot(*place) for place in places[len(marks) :])
    drawn += "".join(_mark(it.number, *place) for it, place in zip(marks, numbered, strict=True))
    svg = (
        f'<svg class="rb-sketch" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<rect class="rb-sketch__ground" width="{WIDTH}" height="{HEIGHT}" data-foot="{FOOT}"/>'
        f"{_north()}{_scale(scale)}{drawn}"
        '<g id="me-mark" hidden><circle class="rb-sketch__me" r="9"/></g></svg>'
    )
    return Sketch(Markup(svg), lat, lon, scale)  # noqa: S704 - numbers of our own only


def metres_between(one: Mark, other: Mark) -> float:
    """Return how far two marks lie apart; flat enough for a city."""
    return math.hypot(*_metres(one, other.lat, other.lon))


def _metres(mark: Mark, lat: float, lon: float) -> tuple[float, float]:
    """Return how far east and north of a place a mark lies; flat enough for a city."""
    east = (mark.lon - lon) * METRES_PER_DEGREE * math.cos(math.radians(lat))
    return east, (mark.lat - lat) * METRES_PER_DEGREE


def _apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Move places apart that would lie on each other, each pair by the same way."""
    moved = [list(it) for it in places]
    for _ in range(MOVES_MAX):
        if not _push(moved):
            break
    return [(x, y) for x, y in moved]


def _push(moved: list[list[float]]) -> bool:
    pushed = False
    for at, one in enumerate(moved):
        for other in moved[at + 1 :]:
            x, y = other[0] - one[0], other[1] - one[1]
            gap = math.hypot(x, y)
            if gap >= APART - 0.01:
                continue
            pushed = True
            # Two in the very same place part sideways.
            x, y = (x / gap, y / gap) if gap else (1.0, 0.0)
            half = (APART - gap) / 2
            for point, way in ((one, -half), (other, half)):
                point[0] = min(max(point[0] + x * way, MARK_RADIUS + 2), WIDTH - MARK_RADIUS - 2)
                point[1] = min(max(point[1] + y * way, MARK_RADIUS + 2), LOWEST)
    return pushed


def _mark(number: int, x: float, y: float) -> str:
    return (
        f'<g class="rb-sketch__mark" transform="translate({x:.1f} {y:.1f})">'
        f'<path d="M0-14 12-7V7L0 14-12 7V-7z"/><text y="5">{number}</text></g>'
    )


def _dot(x: float, y: float) -> str:
    return f'<circle class="rb-sketch__dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'


def _north() -> str:
    return (
        f'<g class="rb-sketch__north" transform="translate(332 {HEIGHT - 15})">'
        '<path d="M0-11 6 6 0 2-6 6z"/><text x="-18" y="4">北</text></g>'
    )


def _scale(metres_per_unit: float) -> str:
    metres = max(
        (it for it in _SCALES_M if it / metres_per_unit <= _SCALE_LENGTH_MAX), default=_SCALES_M[0]
    )
    words = f"{metres} 米" if metres < _SCALES_M[3] else f"{metres // 1000} 公里"
    length = metres / metres_per_unit
    return (
        f'<g class="rb-sketch__scale" transform="translate(16 {HEIGHT - 14})">'
        f'<path d="M0-5V0H{length:.1f}V-5"/><text x="{length / 2:.1f}" y="-7">{words}</text></g>'
    )
