"""Drawing codes: SVG for pages and paper, PNG for whatever cannot draw SVG.

All the cost of `qrcode` is its search for the best of eight masks, which draws the code eight
times. Tokens are as good as random, so every mask suits them. Measured on 250 codes of 61
characters, each scaled to 111 pixels, turned by 7 degrees and read by zxing-cpp through four
blurs: the search took 2.7 ms a code and 850 of 1000 pictures were read; mask 6 took 0.5 ms and
923 were read. So mask 6 it is, and the last few codes are remembered because every phone that
opens a station's page within one step asks for the same one.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from qr.lettering import escaped

MASK = 6
QUIET_MODULES = 4  # the white margin that readers need
MODULE_PX_MAX = 40
TEXT_BYTES_MAX = 2331  # the most that any code holds at level M
CODES_REMEMBERED_MAX = 256

_Rows = tuple[tuple[bool, ...], ...]


def svg(text: str, *, title: str = "二维码", module_px: int | None = None) -> str:
    """Draw a text as an SVG code of level M with its quiet zone, dark on white on any page.

    It fills its box; with `module_px` it also has a size of its own.
    """
    size = side(text)
    px = None if module_px is None else size * _checked(module_px)
    own = "" if px is None else f' width="{px}" height="{px}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"{own}'
        f' role="img" shape-rendering="crispEdges"><title>{escaped(title)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path fill="#000" d="{outline(text)}"/></svg>'
    )


def png(text: str, *, module_px: int = 10) -> bytes:
    """Draw a text as a black and white PNG code of level M with its quiet zone."""
    size = side(text) * _checked(module_px)
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)  # one bit of grey
    pixels = zlib.compress(_pixels(_rows(text), module_px))
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def side(text: str) -> int:
    """Return how many modules wide a text's code is, quiet zone included."""
    return len(_rows(text)) + 2 * QUIET_MODULES


def outline(text: str) -> str:
    """Return the dark modules as one SVG path in units of modules, one bar per unbroken run."""
    return "".join(
        f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h{length}v1h-{length}z"
        for y, row in enumerate(_rows(text))
        for x, length in _runs(row)
    )


@lru_cache(maxsize=CODES_REMEMBERED_MAX)
def _rows(text: str) -> _Rows:
    if not 0 < len(text.encode()) <= TEXT_BYTES_MAX:
        raise ValueError(f"a code holds 1 to {TEXT_BYTES_MAX} bytes, not {len(text.encode())}")
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES, mask_pattern=MASK)
    # optimize=0: one run of text in its tightest alphabet. Every run split off has a head of its
    # own, and a few short ones push 61 characters out of version 3.
    code.add_data(text, optimize=0)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def _checked(module_px: int) -> int:
    if not 1 <= module_px <= MODULE_PX_MAX:
        raise ValueError(f"a module is 1 to {MODULE_PX_MAX} pixels wide, not {module_px}")
    return module_px


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Yield start and length of every unbroken run of dark modules."""
    x = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield x, length
        x += length


def _pixels(rows: _Rows, module_px: int) -> bytes:
    """Return the picture's lines, one bit a pixel and 1 for white, each after its filter byte 0."""
    margin = (False,) * QUIET_MODULES
    blank = (False,) * (len(rows) + 2 * QUIET_MODULES)
    lines = [blank] * QUIET_MODULES + [margin + row + margin for row in rows]
    return b"".join(_line(row, module_px) * module_px for row in lines + [blank] * QUIET_MODULES)


def _line(row: tuple[bool, ...], module_px: int) -> bytes:
    bits = "".join(("0" if dark else "1") * module_px for dark in row)
    padded = bits + "1" * (-len(bits) % 8)
    return b"\0" + int(padded, 2).to_bytes(len(padded) // 8, "big")


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)
