"""Words on a drawn sheet: escaped, measured, fitted and broken into lines.

SVG does not break lines, and the font that will be used is not known here; so widths are
reckoned in ems from what every Chinese font agrees on: a Han character is one em wide.
"""

import re
import unicodedata
from html import escape

_NARROW_EM = 0.56  # a digit or Latin letter, on the generous side
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_LINE_STARTS_WITH = "，。、；：！？）》”’"


def escaped(text: str) -> str:
    """Return a text that cannot break out of an SVG element or attribute, nor spoil the file."""
    return escape(_NOT_XML.sub("", text))


def width_em(text: str) -> float:
    """Return about how wide a text is, in units of its own size."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else _NARROW_EM for c in text)


def fitted(text: str, *, width: float, size_max: float) -> float:
    """Return the largest size, up to a maximum, at which a text stays within a width."""
    return round(min(size_max, width / max(width_em(text), 1)), 2)


def wrapped(text: str, *, ems: float) -> list[str]:
    """Break a text into lines of at most this many ems; a comma never starts a line."""
    lines = [""]
    for char in text:
        # A mark that may not start a line hangs over the edge instead, as printers do.
        if width_em(lines[-1] + char) > ems and char not in _NO_LINE_STARTS_WITH:
            lines.append("")
        lines[-1] += char
    return [line.strip() for line in lines]


def words(
    text: str,
    *,
    x: float,
    y: float,
    size: float,
    fill: str,
    bold: bool = False,
    anchor: str = "start",
) -> str:
    """Draw one line of text with its baseline at (x, y)."""
    weight = ' font-weight="700"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{weight}{place}>'
        f"{escaped(text)}</text>"
    )
