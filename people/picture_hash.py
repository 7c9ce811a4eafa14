"""A short mark of what a picture shows: the same after it was saved again, shrunk or recoloured.

A difference hash (dHash): on a grid of 9 × 8 grey squares, whether each is brighter than the one to
its left. Two marks are compared by how many of their 64 bits differ. A picture that was cut or
turned has another mark.
"""

from collections.abc import Iterator
from typing import Final

from PIL import Image

ALIKE_BITS_MAX: Final = 5
"""So many bits may differ: what a picture loses when it is saved again, and no more."""
BANDS: Final = 4
BAND_BITS: Final = 16
CONTRAST_MIN: Final = 24
"""Of 255, between the brightest and the darkest square: a wall in the dark looks like any other."""
_WIDTH, _HEIGHT = 9, 8
_BAND_MASK: Final = (1 << BAND_BITS) - 1


def perceptual_hash(image: Image.Image) -> str:
    """Return 64 bits in hex; empty when there is too little in the picture to tell it by."""
    grey = image.convert("L").resize((_WIDTH, _HEIGHT), Image.Resampling.BOX)
    squares = grey.tobytes()
    if max(squares) - min(squares) < CONTRAST_MIN:
        return ""
    bits = 0
    for at, square in enumerate(squares):
        if at % _WIDTH:
            bits = bits << 1 | (square > squares[at - 1])
    return f"{bits:016x}"


def bits_between(one: str, other: str) -> int:
    """Return how many bits of two marks differ; all of them when either is empty."""
    if not one or not other:
        return BANDS * BAND_BITS
    return (int(one, 16) ^ int(other, 16)).bit_count()


def bands_of(mark: str) -> list[int]:
    """Return a mark in pieces that a database finds it by; none of an empty one."""
    if not mark:
        return []
    bits = int(mark, 16)
    return [bits >> BAND_BITS * at & _BAND_MASK for at in range(BANDS)]


def near(band: int) -> Iterator[int]:
    """Yield a piece and all that differ from it in one bit.

    Of two marks that differ in up to 7 bits, one of the 4 pieces differs in at most one.
    """
    yield band
    for bit in range(BAND_BITS):
        yield band ^ 1 << bit
