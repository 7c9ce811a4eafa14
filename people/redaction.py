"""Making faces and plates in a picture unreadable, for good.

An area is not blurred in place, which can be undone in part, but replaced by a few plain cells:
what was finer than a cell is in the new picture nowhere any more.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

PERMILLE: Final = 1_000
CELLS_MAX: Final = 4
"""Cells across an area, and down: too few for any letter or eye."""
MARGIN_PERMILLE: Final = 10
"""Of the picture's longer side, around each area: fingers draw them too small."""
QUALITY: Final = 90


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture, in thousandths of its width and height from the upper left corner."""

    left: int
    top: int
    width: int
    height: int


def redacted(jpeg: bytes, areas: Sequence[Area]) -> bytes:
    """Return a picture without what the areas show, written anew as JPEG."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        whole = image.convert("RGB")
    for area in areas:
        box = _box(area, whole.width, whole.height)
        part = whole.crop(box)
        few = part.resize(
            (min(CELLS_MAX, part.width), min(CELLS_MAX, part.height)), Image.Resampling.BOX
        )
        whole.paste(few.resize(part.size, Image.Resampling.NEAREST), box)
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _box(area: Area, width: int, height: int) -> tuple[int, int, int, int]:
    """Return the pixels of an area with its margin; at least one, whatever was drawn."""
    margin = max(width, height) * MARGIN_PERMILLE // PERMILLE
    left = max(0, area.left * width // PERMILLE - margin)
    top = max(0, area.top * height // PERMILLE - margin)
    right = -(-(area.left + area.width) * width // PERMILLE) + margin
    bottom = -(-(area.top + area.height) * height // PERMILLE) + margin
    left, top = min(left, width - 1), min(top, height - 1)
    return left, top, max(left + 1, min(right, width)), max(top + 1, min(bottom, height))
