"""Icons: own drawings on a 24 grid, put into the page in the colour of their words."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

FOLDER: Final = Path(__file__).parent / "static" / "icons"
_INSIDE: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME: Final = (
    '<svg class="rb-icon{extra}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    ' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
    "{inside}</svg>"
)


def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))


@cache
def icon(name: str, extra: str = "") -> Markup:
    """Draw `name` as SVG for the page; `extra` names further classes."""
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    found = _INSIDE.search(drawing)
    if found is None:
        raise ValueError(f"{name}.svg is no drawing")
    # The drawings are files of this repository, never input.
    classes = f" {extra}" if extra else ""
    return Markup(_FRAME.format(extra=classes, inside=found[1].strip()))  # noqa: S704
